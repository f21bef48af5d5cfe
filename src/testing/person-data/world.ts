import { v7 } from "uuid";
import { addComment } from "@/features/comments/server/write-add";
import { PERSON_COLUMNS } from "@/features/person-data/server/read-places";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { queueMail } from "@/features/mail/server/write-queue";
import { changeUser } from "@/features/users/server/write-user";
import { say } from "@/messages/server/say";
import { requestKey } from "@/server/api/idempotency";
import { flushTallies, tally } from "@/server/audit/tally";
import { pool, transaction } from "@/server/database/database";
import { storage } from "@/server/storage/storage";
import type { Actor } from "@/shared/roles";
import { makeAnnouncement } from "../desk/announcements";
import { makeActor, makeTeam, type MadeOrganisation } from "../factories";
import { makeNotice } from "../notices";
import { makeImport } from "../people-imports/make";
import { makeSomeWebhook } from "../webhooks/some";
import { addFiles, filePart } from "../uploads";
import { plantRow } from "./catalogue";

/** By what the person is found; every word stands nowhere else. */
export const IDENTITY = {
  name: "Quillwort Zarniwoop",
  former: "Oldquillon Zarniwoop",
  email: "quirk.zarni@example.org",
  second: "zweitquirk@example.net",
} as const;

/** What they wrote, each with a word of its own. */
export const TEXTS = {
  title: "The flibberwock jams daily",
  formerTitle: "The grobblefink jams daily",
  description: "It went snorkelblatt after lunch.",
  comment: "It is grumblefitz again.",
  note: "This is whisperquark, between us.",
  fileName: "vortexplum.txt",
  fileContent: "contentmarzipan",
} as const;

/** The words to look for: of who they are, and of what they wrote. */
export const IDENTITY_WORDS = ["quillwort", "zarniwoop", "oldquillon", "quirk.zarni", "zweitquirk"];
export const TEXT_WORDS = [
  "flibberwock",
  "grobblefink",
  "snorkelblatt",
  "grumblefitz",
  "whisperquark",
  "vortexplum",
  "contentmarzipan",
];

/** A person whose data is everywhere that it can be, and who is around them. */
export interface PersonWorld {
  admin: Actor;
  colleague: Actor;
  person: Actor;
  ticket: { id: string; number: number };
}

/** Makes it: what the product keeps of a person by its own functions, and by the catalogue a row in each table that is theirs. */
export async function makePersonWorld(organisation: MadeOrganisation): Promise<PersonWorld> {
  const admin = await makeActor(organisation, { role: "admin" });
  const colleague = await makeActor(organisation, { role: "agent" });
  const person = await makeActor(organisation, {
    role: "agent",
    name: IDENTITY.former,
    email: IDENTITY.email,
  });
  await changeUser(
    admin,
    { personId: person.id, patch: { name: IDENTITY.name } },
    { key: null, address: "192.0.2.7" },
  );
  const ticket = await createTicket(person, { title: TEXTS.formerTitle, description: TEXTS.description });
  await updateTicket(person, { ticket: ticket.id, title: TEXTS.title });
  await addComment(person, { ticket: ticket.id, body: TEXTS.comment });
  await addComment(person, { ticket: ticket.id, body: TEXTS.note, internal: true });
  await addFiles({
    as: person,
    ticket: ticket.id,
    parts: [filePart(TEXTS.fileName, TEXTS.fileContent)],
    headers: { host: organisation.host ?? "localhost:3003" },
  });
  await addByOthers({ admin, colleague, person, ticket });
  await plantOwn(organisation, { admin, person, ticket });
  return { admin, colleague, person, ticket };
}

/** What others' actions keep of the person, and what others wrote of them. */
async function addByOthers({ admin, colleague, person, ticket }: PersonWorld): Promise<void> {
  const { organisationId } = admin;
  await addComment(colleague, { ticket: ticket.id, body: "Please call Zarniwoop about it." });
  await setWatcher(colleague, { ticket: ticket.id, personId: person.id, isWatching: true });
  // The answer is kept for a day: it holds the requester and both texts.
  const key = requestKey(colleague, `PATCH /api/tickets/${ticket.id}`, v7(), {});
  await updateTicket(colleague, { ticket: ticket.id, priority: "high", key });
  await makeImport(admin, {
    text: `name,email\n${IDENTITY.name},${IDENTITY.email}\nSomebody Else,somebody.else@example.org\n`,
  });
  await makeNotice(
    { id: organisationId },
    {
      key: `attack:account:${IDENTITY.email}`,
      sentence: say("alerts.accountTriesWide", { tries: 9, name: IDENTITY.name }),
    },
  );
  await makeNotice({ id: organisationId }, { message: `Wrong passwords for ${IDENTITY.email}.` });
  await transaction((tx) =>
    queueMail(tx, {
      organisationId,
      to: { address: "colleague@example.org", name: "A Colleague", personId: colleague.id },
      kind: "notification",
      subject: say("mails.notification.subject", { number: String(ticket.number), title: TEXTS.title }),
      text: [say("alerts.accountTriesWide", { tries: 9, name: IDENTITY.name })],
      cause: v7(),
    }),
  );
  for (const address of [IDENTITY.email, "stranger@example.org"]) {
    await transaction((tx) =>
      queueMail(tx, {
        organisationId,
        to: { address, name: address, personId: null },
        kind: "test",
        subject: say("alerts.accountTriesWide", { tries: 9, name: address }),
        text: [],
        cause: v7(),
      }),
    );
  }
  tally({
    organisationId,
    actorId: null,
    action: "sign_in.failed",
    data: { email: IDENTITY.email },
    address: "192.0.2.9",
    userAgent: null,
  });
  await flushTallies();
  const { deliveryId } = await makeSomeWebhook(admin);
  await pool().query("UPDATE webhook_deliveries SET body = $2, answer = $3 WHERE id = $1", [
    deliveryId,
    JSON.stringify({ type: "comment:added", data: { comment: { body: `Ask ${IDENTITY.name}.` } } }),
    `Thanks to ${IDENTITY.email}`,
  ]);
  await pool().query(
    "INSERT INTO guest_link_requests (id, organisation_id, email, language) VALUES ($1, $2, $3, 'en')",
    [v7(), organisationId, IDENTITY.email],
  );
  await pool().query(
    "INSERT INTO account_requests (id, organisation_id, kind, email, name, expires_at) VALUES ($1, $2, 'registration', $3, $4, now())",
    [v7(), organisationId, IDENTITY.second, IDENTITY.name],
  );
  await pool().query(
    "INSERT INTO provider_logouts (organisation_id, issuer, token_id, subject) VALUES ($1, 'https://id.example', $2, 'subject-quirk.zarni')",
    [organisationId, v7()],
  );
}

/** In every table whose rows of a person go, one with their name and address in every column of texts. */
async function plantOwn(
  organisation: MadeOrganisation,
  { admin, person, ticket }: Pick<PersonWorld, "admin" | "person" | "ticket">,
): Promise<void> {
  const team = await makeTeam(organisation);
  const notice = await makeNotice(organisation);
  const announcement = await makeAnnouncement(admin, { level: "info", message: "Lunch is at twelve." });
  const ids = {
    organisations: organisation.id,
    people: person.id,
    tickets: ticket.id,
    teams: team.id,
    notices: notice,
    announcements: announcement.id,
    sessions: person.sessionId,
  };
  // With the ticket, as some of these texts are unique in the whole database.
  const text = `${IDENTITY.name} ${IDENTITY.email} ${ticket.id}`;
  await pool().query("DELETE FROM watchers WHERE person_id = $1", [person.id]);
  for (const [table, columns] of Object.entries(PERSON_COLUMNS)) {
    const column = Object.entries(columns).find(([, rule]) => rule === "delete")?.[0];
    if (column !== undefined) {
      await pool().query(`DELETE FROM ${table} WHERE ${column} = $1 AND $2`, [
        person.id,
        table !== "sessions",
      ]);
      await plantRow(table, { text, ids, column });
    }
  }
  await pool().query(
    "UPDATE identities SET issuer = 'https://id.example', subject = 'subject-quirk.zarni' WHERE person_id = $1",
    [person.id],
  );
  await pool().query("UPDATE person_addresses SET email = $2 WHERE person_id = $1", [
    person.id,
    IDENTITY.second,
  ]);
  await pool().query("UPDATE guest_tickets SET email = $2 WHERE person_id = $1", [person.id, IDENTITY.email]);
  const { key } = await storage().write("avatars", [Buffer.from(`${IDENTITY.name.toLowerCase()}'s face`)]);
  await pool().query(
    `UPDATE people SET avatar_key = $2, preferences = $3, notification_choices = $3, external_source = $4, external_id = $4, password_hash = $4 WHERE id = $1`,
    [person.id, key, JSON.stringify({ text }), text],
  );
  await pool().query(
    `INSERT INTO assignment_requests (id, organisation_id, ticket_id, team_id, requested_by, assignee_id, note, reason, state, decided_by)
     VALUES ($1, $2, $3, $4, $5, $5, $6, $6, 'declined', $5)`,
    [v7(), organisation.id, ticket.id, team.id, person.id, `${TEXTS.note} ${text}`],
  );
  await pool().query("UPDATE people_imports SET address = $2 WHERE person_id = $1", [person.id, text]);
}
