import { afterEach, beforeEach, expect, it } from "vitest";
import { say } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { storage } from "@/server/storage/storage";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { startMailServer, type TestMailServer } from "@/testing/mail";
import { sendDueMails } from "./job-send";
import { queueMail } from "./write-queue";

setUpDatabase();
setUpFiles();

const PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 20_000 };
let organisation: MadeOrganisation;
let server: TestMailServer;

beforeEach(async () => {
  organisation = await makeOrganisation({ name: "Acme", settings: { accent: "#1d4ed8", language: "de" } });
  server = await startMailServer();
});
afterEach(async () => {
  await server.stop();
});

async function send() {
  await transaction((tx) =>
    queueMail(tx, {
      organisationId: organisation.id,
      to: { address: `ada-${organisation.id}@example.org`, name: "Ada" },
      kind: "test",
      subject: say("mails.greeting", { name: "Subject" }),
      text: [say("mails.greetingNobody")],
      cause: `test:${organisation.id}`,
    }),
  );
  expect(await sendDueMails(server.settings, { patience: PATIENCE })).toBe(1);
  return server.received[0]?.mail;
}

it("a mail has the organisation's colour, in the language of people who chose none", async () => {
  const mail = await send();
  expect(mail?.html).toContain('<html lang="de">');
  expect(mail?.html).toContain("color:#1d4ed8");
  expect(mail?.html).not.toContain("#4f46e5");
  expect(mail?.html).not.toContain("<img");
});

it("a mail carries the logo, and goes without one that cannot be read", async () => {
  const { key } = await storage().write("logos", [Buffer.from("the logo's bytes")]);
  await pool().query("UPDATE organisations SET logo_key = $2 WHERE id = $1", [organisation.id, key]);
  const mail = await send();
  expect(mail?.html).toContain('<img src="cid:logo@helpejo" alt=""');
  expect(mail?.raw).toMatch(/content-id: <logo@helpejo>/i);
  expect(mail?.raw).toContain(Buffer.from("the logo's bytes").toString("base64"));
  expect(mail?.raw).toMatch(/content-disposition: inline/i);

  await storage().remove(key);
  await pool().query("DELETE FROM outgoing_mails");
  server.received.length = 0;
  expect((await send())?.html).not.toContain("<img");
});
