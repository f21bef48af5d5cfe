import { createServer, type Server } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mailServerSchema, mailServerStepsSchema } from "@/features/mail-server/schema";
import { readMailServer } from "@/features/mail-server/server/read";
import { sendAll } from "@/features/mail/server/job-send";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { makeMail, setMailServer, startMailServer, type TestMailServer } from "@/testing/mail";
import { freePort } from "@/testing/processes/free-port";
import { DELETE, GET, PATCH } from "./route";
import { POST as tryOut } from "./test/route";

const accounts = setUpAccounts();
const SECRET = "a password of the mail server";
let admin: Actor;
let server: TestMailServer;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin", email: "ada@example.org" });
});
beforeEach(async () => {
  await pool().query("DELETE FROM sealed_settings");
  await pool().query("DELETE FROM outgoing_mails");
  server = await startMailServer({ auth: { user: "desk", password: SECRET } });
});
afterEach(async () => {
  setMailServer(null);
  await server.stop();
});

const form = (given: Record<string, unknown> = {}) => ({
  host: "127.0.0.1",
  port: server.port,
  security: "offered",
  user: "desk",
  password: SECRET,
  fromAddress: "desk@example.org",
  ...given,
});
const patch = (body: unknown, as = admin) => callRoute(PATCH, { method: "PATCH", as, body });
const read = async () => mailServerSchema.parse((await callRoute(GET, { as: admin })).body);
const steps = async (body: unknown, language = "en") => {
  const answer = await callRoute(tryOut, {
    method: "POST",
    as: admin,
    body,
    headers: { "accept-language": language },
  });
  return mailServerStepsSchema.parse(answer.body).steps;
};
const outcomes = async (body: unknown) =>
  (await steps(body)).map(({ name, outcome }) => `${name} ${outcome}`);

describe("the mail server of an organisation", () => {
  it("is set, sends what waited, and its password stands in no answer, no entry of the audit and no row", async () => {
    expect(await read()).toMatchObject({ source: "none", settings: null });
    const id = await makeMail(accounts.organisation);
    expect(await sendAll()).toBe(0);
    const answer = await patch(form({ fromName: "Help" }));
    expect(answer.status).toBe(200);
    expect(await sendAll()).toBe(1);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.mail.headers.get("from")).toBe("Help <desk@example.org>");
    const { rows } = await pool().query("SELECT state FROM outgoing_mails WHERE id = $1", [id]);
    expect(rows).toEqual([{ state: "sent" }]);
    const kept = await pool().query(
      "SELECT (SELECT json_agg(s)::text FROM sealed_settings s) AS sealed, (SELECT json_agg(a.data)::text FROM audit_entries a) AS audit",
    );
    expect(JSON.stringify([answer.body, kept.rows])).not.toContain(SECRET);
    expect(JSON.stringify(kept.rows[0]?.["sealed"])).not.toContain("desk@example.org");
    expect((await callRoute(DELETE, { method: "DELETE", as: admin })).body).toMatchObject({ source: "none" });
    await makeMail(accounts.organisation);
    expect(await sendAll()).toBe(0);
  });

  it("is another's neither to see nor to send by", async () => {
    await patch(form());
    const other = await makeOrganisation({ host: "other.example" });
    const theirs = await makeActor(other, { role: "admin" });
    await makeMail(other);
    const answer = await callRoute(GET, { as: theirs, headers: { host: "other.example" } });
    expect(mailServerSchema.parse(answer.body)).toMatchObject({ source: "none", settings: null });
    expect(await sendAll()).toBe(0);
    expect(server.received).toEqual([]);
  });

  it("one that hangs or is away holds up no other organisation", async () => {
    const other = await makeOrganisation({ host: "second.example" });
    const theirs = await makeActor(other, { role: "admin" });
    await patch(form({ port: await freePort() }));
    await callRoute(PATCH, {
      method: "PATCH",
      as: theirs,
      body: form(),
      headers: { host: "second.example" },
    });
    await makeMail(accounts.organisation);
    await makeMail(other);
    expect(await sendAll()).toBe(1);
    expect(server.received).toHaveLength(1);
  });

  it("a password that is not given again stays, but goes to no other place and by no other name", async () => {
    await patch(form());
    expect((await patch({ fromName: "Help" })).status).toBe(200);
    expect(await readMailServer(accounts.organisation.id)).toMatchObject({ auth: { password: SECRET } });
    for (const change of [
      { host: "elsewhere.example" },
      { port: 26 },
      { security: "tls" },
      { user: "you" },
    ]) {
      const refused = await patch(change);
      expect([refused.status, refused.body]).toMatchObject([422, { errors: [{ path: "password" }] }]);
      const tried = await callRoute(tryOut, { method: "POST", as: admin, body: { settings: change } });
      expect(tried.status).toBe(422);
    }
    expect((await patch({ user: null })).status).toBe(200);
    expect(await readMailServer(accounts.organisation.id)).toMatchObject({ auth: null });
  });

  it("a change says what it saw: of what somebody else has set meanwhile nothing is overwritten", async () => {
    await patch(form());
    const saw = { fromName: null };
    expect((await patch({ fromName: "Theirs" })).status).toBe(200);
    const refused = await patch({ fromName: "Mine", was: saw });
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "conflict", errors: [{ path: "fromName" }], current: { settings: { fromName: "Theirs" } } },
    ]);
    // Fields that nobody touched merge.
    expect(
      (await patch({ fromAddress: "help@example.org", was: { fromAddress: "desk@example.org" } })).status,
    ).toBe(200);
    expect((await read()).settings).toMatchObject({ fromName: "Theirs", fromAddress: "help@example.org" });
  });

  it("variables win: the page names them, and changes nothing", async () => {
    await patch(form());
    setMailServer({
      host: "mail.example.org",
      port: 465,
      isSecure: true,
      auth: { user: "env", password: "hunter2secret" },
      from: { name: null, address: "env@example.org" },
    });
    const answer = await callRoute(GET, { as: admin });
    expect(mailServerSchema.parse(answer.body)).toMatchObject({
      source: "environment",
      settings: { host: "mail.example.org", security: "tls", user: "env", fromAddress: "env@example.org" },
    });
    expect(JSON.stringify(answer.body)).not.toContain("hunter2secret");
    expect((await patch({ fromName: "x" })).body).toMatchObject({ code: "conflict" });
    expect((await callRoute(DELETE, { method: "DELETE", as: admin })).body).toMatchObject({
      code: "conflict",
    });
  });

  it("what cannot be opened says so, nothing is sent meanwhile, and it can be set anew", async () => {
    await patch(form());
    await pool().query("UPDATE sealed_settings SET sealed = '1.none.AAAA'");
    expect(await read()).toMatchObject({ isReadable: false, settings: null });
    await makeMail(accounts.organisation);
    expect(await sendAll()).toBe(0);
    expect((await patch(form())).status).toBe(200);
    expect(await sendAll()).toBe(1);
  });

  it.each([
    ["host", { host: "smtp://mail.example.org" }],
    ["host", { host: "" }],
    ["port", { port: 0 }],
    ["port", { port: 70_000 }],
    ["security", { security: "none" }],
    ["fromAddress", { fromAddress: "nobody" }],
    ["fromName", { fromName: "a\r\nBcc: b@example.org" }],
    ["user", { user: null }],
  ])("a wrong %s is refused at its field", async (path, given) => {
    const answer = await patch(form(given));
    expect([answer.status, answer.body]).toMatchObject([422, { errors: [{ path }] }]);
  });

  it("it takes a password shown lately", async () => {
    await pool().query("UPDATE sessions SET proven_at = now() - interval '1 hour' WHERE id = $1", [
      admin.sessionId,
    ]);
    expect((await patch(form())).body).toMatchObject({ code: "reauthentication_required" });
    await pool().query("UPDATE sessions SET proven_at = now() WHERE id = $1", [admin.sessionId]);
  });
});

describe("a try of a mail server", () => {
  const listeners: Server[] = [];
  afterEach(() => listeners.splice(0).forEach((one) => one.close()));

  /** Something that listens and is no mail server. */
  async function listen(said: string): Promise<number> {
    const listener = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.end(said);
    });
    listeners.push(listener);
    await new Promise<void>((begun) => listener.listen(0, "127.0.0.1", begun));
    const address = listener.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  it("goes through every step, with what is not kept yet, and ends with a mail to the admin", async () => {
    expect(await outcomes({ settings: form() })).toEqual([
      "resolve skipped",
      "connect fine",
      "tls skipped",
      "signIn fine",
      "accept fine",
    ]);
    expect(server.received.map(({ to }) => to)).toEqual(["ada@example.org"]);
    expect(await read()).toMatchObject({ source: "none" });
    expect((await callRoute(tryOut, { method: "POST", as: admin, body: {} })).status).toBe(404);
    await patch(form());
    expect((await outcomes({})).at(-1)).toBe("accept fine");
    expect((await outcomes({ settings: form({ host: "localhost" }) }))[0]).toBe("resolve fine");
  });

  it("says in its reader's language at which step it failed, and goes no further", async () => {
    const wrong = await steps({ settings: form({ password: "wrong" }) }, "de");
    expect(wrong.map(({ outcome }) => outcome)).toEqual(["skipped", "fine", "skipped", "failed", "skipped"]);
    expect(wrong[3]?.detail).toContain("lehnt Benutzer oder Passwort ab");
    const nobody = await steps({ settings: form({ port: await freePort() }) });
    expect(nobody[1]).toMatchObject({
      outcome: "failed",
      detail: expect.stringContaining("Nothing answers"),
    });
    expect((await outcomes({ settings: form({ host: "nowhere.invalid" }) }))[0]).toBe("resolve failed");
    // It is asked for, and not offered.
    expect((await outcomes({ settings: form({ security: "starttls" }) }))[2]).toBe("tls failed");
    expect((await outcomes({ settings: form({ security: "tls" }) }))[2]).toBe("tls failed");
  });

  it("repeats nothing of what else listens there", async () => {
    const port = await listen("SECRET-BANNER of something else\r\n");
    const answer = await steps({ settings: form({ port }) });
    expect(answer.some(({ outcome }) => outcome === "failed")).toBe(true);
    expect(JSON.stringify(answer)).not.toContain("SECRET-BANNER");
  });
});
