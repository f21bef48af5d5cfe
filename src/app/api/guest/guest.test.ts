import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { POST as addComment } from "@/app/api/tickets/[ticket]/comments/route";
import { GET as getTicket, PATCH as changeTicket } from "@/app/api/tickets/[ticket]/route";
import { GET as listTickets } from "@/app/api/tickets/route";
import { GET as listFiles } from "@/app/api/tickets/[ticket]/attachments/route";
import { GET as getMe } from "@/app/api/me/route";
import { sendDueMails } from "@/features/mail/server/job-send";
import { mailRequestedLinks } from "@/features/guests/server/write-link";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { asGuest, enterAsGuest, fileAsGuest, openLink, postGuest, tokenFor } from "@/testing/guests";
import { callRoute } from "@/testing/http/requests";
import { mailsTo, startMailServer } from "@/testing/mail";
import { POST as askForLinks } from "./links/route";
import { POST as openSession } from "./session/route";

setUpDatabase();
const files = setUpFiles();

const ticketSchema = z.looseObject({
  id: z.string(),
  number: z.number(),
  status: z.string(),
  requester: z.looseObject({ id: z.string(), name: z.string() }),
});
let organisation: MadeOrganisation;
let agent: Actor;
let count = 0;

beforeAll(async () => {
  organisation = await makeOrganisation({ settings: { guestForm: true } });
  agent = await makeActor(organisation, { role: "agent" });
});

beforeEach(async () => {
  forgetLimits();
  await pool().query("UPDATE tickets SET deleted_at = now()");
  await pool().query("DELETE FROM sessions WHERE kind = 'guest'");
  await pool().query("DELETE FROM secret_tokens WHERE kind = 'magic_link'");
  await pool().query("DELETE FROM outgoing_mails");
});

function newEmail(): string {
  return `guest-${(count += 1)}@outside.example`;
}

async function onlyTicket(): Promise<z.infer<typeof ticketSchema>> {
  const { body } = await callRoute(listTickets, { as: agent });
  return ticketSchema.parse(z.object({ items: z.array(z.unknown()) }).parse(body).items[0]);
}

describe("the form", () => {
  it("answers the same for every owner of the address, where it is closed, and where a program filled it", async () => {
    const known = await makePerson(organisation, { email: newEmail() });
    const filed = await fileAsGuest({ email: known.email });
    const unknown = await fileAsGuest({ email: newEmail() });
    const trapped = await fileAsGuest({ email: newEmail(), homepage: "https://spam.example" });
    await pool().query("UPDATE organisations SET settings = '{}'");
    const closed = await fileAsGuest({ email: newEmail() });
    await pool().query("UPDATE organisations SET settings = $1", [{ guestForm: true }]);
    for (const answer of [filed, unknown, trapped, closed]) {
      expect(answer).toMatchObject({ status: 202, body: { accepted: true } });
    }
    const { rows } = await pool().query<{ count: number }>(
      "SELECT count(*)::int FROM tickets WHERE deleted_at IS NULL",
    );
    expect(rows[0]?.count).toBe(2);
    expect(await mailsTo(known.email)).toMatchObject([{ kind: "guestFiled" }]);
  });

  it("files a ticket for nobody who has the address: it is nobody's until the link is opened", async () => {
    const owner = await makeActor(organisation, { email: newEmail() });
    const { rows } = await pool().query<{ email: string }>("SELECT email FROM people WHERE id = $1", [
      owner.id,
    ]);
    await fileAsGuest({ email: rows[0]?.email ?? "", name: "Anybody" });
    const ticket = await onlyTicket();
    expect(ticket.requester).toMatchObject({ name: "Anybody", role: "guest" });
    expect((await callRoute(getTicket, { as: owner, params: { ticket: ticket.id } })).status).toBe(404);
  });

  it("keeps its file with the ticket, and none where nothing is filed", async () => {
    const email = newEmail();
    const cookie = await enterAsGuest(email, { file: { name: "screen.txt", content: "what it says" } });
    const ticket = await onlyTicket();
    const listed = await asGuest(listFiles, cookie, { params: { ticket: ticket.id } });
    expect(listed.body).toMatchObject({ items: [{ name: "screen.txt", size: 12, internal: false }] });
    const before = await files.list();
    const file = { name: "a.txt", content: "bytes" };
    await fileAsGuest({ email: newEmail(), homepage: "filled", file });
    expect((await fileAsGuest({ email: "no address", file })).status).toBe(422);
    expect(await files.list()).toEqual(before);
  });

  it.each([
    ["name", { name: "Buy at www.shop.example" }],
    ["title", { title: "Look at https://shop.example" }],
    ["description", { description: "https://a.example ".repeat(6) }],
    ["email", { email: "nobody" }],
    ["title", { title: "abc" }],
    ["description", { description: "NUL \0 in the middle of it" }],
  ])("refuses what is wrong with %s, by its name", async (path, form) => {
    const answer = await fileAsGuest({ email: newEmail(), ...form });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ errors: [{ path }] });
  });

  it("is limited by address, which sends no more than five mails in an hour, and by network", async () => {
    const email = newEmail();
    for (let form = 0; form < 5; form += 1) {
      expect((await fileAsGuest({ email })).status).toBe(202);
    }
    expect((await fileAsGuest({ email })).status).toBe(429);
    expect(await mailsTo(email)).toHaveLength(5);
    for (let form = 0; form < 14; form += 1) {
      await fileAsGuest({ email: newEmail() });
    }
    expect((await fileAsGuest({ email: newEmail() })).status).toBe(429);
  });
});

describe("the link", () => {
  it("stands in the mail alone, hashed in the database, and opens the ticket as often as wanted for 72 hours", async () => {
    const email = newEmail();
    await fileAsGuest({ email });
    const token = await tokenFor(email);
    const { rows } = await pool().query<{ hash: string; hours: number }>(
      "SELECT hash, round(extract(epoch FROM expires_at - now()) / 3600)::int AS hours FROM secret_tokens WHERE kind = 'magic_link'",
    );
    expect(rows).toEqual([{ hash: expect.not.stringContaining(token), hours: 72 }]);
    const first = await openLink(token);
    const second = await openLink(token);
    expect(first.setCookie).toMatch(
      /^next-auth\.session-token=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/,
    );
    for (const { cookie } of [first, second]) {
      expect((await asGuest(getMe, cookie)).body).toMatchObject({ role: "guest" });
    }
    await pool().query("UPDATE secret_tokens SET expires_at = now() WHERE kind = 'magic_link'");
    const late = await callRoute(openSession, { method: "POST", body: { token } });
    expect(late).toMatchObject({ status: 401, body: { code: "invalid_token" } });
  });

  it("comes by SMTP, opens the ticket from the mail's text, and stands nowhere in the database afterwards", async () => {
    const server = await startMailServer();
    const email = newEmail();
    await fileAsGuest({ email, name: "Gus <b>", title: "A title & more" });
    expect(await sendDueMails(server.settings)).toBe(1);
    await server.stop();
    const [received] = server.received;
    expect(received?.to).toBe(email);
    expect(received?.mail.headers.get("subject")).toMatch(/^\[#\d+\] Your request to /);
    // What a stranger typed does not go to an address that is not proven.
    expect(received?.mail.text).not.toMatch(/Gus|A title/);
    const token = /guest\/open#token=([\w-]+)/.exec(received?.mail.text ?? "")?.[1] ?? "";
    expect((await mailsTo(email))[0]).toMatchObject({ state: "sent", link: null });
    expect((await openLink(token)).ticketId).toBe((await onlyTicket()).id);
  });

  it("begins a session that ends for good after seven days, however much it is used", async () => {
    const cookie = await enterAsGuest(newEmail());
    await pool().query(
      "UPDATE sessions SET last_seen_at = now() - interval '2 minutes' WHERE kind = 'guest'",
    );
    expect((await asGuest(getMe, cookie)).status).toBe(200);
    const { rows } = await pool().query<{ days: number }>(
      "SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM sessions WHERE kind = 'guest'",
    );
    expect(rows).toEqual([{ days: 7 }]);
    await pool().query("UPDATE sessions SET expires_at = now() WHERE kind = 'guest'");
    expect((await asGuest(getMe, cookie)).status).toBe(401);
  });

  it("makes the guest the owner of an address that nobody owned, and their next ticket is theirs as well", async () => {
    const email = newEmail();
    await enterAsGuest(email);
    const first = await onlyTicket();
    const cookie = await enterAsGuest(email, { title: "A second question" });
    const second = await onlyTicket();
    expect(second.number).not.toBe(first.number);
    expect(second.requester.id).toBe(first.requester.id);
    // One link opens one ticket.
    expect((await asGuest(getTicket, cookie, { params: { ticket: second.id } })).status).toBe(200);
    expect((await asGuest(getTicket, cookie, { params: { ticket: first.id } })).status).toBe(404);
  });

  it("gives the ticket to the person who owns the address, and the guest goes on with it as a guest", async () => {
    const owner = await makeActor(organisation, { email: newEmail(), name: "Owner" });
    const { rows } = await pool().query<{ email: string }>("SELECT email FROM people WHERE id = $1", [
      owner.id,
    ]);
    const cookie = await enterAsGuest(rows[0]?.email ?? "", { name: "Typed" });
    const ticket = await onlyTicket();
    expect(ticket.requester).toMatchObject({ id: owner.id });
    expect((await callRoute(getTicket, { as: owner, params: { ticket: ticket.id } })).status).toBe(200);
    expect((await asGuest(getMe, cookie)).body).toMatchObject({ role: "guest", name: "Typed" });
    const params = { ticket: ticket.id };
    await callRoute(changeTicket, { method: "PATCH", as: agent, params, body: { status: "waiting" } });
    const answer = await asGuest(addComment, cookie, {
      method: "POST",
      params,
      body: { body: "Here it is" },
    });
    expect(answer.status).toBe(201);
    expect((await onlyTicket()).status).toBe("open");
  });

  it("never opens an account: a guest who became somebody else has no session left", async () => {
    const email = newEmail();
    const cookie = await enterAsGuest(email);
    const { id } = (await onlyTicket()).requester;
    await pool().query("UPDATE people SET role = 'admin' WHERE id = $1", [id]);
    expect((await asGuest(getMe, cookie)).status).toBe(401);
    expect((await postGuest(openSession, { token: await tokenFor(email) })).status).toBe(401);
  });

  it("ends the session that the browser had before", async () => {
    const first = await enterAsGuest(newEmail());
    const email = newEmail();
    await fileAsGuest({ email });
    await openLink(await tokenFor(email), first);
    expect((await asGuest(getMe, first)).status).toBe(401);
  });

  it("is sent anew to who has tickets, and the one who asks learns nothing", async () => {
    const email = newEmail();
    await enterAsGuest(email);
    const old = await tokenFor(email);
    const known = await postGuest(askForLinks, { email });
    const unknown = await postGuest(askForLinks, { email: newEmail() });
    expect([known, unknown]).toEqual([
      expect.objectContaining({ status: 202, body: { accepted: true } }),
      expect.objectContaining({ status: 202, body: { accepted: true } }),
    ]);
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await mailRequestedLinks()).toBe(2);
    expect(await mailsTo(email)).toMatchObject([{ kind: "guestFiled" }, { kind: "guestLink" }]);
    const { rows } = await pool().query<{ count: number }>("SELECT count(*)::int FROM outgoing_mails");
    expect(rows[0]?.count).toBe(2);
    expect((await postGuest(openSession, { token: old })).status).toBe(401);
    expect((await postGuest(openSession, { token: await tokenFor(email) })).status).toBe(200);
    expect(await mailRequestedLinks()).toBe(0);
  });
});
