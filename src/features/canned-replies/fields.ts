import type { TicketDto } from "@/features/tickets/schema";

/** The variables of a canned reply; any other name is refused. */
export const VARIABLES = [
  "requester.firstName",
  "requester.name",
  "ticket.number",
  "ticket.title",
  "ticket.team",
  "assignee.firstName",
  "assignee.name",
  "agent.firstName",
  "agent.name",
] as const;

/** A variable of a canned reply. */
export type VariableName = (typeof VARIABLES)[number];

/** What variables are filled from: a ticket, and the person who writes. */
export interface VariableFacts {
  ticket: Pick<TicketDto, "number" | "title" | "team" | "requester" | "assignee">;
  agent: { name: string };
}

/** The value of a variable; null where there is none, undefined for a name that is no variable. A private team is told to nobody outside. */
export function variableValue(name: string, { ticket, agent }: VariableFacts): string | null | undefined {
  const known = VARIABLES.find((one) => one === name);
  switch (known) {
    case undefined:
      return undefined;
    case "requester.firstName":
      return firstNameOf(ticket.requester.name);
    case "requester.name":
      return orNull(ticket.requester.name);
    case "ticket.number":
      return String(ticket.number);
    case "ticket.title":
      return orNull(ticket.title);
    case "ticket.team":
      return ticket.team && !ticket.team.isPrivate ? orNull(ticket.team.name) : null;
    case "assignee.firstName":
      return ticket.assignee && firstNameOf(ticket.assignee.name);
    case "assignee.name":
      return ticket.assignee && orNull(ticket.assignee.name);
    case "agent.firstName":
      return firstNameOf(agent.name);
    case "agent.name":
      return orNull(agent.name);
  }
}

/** What somebody is called: the first of their names, or the one after a comma, as in "Hughes, Dylan". */
function firstNameOf(name: string): string | null {
  const [, given = name] = name.split(",", 2);
  return orNull(given.trim().split(/\s+/)[0] ?? "");
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
