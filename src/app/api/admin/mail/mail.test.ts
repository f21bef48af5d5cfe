import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { outboxSchema } from "@/features/mail/schema";
import { sendDueMails } from "@/features/mail/server/job-send";
import { sendTestMail } from "@/features/mail/server/write-test-mail";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { makeMail, startMailServer, type TestMailServer } from "@/testing/mail";
import { POST as revealLink } from "./[id]/link/route";
import { POST as retry } from "./[id]/retry/route";
import { GET as listMail } from "./route";
import { POST as sendTest } from "./test/route";

const accounts = setUpAccounts();
const PATIENCE = { connectMilliseconds: 20_000, silenceMilliseconds: 20_000 };
const BY = { key: null, address: "" };
let admin: Actor;
let server: TestMailServer;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin", email: "ada@example.org", name: "Ada" });
});

beforeEach(async () => {
  await pool().query("DELETE FROM outgoing_mails");
  server = await startMailServer();
});

afterEach(async () => {
  await server.stop();
});

async function list(query = "", headers: Record<string, string> = {}) {
  const answer = await callRoute(listMail, { path: `/api/admin/mail${query}`, as: admin, headers });
  return outboxSchema.parse(answer.body);
}

describe("the outbox, for admins", () => {
  it("lists mails of their organisation alone, the newest first, and never a link", async () => {
    const other = await makeOrganisation({ host: "other.example" });
    await makeMail(other);
    const [first, second] = [await makeMail(accounts.organisation), await makeMail(accounts.organisation)];
    const page = await list();
    expect(page).toMatchObject({ canSend: false, from: null });
    expect(page.items.map(({ id }) => id)).toEqual([second, first]);
    expect(page.items[0]).toMatchObject({ state: "queued", attempts: 0, hasLink: true, subject: "Hello," });
    expect(JSON.stringify(page)).not.toContain("s3cret");
    const limited = await list("?limit=1");
    expect(limited.nextCursor).not.toBeNull();
    expect((await list(`?limit=1&cursor=${limited.nextCursor}`)).items.map(({ id }) => id)).toEqual([first]);
  });

  it("says why one was not sent in the reader's language, and sends it again when it is asked", async () => {
    const id = await makeMail(accounts.organisation);
    await pool().query("UPDATE outgoing_mails SET to_address = 'refused-1@example.org'");
    await sendDueMails(server.settings, { patience: PATIENCE });
    const page = await list("?state=failed", { "accept-language": "de" });
    expect(page.items[0]?.error).toBe("Der Mailserver nimmt sie nicht an: 550 5.1.1 no such user");
    await pool().query("UPDATE outgoing_mails SET to_address = 'now@example.org'");
    expect((await callRoute(retry, { method: "POST", as: admin, params: { id } })).status).toBe(204);
    await sendDueMails(server.settings, { patience: PATIENCE });
    // The link was kept for that, and is gone now.
    expect(server.received[0]?.mail.text).toContain("/invitation#token=s3cret");
    expect(await list("?state=sent")).toMatchObject({ items: [{ id, state: "sent", hasLink: false }] });
    expect(await callRoute(retry, { method: "POST", as: admin, params: { id } })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
  });

  it("a link is shown where no mail is sent, to an admin who has just shown their password, and that is audited", async () => {
    const id = await makeMail(accounts.organisation);
    const ask = () => callRoute(revealLink, { method: "POST", as: admin, params: { id } });
    expect(await ask()).toMatchObject({
      status: 200,
      body: { url: "http://localhost:3003/invitation#token=s3cret" },
    });
    const { rows } = await pool().query<{ audit: string }>(
      "SELECT a::text AS audit FROM audit_entries a WHERE action = 'mail.link_shown' AND subject_id = $1",
      [id],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.audit).not.toContain("s3cret");
    await pool().query("UPDATE sessions SET proven_at = now() - interval '31 minutes' WHERE id = $1", [
      admin.sessionId,
    ]);
    expect(await ask()).toMatchObject({ status: 403, body: { code: "reauthentication_required" } });
    await pool().query("UPDATE sessions SET proven_at = now() WHERE id = $1", [admin.sessionId]);
    // Sealed by a key that is not kept here, as after a restore without it.
    const { rows: sealed } = await pool().query<{ sealed_link: string }>(
      `UPDATE outgoing_mails o SET sealed_link = regexp_replace(o.sealed_link, '\\.[^.]+\\.', '.gone.')
       FROM outgoing_mails before WHERE before.id = o.id AND o.id = $1 RETURNING before.sealed_link`,
      [id],
    );
    expect(await ask()).toMatchObject({ status: 409, body: { code: "conflict" } });
    await pool().query("UPDATE outgoing_mails SET sealed_link = $1, expires_at = now()", [
      sealed[0]?.sealed_link,
    ]);
    expect(await ask()).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});

describe("a test mail", () => {
  const test = (to: Actor, settings = server.settings, language: "en" | "de" = "en") =>
    sendTestMail(to, { language, server: settings, patience: PATIENCE }, BY);

  it("goes to the admin who asked, and the answer says so", async () => {
    expect(await test(admin)).toMatchObject({
      outcome: "sent",
      detail:
        "The mail server took the test mail for ada@example.org. Look into that mailbox, also among the spam.",
    });
    expect(server.received.map(({ to }) => to)).toEqual(["ada@example.org"]);
    expect(server.received[0]?.mail.headers.get("subject")).toBe(
      `Test mail of ${accounts.organisation.name}`,
    );
  });

  it("says in words what is wrong: refused, away, a wrong password, no settings", async () => {
    const refused = await makeActor(accounts.organisation, { role: "admin", email: "refused-9@example.org" });
    expect(await test(refused, server.settings, "de")).toEqual({
      outcome: "refused",
      detail: "Der Mailserver nimmt sie nicht an: 550 5.1.1 no such user",
    });
    const strict = await startMailServer({ auth: { user: "desk", password: "right" } });
    const { settings } = strict;
    expect(await test(admin, { ...settings, auth: { user: "desk", password: "wrong" } })).toMatchObject({
      outcome: "unavailable",
    });
    await strict.stop();
    expect(await test(admin, settings)).toMatchObject({ outcome: "unavailable" });
    const off = await callRoute(sendTest, { method: "POST", as: admin });
    expect(off).toMatchObject({ status: 200, body: { outcome: "off" } });
  });
});
