import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as listComments } from "@/app/api/tickets/[ticket]/comments/route";
import { GET as getTicket, PATCH as changeTicket } from "@/app/api/tickets/[ticket]/route";
import { GET as listTickets } from "@/app/api/tickets/route";
import { GET as getMe } from "@/app/api/me/route";
import { addComment as answerTicket } from "@/features/comments/server/write-add";
import { mailRequestedLinks } from "@/features/guests/server/write-link";
import { confirmEmail } from "@/features/users/server/write-confirm-email";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool, transaction } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { asGuest, enterAsGuest, postGuest } from "@/testing/guests";
import { callRoute } from "@/testing/http/requests";
import { mailsTo } from "@/testing/mail";
import { POST as askForLinks } from "./links/route";

setUpDatabase();
setUpFiles();

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

describe("a guest", () => {
  it("sees the public side of their ticket and nothing of what staff keep among themselves", async () => {
    const cookie = await enterAsGuest(newEmail());
    const { id } = await onlyTicket();
    await answerTicket(agent, { ticket: id, body: "SECRET among staff", internal: true });
    await answerTicket(agent, { ticket: id, body: "A public answer" });
    const other = await createTicket(agent, { title: "SECRET other", description: "Of somebody else." });
    const params = { ticket: id };
    const answers = [
      await asGuest(getTicket, cookie, { params }),
      await asGuest(listComments, cookie, { params }),
      await asGuest(listTickets, cookie),
      await asGuest(getTicket, cookie, { params: { ticket: other.id } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    const text = JSON.stringify(answers.map(({ body }) => body));
    expect(text).toContain("A public answer");
    expect(text).not.toMatch(/SECRET|watchers|example\.org/);
  });

  it("closes and reopens it, and changes nothing else", async () => {
    const cookie = await enterAsGuest(newEmail());
    const params = { ticket: (await onlyTicket()).id };
    const change = (body: unknown) => asGuest(changeTicket, cookie, { method: "PATCH", params, body });
    expect(await change({ status: "closed" })).toMatchObject({ status: 200, body: { status: "closed" } });
    expect(await change({ status: "open" })).toMatchObject({ status: 200, body: { status: "open" } });
    expect((await change({ title: "Another title" })).status).toBe(403);
    expect((await change({ priority: "high" })).status).toBe(403);
  });

  it("is put away when somebody proves the address with an account, and what they filed becomes theirs", async () => {
    const email = newEmail();
    const cookie = await enterAsGuest(email);
    const admin = await makeActor(organisation, { role: "admin" });
    const { rows } = await pool().query<{ id: string }>(
      `INSERT INTO people (id, organisation_id, role, name, email, email_confirmed_at) VALUES (gen_random_uuid(), $1, 'user', 'Registered', $2, NULL) RETURNING id`,
      [organisation.id, email],
    );
    const personId = rows[0]?.id ?? "";
    expect(await transaction((tx) => confirmEmail(tx, admin, personId))).toBe(1);
    expect((await onlyTicket()).requester.id).toBe(personId);
    expect((await asGuest(getMe, cookie)).status).toBe(401);
  });

  it("who calls later is the requester of what staff file for their address, and gets links to that too", async () => {
    const email = newEmail();
    await enterAsGuest(email);
    await createTicket(agent, {
      title: "Told by telephone",
      description: "By the same person.",
      requester: { name: "Guest", email },
    });
    await postGuest(askForLinks, { email });
    await mailRequestedLinks();
    expect((await mailsTo(email)).map(({ kind }) => kind)).toEqual(["guestFiled", "guestLink", "guestLink"]);
  });
});
