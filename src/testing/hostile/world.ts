import { encode } from "next-auth/jwt";
import { askForAssignment } from "@/features/assignment-requests/server/write";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { firstOrganisation } from "@/server/tenant/tenant";
import type { Actor, Role } from "@/shared/roles";
import type { Entity } from "../authorisation/rule";
import {
  makeAccessToken,
  makePerson,
  makeSession,
  makeTeam,
  makeTokenSession,
  type MadeOrganisation,
} from "../factories";
import { MARKS, makeFuzzWorld, type FuzzPerson } from "../fuzz/people";
import { makeMail } from "../mail";
import { makeAnnouncement } from "../desk/announcements";
import { makeCannedReply, makeMacro, makeView } from "../desk/library";
import { makeImport } from "../people-imports/make";
import { makeSomeWebhook } from "../webhooks/some";
import { makeNotice } from "../notices";

/** An attacker, with the credentials of a program and of a browser. */
export interface Attacker {
  label: string;
  actor: Actor;
  token: string;
  cookie: string;
  host: string | null;
  /** Texts that must never reach them, whatever they send. */
  forbidden: RegExp;
}

/** A small desk with every role in it, and entities that may be broken. */
export interface HostileWorld {
  /** One of each role, whose screens are open all the time: what they receive is judged. */
  listeners: FuzzPerson[];
  attackers: Attacker[];
  /** The bystander, whom the attacks must not delay, and the ticket that they read. */
  bystander: { token: string; ticketId: string; cookie: string };
  /** Tickets that attackers may see and change. */
  ticketIds: string[];
  /** Others' tickets, sealed or of another organisation. */
  strangeIds: string[];
  /** Ids of what a route may be about; each kind is spare. */
  entities: Record<Entity, string>;
}

/** Attackers of each role: what one may do in an hour is limited, and the limits must not be all that is tried. */
const OF_EACH = 6;
const TICKETS = 12;
const NOT_OURS = new RegExp([MARKS.theirs, MARKS.sealed].join("|"));
const NOT_PUBLIC = new RegExp(Object.values(MARKS).join("|"));

/** Makes the desk; `secret` is the server's, for cookies. */
export async function makeHostileWorld(secret: string): Promise<HostileWorld> {
  const { people, ticketIds: fuzzIds } = await makeFuzzWorld(await existingOrganisation());
  const admin = actorOf(people, "admin");
  const organisation = { id: admin.organisationId };
  const sign = (actor: Actor): Promise<string> =>
    encode({ token: { sub: actor.id, sid: actor.sessionId }, secret });
  const attackers: Attacker[] = [];
  for (const role of ["user", "agent", "viewer", "admin"] as const) {
    for (let count = 0; count < OF_EACH; count += 1) {
      attackers.push(await makeAttacker(await makePerson(organisation, { role }), role, sign));
    }
  }
  const [requester, agent] = [first(attackers, "user"), first(attackers, "agent")];
  const file = (by: Actor, requesterId: string) =>
    createTicket(by, {
      title: "A ticket for whatever comes",
      description: "It is here to be attacked.",
      requesterId,
    });
  const ticketIds: string[] = [];
  for (let count = 0; count < TICKETS; count += 1) {
    ticketIds.push((await file(agent.actor, requester.actor.id)).id);
  }
  const calm = await makeSession(await makePerson(organisation, { role: "agent", name: "By Stander" }));
  const quiet = await file(calm, calm.id);
  await addComment(calm, { ticket: quiet.id, body: "Somebody at work." });
  const gone = await makePerson(organisation);
  const front = await makeTeam(organisation);
  const teamed = await createTicket(agent.actor, {
    title: "A ticket of a team",
    description: "Others ask for it.",
    requesterId: requester.actor.id,
    teamId: front.id,
  });
  const comment = await addComment(requester.actor, { ticket: ticketIds[0] ?? "", body: "To be changed" });
  const note = await addComment(agent.actor, { ticket: ticketIds[0] ?? "", body: "A note", internal: true });
  const announcement = await makeAnnouncement(
    await makeSession(await makePerson(organisation, { role: "admin" })),
    {
      message: "Mail is down, we know.",
    },
  );
  const webhook = await makeSomeWebhook(await makeSession(await makePerson(organisation, { role: "admin" })));
  const cannedReply = await makeCannedReply(
    await makeSession(await makePerson(organisation, { role: "admin" })),
    { name: "Try again", body: "Please try again.", scope: "organisation" },
  );
  const view = await makeView(await makeSession(await makePerson(organisation, { role: "admin" })), {
    name: "Urgent ones",
    scope: "organisation",
  });
  const macro = await makeMacro(await makeSession(await makePerson(organisation, { role: "admin" })), {
    name: "Waits",
    scope: "organisation",
    actions: { changes: { status: "waiting" } },
  });
  return {
    listeners: people,
    attackers,
    bystander: { token: await makeAccessToken(calm), ticketId: quiet.id, cookie: await sign(calm) },
    ticketIds,
    strangeIds: fuzzIds,
    entities: {
      sealed: ticketIds[0] ?? "",
      open: ticketIds[1] ?? "",
      deleted: ticketIds[2] ?? "",
      none: ticketIds[3] ?? "",
      teamed: teamed.id,
      pair: ticketIds[6] ?? "",
      merged: ticketIds[7] ?? "",
      request: (await askForAssignment(agent.actor, { ticket: teamed.id, assigneeId: agent.actor.id })).id,
      link: ticketIds[6] ?? "",
      comment: comment.id,
      note: note.id,
      file: ticketIds[4] ?? "",
      internalFile: ticketIds[5] ?? "",
      person: gone.id,
      session: (await makeSession(gone)).sessionId,
      token: (await makeTokenSession(gone, ["read"])).sessionId,
      team: (await makeTeam(organisation)).id,
      category: "hardware",
      notice: await makeNotice(organisation),
      mail: await makeMail(organisation),
      announcement: announcement.id,
      sealedAnnouncement: announcement.id,
      deletedAnnouncement: announcement.id,
      cannedReply: cannedReply.id,
      macro: macro.id,
      sealedMacro: macro.id,
      ownMacro: macro.id,
      view: view.id,
      sealedView: view.id,
      ownView: view.id,
      sealedCannedReply: cannedReply.id,
      ownCannedReply: cannedReply.id,
      import: (await makeImport(await makeSession(await makePerson(organisation, { role: "admin" })))).id,
      webhook: webhook.webhookId,
      delivery: webhook.deliveryId,
    },
  };
}

/** The organisation that the built product made at its start, whose name its address is; none in an empty database. */
async function existingOrganisation(): Promise<MadeOrganisation | undefined> {
  const id = await firstOrganisation();
  return id === null ? undefined : { id, name: "The first", host: null };
}

async function makeAttacker(
  person: Awaited<ReturnType<typeof makePerson>>,
  role: Role,
  sign: (actor: Actor) => Promise<string>,
): Promise<Attacker> {
  const actor = await makeSession(person);
  return {
    label: role,
    actor,
    token: await makeAccessToken(actor),
    cookie: await sign(actor),
    host: null,
    forbidden: role === "user" ? NOT_PUBLIC : role === "agent" ? NOT_OURS : new RegExp(MARKS.theirs),
  };
}

function first(attackers: readonly Attacker[], label: string): Attacker {
  const found = attackers.find((one) => one.label === label);
  if (!found) {
    throw new Error(`there is no ${label}`);
  }
  return found;
}

function actorOf(people: readonly FuzzPerson[], label: string): Actor {
  const found = people.find((one) => one.label === label);
  if (!found) {
    throw new Error(`there is no ${label}`);
  }
  return found.actor;
}
