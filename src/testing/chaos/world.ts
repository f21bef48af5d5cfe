import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database";
import type { Actor, Role } from "@/shared/roles";
import {
  makeAccessToken,
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
} from "@/testing/factories";

/** Somebody of the world, with a token for HTTP and socket. */
export interface Somebody {
  label: string;
  actor: Actor;
  token: string;
}

/** The help desk that is shaken. */
export interface World {
  people: Somebody[];
  teams: { open: string; sealed: string };
  /** Ids; the first one is the hot ticket. Grows while the writers work. */
  ticketIds: string[];
}

/** The private team's name: whatever a public receiver gets must never hold it. */
export const SEALED_NAME = "Sealed desk";

/** Twenty people of all roles and ten tickets, some filed by staff who may lose sight of them. */
export async function makeWorld(): Promise<World> {
  const organisation = await makeOrganisation();
  const open = await makeTeam(organisation, { name: "Open desk" });
  const sealed = await makeTeam(organisation, { name: SEALED_NAME, isPrivate: true });
  const people: Somebody[] = [];
  const add = async (label: string, role: Role, teams: readonly { id: string }[] = []): Promise<Somebody> => {
    const actor = await makeActor(organisation, { role, name: label, teams });
    const somebody = { label, actor, token: await makeAccessToken(actor) };
    people.push(somebody);
    return somebody;
  };
  const admin = await add("admin", "admin");
  await add("second admin", "admin");
  const viewer = await add("viewer", "viewer");
  const outsider = await add("agent of the open team", "agent", [open]);
  await add("second agent of the open team", "agent", [open]);
  await add("agent of the sealed team", "agent", [sealed]);
  await add("agent of both teams", "agent", [open, sealed]);
  await add("agent of no team", "agent");
  const requesters = [];
  for (let count = 1; count <= 6; count++) {
    requesters.push(await add(`requester ${count}`, "user"));
  }
  const watchers = [];
  for (let count = 1; count <= 4; count++) {
    watchers.push(await add(`watcher ${count}`, "user"));
  }
  const ticketIds: string[] = [];
  const file = async (requesterId: string, title: string): Promise<string> => {
    const ticket = await createTicket(admin.actor, {
      title,
      description: "Filed before the storm.",
      requesterId,
    });
    ticketIds.push(ticket.id);
    return ticket.id;
  };
  for (const somebody of [...requesters, outsider, viewer]) {
    await file(somebody.actor.id, `Ticket of ${somebody.label}`);
  }
  for (let count = 1; count <= 2; count++) {
    const person = await makePerson(organisation, { role: "guest", name: `guest ${count}` });
    const guestTicketId = await file(person.id, `Ticket of guest ${count}`);
    const actor = await makeSession(person, { kind: "guest", guestTicketId });
    people.push({ label: person.name, actor, token: await makeAccessToken(actor) });
  }
  for (const [index, somebody] of [...watchers, outsider].entries()) {
    await setWatcher(admin.actor, ticketIds[index] ?? "", { personId: somebody.actor.id, isWatching: true });
  }
  await pool().query("ANALYZE");
  return { people, teams: { open: open.id, sealed: sealed.id }, ticketIds };
}
