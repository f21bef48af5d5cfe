import { beforeAll, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { guestActor } from "@/features/guests/server/rules-guest";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool, transaction } from "@/server/database/database";
import type { LogEvent } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import { fileAsGuest, openLink, tokenFor } from "@/testing/guests";
import { mailsTo } from "@/testing/mail";
import { guestRepliesReaction } from "./react-replies";

setUpDatabase();
setUpFiles();

const EMAIL = "gus@outside.example";
let agent: Actor;
let ticketId = "";

beforeAll(async () => {
  const organisation = await makeOrganisation({ settings: { guestForm: true } });
  agent = await makeActor(organisation, { role: "agent" });
  await fileAsGuest({ email: EMAIL });
  ({ ticketId } = await openLink(await tokenFor(EMAIL)));
});

/** Writes by `write`, and has the reaction read the events of that. */
async function reactTo(write: () => Promise<unknown>): Promise<number> {
  const { rows: before } = await pool().query<{ id: string }>("SELECT id FROM events");
  await write();
  const { rows } = await pool().query<LogEvent>(
    `SELECT id, organisation_id AS "organisationId", type, at, actor_id AS "actorId", ticket_id AS "ticketId", data FROM events
     WHERE NOT id = ANY($1::uuid[]) AND type = 'comment:added'`,
    [before.map(({ id }) => id)],
  );
  return await transaction((tx) => guestRepliesReaction.react(tx, rows));
}

it("a public answer mails the guest a link that opens the ticket; a note, and what they write themselves, mail nothing", async () => {
  expect(await reactTo(() => addComment(agent, { ticket: ticketId, body: "A note", internal: true }))).toBe(
    0,
  );
  const { rows } = await pool().query<{ person_id: string }>("SELECT person_id FROM guest_tickets");
  const guest = guestActor(agent.organisationId, { id: rows[0]?.person_id ?? "", name: "Gus" }, ticketId);
  expect(await reactTo(() => addComment(guest, { ticket: ticketId, body: "Still stuck" }))).toBe(0);
  expect(await reactTo(() => addComment(agent, { ticket: ticketId, body: "The SECRET answer" }))).toBe(1);
  const [, mail] = await mailsTo(EMAIL);
  expect(mail).toMatchObject({ kind: "guestReply" });
  expect(JSON.stringify(mail)).not.toMatch(/SECRET|A note/);
  expect((await openLink(await tokenFor(EMAIL))).ticketId).toBe(ticketId);
});

it("an answer on a ticket that is no guest's mails nothing", async () => {
  const { id } = await createTicket(agent, { title: "A ticket of staff", description: "Not of a guest." });
  expect(await reactTo(() => addComment(agent, { ticket: id, body: "A word" }))).toBe(0);
});
