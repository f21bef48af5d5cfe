import { isSameValue, publicValue, TICKET_FIELD_NAMES, TICKET_FIELDS } from "@/features/tickets/fields";
import type { Status, TicketField, UpdateTicketInput } from "@/features/tickets/schema";
import type { TicketChanges } from "@/shared/events";
import type { TicketRow } from "./read-row";
import type { ChosenTeam } from "./write-checks";
import type { TicketColumns } from "@/features/ticket-record/server/write";

/** The plan of a change: the columns afterwards, and the change as each audience receives it. */
export interface Plan {
  /** The values of the ticket's row afterwards; texts are in another table. */
  set: TicketColumns;
  changes: TicketChanges;
  publicChanges: TicketChanges;
  isPublic: boolean;
  /** Set when the change alters which staff may see the ticket. */
  sight: { fromPrivateTeamId: string | null; toPrivateTeamId: string | null } | null;
  at: Date;
}

/** Computes what an update changes, or null when everything is as wanted already. Pure: reads and writes nothing. */
export function planChanges(
  row: TicketRow,
  { input, team, at }: { input: UpdateTicketInput; team: ChosenTeam | null; at: Date },
): Plan | null {
  const wasPrivate = row.team?.is_private ?? false;
  const isPrivate = team?.isPrivate ?? false;
  const { resolvedAt, closedAt } = timesOfStatus(
    { status: row.status, resolvedAt: row.resolved_at, closedAt: row.closed_at },
    input.status ?? row.status,
    at,
  );
  // A ticket that is opened again is back in the lists.
  const archivedAt = (input.status ?? row.status) === "closed" ? row.archived_at : null;
  const set: TicketColumns = { resolved_at: resolvedAt, closed_at: closedAt, archived_at: archivedAt };
  const follows = {
    ...changed("resolvedAt", row.resolved_at, resolvedAt),
    ...changed("closedAt", row.closed_at, closedAt),
    ...changed("archivedAt", row.archived_at, archivedAt),
  };
  const changes: TicketChanges = { ...follows };
  const publicChanges: TicketChanges = { ...follows };
  for (const field of TICKET_FIELD_NAMES) {
    const rules = TICKET_FIELDS[field];
    const from = row[rules.column];
    const to = wantedValue(input, field, from);
    if (rules.kind === "text") {
      // The text itself stays out of the log: a replayed event must not bring back a deleted text.
      const edited = isSameValue(from, to) ? {} : { [rules.shown]: { from: null, to: null } };
      Object.assign(changes, edited);
      Object.assign(publicChanges, edited);
      continue;
    }
    set[rules.column] = to;
    Object.assign(changes, changed(rules.shown, from, to));
    Object.assign(
      publicChanges,
      changed(rules.shown, publicValue(rules, from, wasPrivate), publicValue(rules, to, isPrivate)),
    );
  }
  if (Object.keys(changes).length === 0) {
    return null;
  }
  const fromPrivateTeamId = wasPrivate ? row.team_id : null;
  const toPrivateTeamId = isPrivate ? (team?.id ?? null) : null;
  return {
    set,
    changes,
    publicChanges,
    isPublic: Object.keys(publicChanges).length > 0,
    sight: fromPrivateTeamId === toPrivateTeamId ? null : { fromPrivateTeamId, toPrivateTeamId },
    at,
  };
}

/** `resolvedAt` and `closedAt` follow the status both ways (contract). */
export function timesOfStatus(
  before: { status: Status; resolvedAt: Date | null; closedAt: Date | null },
  status: Status,
  at: Date,
): { resolvedAt: Date | null; closedAt: Date | null } {
  if (status === before.status) {
    return { resolvedAt: before.resolvedAt, closedAt: before.closedAt };
  }
  const isDone = status === "resolved" || status === "closed";
  return { resolvedAt: isDone ? (before.resolvedAt ?? at) : null, closedAt: status === "closed" ? at : null };
}

/** A field's new value, as the row has it; a field that is not in the input stays. */
function wantedValue(input: UpdateTicketInput, field: TicketField, current: unknown): unknown {
  const wanted = input[field];
  if (wanted === undefined) {
    return current;
  }
  return TICKET_FIELDS[field].kind === "time" && typeof wanted === "string" ? new Date(wanted) : wanted;
}

function changed(field: keyof TicketChanges, from: unknown, to: unknown): TicketChanges {
  return isSameValue(from, to) ? {} : { [field]: { from, to } };
}
