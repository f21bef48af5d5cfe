import { beforeEach, expect, it } from "vitest";
import { raiseNotice } from "@/features/notices/server/write";
import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { runConsumer } from "@/realtime/log/consumer";
import { setUpDatabase } from "@/testing/database";
import { choose } from "@/testing/desk/mailed";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { mailsTo } from "@/testing/mail";
import { mailNoticesReaction } from "./react-mail";

setUpDatabase();
let organisation: MadeOrganisation;
beforeEach(async () => {
  await pool().query("TRUNCATE organisations CASCADE");
  organisation = await makeOrganisation();
});

const react = () => runConsumer("mail notices in a test", [mailNoticesReaction]);
const raise = (level: "warning" | "critical") =>
  transaction((tx) =>
    raiseNotice(tx, {
      organisationId: organisation.id,
      key: "job:mail",
      describe: () => ({
        kind: "job_failed",
        level,
        sentence: say("alerts.jobFailed", { job: "sweep files", failures: 3 }),
        link: "/admin/jobs",
      }),
    }),
  );

it("what is critical is mailed to the admins who want that, once, also when it became so later; to nobody else", async () => {
  const wanting = await makeActor(organisation, { role: "admin", email: "ada@example.org" });
  const not = await makeActor(organisation, { role: "admin", email: "no@example.org" });
  await makeActor(organisation, { role: "agent", email: "alma@example.org" });
  const other = await makeOrganisation({ host: "other.example" });
  await makeActor(other, { role: "admin", email: "foreign@example.org" });
  await choose(not, { notice: { mail: "never" } });
  await expect(choose(wanting, { notice: { mail: "daily" } })).rejects.toMatchObject({ code: "invalid" });
  await react();
  await raise("warning");
  await react();
  expect(await mailsTo("ada@example.org")).toEqual([]);
  await raise("critical");
  await raise("critical");
  await react();
  await react();
  expect(await mailsTo("ada@example.org")).toMatchObject([
    { kind: "notice", link: "/admin/jobs", text: expect.stringContaining("sweep files") },
  ]);
  for (const nobody of ["no@example.org", "alma@example.org", "foreign@example.org"]) {
    expect(await mailsTo(nobody)).toEqual([]);
  }
});
