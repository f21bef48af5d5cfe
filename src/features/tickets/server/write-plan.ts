import type { Priority, Status, UpdateTicketInput } from "@/features/tickets/schema";
import type { TicketChanges } from "@/shared/events";
import type { TicketRow } from "./read-row";
import type { ChosenTeam } from "./write-checks";

/** The fields of a ticket's row that a change can give another value. */
export interface Fields {
  title: string;
  status: Status;
  priority: Priority;
  category: string;
  assigneeId: string | null;
  teamId: string | null;
  tags: string[];
  dueAt: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
}

/** What a change comes to: the fields afterwards, and what each audience is told of it. */
export interface Plan {
  after: Fields;
  changes: TicketChanges;
  publicChanges: TicketChanges;
  isPublic: boolean;
  /** Set when other staff may see the ticket afterwards than before. */
  sight: { fromPrivateTeamId: string | null; toPrivateTeamId: string | null } | null;
  at: Date;
}

/** Works out what an update changes, or null when everything is as wanted already. Pure: reads and writes nothing. */
export function planChanges(
  row: TicketRow,
  input: UpdateTicketInput,
  team: ChosenTeam | null,
  at: Date,
): Plan | null {
  const before: Fields = {
    title: row.title,
    status: row.status,
    priority: row.priority,
    category: row.category,
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    tags: row.tags,
    dueAt: row.due_at,
    resolvedAt: row.resolved_at,
    closedAt: row.closed_at,
  };
  const status = input.status ?? before.status;
  const after: Fields = {
    title: input.title ?? before.title,
    status,
    priority: input.priority ?? before.priority,
    category: input.category ?? before.category,
    assigneeId: input.assigneeId === undefined ? before.assigneeId : input.assigneeId,
    teamId: input.teamId === undefined ? before.teamId : input.teamId,
    tags: input.tags ?? before.tags,
    dueAt: input.dueAt === undefined ? before.dueAt : input.dueAt === null ? null : new Date(input.dueAt),
    ...timesOfStatus(before, status, at),
  };
  // The texts themselves stay out of the log: an event that is read again must not bring back what was taken out.
  const description: TicketChanges =
    input.description !== undefined && input.description !== row.description
      ? { description: { from: null, to: null } }
      : {};
  const wasPrivate = row.team?.is_private ?? false;
  const isPrivate = team?.isPrivate ?? false;
  const changes = { ...difference(before, after), ...description };
  if (Object.keys(changes).length === 0) {
    return null;
  }
  const publicChanges = {
    ...difference(asPublic(before, wasPrivate), asPublic(after, isPrivate)),
    ...description,
  };
  const fromPrivateTeamId = wasPrivate ? before.teamId : null;
  const toPrivateTeamId = isPrivate ? after.teamId : null;
  return {
    after,
    changes,
    publicChanges,
    isPublic: Object.keys(publicChanges).length > 0,
    sight: fromPrivateTeamId === toPrivateTeamId ? null : { fromPrivateTeamId, toPrivateTeamId },
    at,
  };
}

/** `resolvedAt` and `closedAt` follow the status both ways (contract). */
export function timesOfStatus(
  before: Pick<Fields, "status" | "resolvedAt" | "closedAt">,
  status: Status,
  at: Date,
): Pick<Fields, "resolvedAt" | "closedAt"> {
  if (status === before.status) {
    return { resolvedAt: before.resolvedAt, closedAt: before.closedAt };
  }
  const isDone = status === "resolved" || status === "closed";
  return { resolvedAt: isDone ? (before.resolvedAt ?? at) : null, closedAt: status === "closed" ? at : null };
}

function asPublic(fields: Fields, teamIsPrivate: boolean): Fields {
  return teamIsPrivate ? { ...fields, teamId: null, tags: [] } : fields;
}

function difference(before: Fields, after: Fields): TicketChanges {
  return {
    ...changed("title", before.title, after.title),
    ...changed("status", before.status, after.status),
    ...changed("priority", before.priority, after.priority),
    ...changed("category", before.category, after.category),
    ...changed("assignee", before.assigneeId, after.assigneeId),
    ...changed("team", before.teamId, after.teamId),
    ...changed("tags", before.tags, after.tags),
    ...changed("dueAt", before.dueAt, after.dueAt),
    ...changed("resolvedAt", before.resolvedAt, after.resolvedAt),
    ...changed("closedAt", before.closedAt, after.closedAt),
  };
}

function changed(field: keyof TicketChanges, from: unknown, to: unknown): TicketChanges {
  return JSON.stringify(from) === JSON.stringify(to) ? {} : { [field]: { from, to } };
}
