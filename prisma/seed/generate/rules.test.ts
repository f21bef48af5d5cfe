import { describe, expect, it } from "vitest";
import { canAttach } from "@/features/attachments/policy";
import {
  canChangeField,
  canComment,
  canNote,
  canSetPriority,
  canSetWatcher,
  type TicketFacts,
} from "@/features/tickets/policy";
import type { Status, TicketField } from "@/features/tickets/schema";
import { mintOrganisationId, type Actor } from "@/shared/roles";
import { generateDesk } from "./generate";
import type { SeedFields, SeedStep, SeedTicket } from "../model/types";

const desk = generateDesk({ now: new Date("2026-11-20T15:30:00Z") });
const organisationId = mintOrganisationId("demo");
const FIELDS: Readonly<Record<keyof SeedFields, TicketField>> = {
  title: "title",
  status: "status",
  priority: "priority",
  category: "category",
  team: "teamId",
  assignee: "assigneeId",
  tags: "tags",
  dueAt: "dueAt",
};

describe("what people do in the demo", () => {
  it("is what the application's rules would have allowed them at that moment", () => {
    for (const ticket of desk.tickets) {
      expect(canSetPriority(actorOf(ticket.filedBy), ticket.initial.priority)).toBe(true);
      let fields = ticket.initial;
      ticket.steps.forEach((step, index) => {
        const refused = refusalOf(ticket, fields, step, ticket.steps.slice(0, index));
        expect(refused, `ticket ${ticket.number}, step ${index}`).toBeNull();
        fields = step.kind === "change" ? { ...fields, ...step.change } : fields;
      });
    }
  });

  it("assigns tickets only to agents and admins who work in the ticket's team", () => {
    for (const { initial, steps } of desk.tickets) {
      const changes = steps.flatMap((step) => (step.kind === "change" ? [step.change] : []));
      const { assignee, team } = Object.assign({}, initial, ...changes);
      const person = desk.people.find(({ key }) => key === assignee);
      expect(assignee === null || (person?.role !== "viewer" && person?.teams.includes(team))).toBe(true);
    }
  });
});

/** Why the rules would refuse a step, or null. */
function refusalOf(
  ticket: SeedTicket,
  fields: SeedFields,
  step: SeedStep,
  before: readonly SeedStep[],
): string | null {
  if (step.actor === null) {
    return fields.status === "resolved" ? null : "the system closes only what is resolved";
  }
  const actor = actorOf(step.actor);
  const watches = before.some((earlier) => earlier.kind === "watch" && earlier.person === step.actor);
  const facts = factsOf(ticket, fields, watches);
  switch (step.kind) {
    case "comment":
      return (step.comment.internal ? canNote(actor, facts) : canComment(actor, facts))
        ? null
        : "may not write here";
    case "edit": {
      const own = before.some(
        (earlier) =>
          earlier.kind === "comment" && earlier.comment.key === step.comment && earlier.actor === step.actor,
      );
      return own ? null : "may edit only their own";
    }
    case "attachment":
      return canAttach(actor, facts, step.attachment.internal) ? null : "may not attach";
    case "watch":
      return canSetWatcher(actor, facts, step.person) ? null : "may not add watchers";
    case "change": {
      const last = before.at(-1);
      if (last?.kind === "comment" && last.at.getTime() === step.at.getTime()) {
        return last.actor === ticket.requester ? null : "only the requester's reply reopens";
      }
      return refusedField(actor, ticket, fields, step, watches);
    }
  }
}

function refusedField(
  actor: Actor,
  ticket: SeedTicket,
  fields: SeedFields,
  { change }: Extract<SeedStep, { kind: "change" }>,
  watches: boolean,
): string | null {
  const keys: readonly (keyof SeedFields)[] = [
    "title",
    "status",
    "priority",
    "category",
    "team",
    "assignee",
    "tags",
    "dueAt",
  ];
  const after = factsOf(ticket, { ...fields, ...change }, watches);
  const facts: TicketFacts & { status: Status } = {
    ...factsOf(ticket, fields, watches),
    status: fields.status,
  };
  const refused = keys.find((key) => {
    const about = key === "assignee" ? { ...after, status: fields.status } : facts;
    return change[key] !== undefined && !canChangeField(actor, about, FIELDS[key], change[key]);
  });
  return refused ?? null;
}

function factsOf(ticket: SeedTicket, { team }: SeedFields, isWatcher: boolean): TicketFacts {
  return {
    id: String(ticket.number),
    organisationId,
    teamId: team,
    teamIsPrivate: team === "security",
    requesterId: ticket.requester,
    isWatcher,
    isDeleted: false,
  };
}

function actorOf(key: string): Actor {
  const person = desk.people.find((candidate) => candidate.key === key);
  if (!person) {
    throw new Error(`Nobody is called ${key}`);
  }
  return {
    id: key,
    organisationId,
    role: person.role,
    name: person.name,
    teamIds: person.teams,
    sessionId: "",
    guestTicketId: null,
  };
}
