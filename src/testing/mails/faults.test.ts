import { afterEach, beforeEach, expect, it } from "vitest";
import { sendDueMails } from "@/features/mail/server/job-send";
import { queueMail } from "@/features/mail/server/write-queue";
import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { startMailServer, type TestMailServer } from "@/testing/mail";

setUpDatabase();

const PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 20_000 };
let organisation: MadeOrganisation;
let server: TestMailServer;
beforeEach(async () => {
  organisation = await makeOrganisation();
  server = await startMailServer();
});
afterEach(() => server.stop());

async function queue(address: string): Promise<void> {
  await transaction((tx) =>
    queueMail(tx, {
      organisationId: organisation.id,
      to: { address, name: "" },
      kind: "test",
      subject: say("mails.greetingNobody"),
      text: [say("mails.greetingNobody")],
      cause: address,
    }),
  );
}

it("each mail arrives exactly once, or stands in the queue with its reason", async () => {
  const names = ["ada", "grey-1", "dropped-1", "refused-1", "policy-1", "later-1", "full-1", "bo", "grey-2"];
  for (const name of names) {
    await queue(`${name}@example.org`);
  }
  for (let round = 0; round < 4; round += 1) {
    await sendDueMails(server.settings, { patience: PATIENCE });
    await pool().query("UPDATE outgoing_mails SET next_try_at = now() - interval '1 second'");
  }
  const arrived = server.received.map(({ to }) => to.split("@")[0]).sort();
  expect(arrived).toEqual(["ada", "bo", "dropped-1", "grey-1", "grey-2"]);
  const { rows } = await pool().query<{ to: string; state: string; error: unknown }>(
    "SELECT split_part(to_address, '@', 1) AS to, state, error FROM outgoing_mails WHERE state <> 'sent' ORDER BY 1",
  );
  expect(rows.map(({ to, state }) => `${to} ${state}`)).toEqual([
    "full-1 failed",
    "later-1 queued",
    "policy-1 failed",
    "refused-1 failed",
  ]);
  expect(rows.every(({ error }) => error !== null)).toBe(true);
});
