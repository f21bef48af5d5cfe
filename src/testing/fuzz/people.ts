import { createTicket } from "@/features/tickets/server/write-create";
import { addComment } from "@/features/comments/server/write-add";
import type { Actor } from "@/shared/roles";
import {
  makeAccessToken,
  makeActor,
  makeOrganisation,
  type MadeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
} from "@/testing/factories";

/** A participant, and what must never reach them. */
export interface FuzzPerson {
  label: string;
  actor: Actor;
  token: string;
  /** The host name of their organisation. */
  host: string | null;
  /** Texts of others that they must not get by any event or answer. */
  forbidden: RegExp;
  /** Events that they must not get. */
  forbiddenEvents: RegExp;
}

/** Everybody, and the tickets that they ask for, whether they may see them or not. */
export interface FuzzWorld {
  people: FuzzPerson[];
  ticketIds: string[];
}

/** What is in notes, in the sealed team's ticket, in our tickets and in another organisation's. */
export const MARKS = { note: "NOTE-OF-STAFF", sealed: "SEALED-TEXT", ours: "OUR-TEXT", theirs: "THEIR-TEXT" };

const NOT_FOR_PUBLIC = /^(ticket:viewers|presence:changed|ticket:read|admin:notice)$/;
const NOT_FOR_STAFF = /^(admin:notice|ticket:seen)$/;
const NOTHING = /^$/;

/** Makes an organisation with people of every role, another one beside it, and tickets of all kinds. */
export async function makeFuzzWorld(own?: MadeOrganisation): Promise<FuzzWorld> {
  const organisation = own ?? (await makeOrganisation());
  const other = await makeOrganisation({ host: "other.example" });
  const sealed = await makeTeam(organisation, { isPrivate: true });
  const admin = await makeActor(organisation, { role: "admin" });
  const agent = await makeActor(organisation, { role: "agent" });
  const member = await makeActor(organisation, { role: "agent", teams: [sealed] });
  const viewer = await makeActor(organisation, { role: "viewer" });
  const requester = await makeActor(organisation);
  const unrelated = await makeActor(organisation);
  const foreigner = await makeActor(other, { role: "admin" });
  const link = await makePerson(organisation, { role: "guest" });

  const file = (by: Actor, title: string, more: object = {}) =>
    createTicket(by, { title, description: `${title}, described.`, ...more });
  const open = await file(requester, MARKS.ours);
  const linked = await file(admin, MARKS.ours, { requesterId: link.id });
  const closed = await file(admin, `${MARKS.sealed} ${MARKS.ours}`, { teamId: sealed.id });
  const theirs = await file(foreigner, MARKS.theirs);
  for (const { id } of [open, linked, closed]) {
    await addComment(admin, { ticket: id, body: MARKS.note, internal: true });
    await addComment(admin, { ticket: id, body: "Said in public." });
  }
  const guest = await makeSession(link, { kind: "guest", guestTicketId: linked.id });

  const { note, sealed: sealedText, ours, theirs: theirText } = MARKS;
  const never = (...texts: string[]) => new RegExp([theirText, ...texts].join("|"));
  const public_ = never(note, sealedText, "@example\\.");
  const people: Omit<FuzzPerson, "token">[] = [
    { label: "admin", actor: admin, host: null, forbidden: never(), forbiddenEvents: NOTHING },
    {
      label: "agent",
      actor: agent,
      host: null,
      forbidden: never(sealedText),
      forbiddenEvents: NOT_FOR_STAFF,
    },
    { label: "member", actor: member, host: null, forbidden: never(), forbiddenEvents: NOT_FOR_STAFF },
    { label: "viewer", actor: viewer, host: null, forbidden: never(), forbiddenEvents: NOT_FOR_STAFF },
    { label: "requester", actor: requester, host: null, forbidden: public_, forbiddenEvents: NOT_FOR_PUBLIC },
    {
      label: "unrelated",
      actor: unrelated,
      host: null,
      forbidden: never(note, ours),
      forbiddenEvents: NOT_FOR_PUBLIC,
    },
    { label: "guest", actor: guest, host: null, forbidden: public_, forbiddenEvents: NOT_FOR_PUBLIC },
    {
      label: "foreigner",
      actor: foreigner,
      host: "other.example",
      forbidden: new RegExp([note, ours].join("|")),
      forbiddenEvents: NOTHING,
    },
  ];
  return {
    people: await Promise.all(
      people.map(async (person) => ({ ...person, token: await makeAccessToken(person.actor) })),
    ),
    ticketIds: [open.id, linked.id, closed.id, theirs.id],
  };
}
