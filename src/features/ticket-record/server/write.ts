import type { FieldColumns } from "@/features/tickets/fields";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { EventData } from "@/shared/events";
import type { VersionedEventType } from "@/shared/versioned-events";
import { expireRequests, mayEndRequests } from "./write-expire";

/** Columns of a ticket's row that a change gives another value. */
export type TicketColumns = Partial<
  Record<
    | keyof FieldColumns
    | "requester_id"
    | "attachment_count"
    | "public_attachment_count"
    | "first_response_at"
    | "resolved_at"
    | "closed_at"
    | "deleted_at"
    | "archived_at"
    | "anonymised_at"
    | "merged_into_id"
    | "merged_at",
    unknown
  >
>;

/** The event of a change; it counts one version of its ticket. */
type VersionedEventInput<T extends VersionedEventType> = {
  [K in T]: { type: K; data: EventData<K>; subjectId?: string };
}[T];

/** The actor and the time. */
export interface ChangedBy {
  organisationId: string;
  actorId: string | null;
  at: Date;
}

/** A change to one ticket. */
export interface TicketChange {
  ticketId: string;
  /** Whether the public audience receives it, too. */
  isPublic: boolean;
  set?: TicketColumns;
  /** The differences of the counts of messages and files: of all, and of public ones. */
  comments?: { all: number; public: number };
  attachments?: { all: number; public: number };
  /** One of many, by a job or an admin: times stay, and who had read the ticket has read this, too. Its event says so. */
  isQuiet?: boolean;
  /** In their order; each counts a version. */
  events: readonly VersionedEventInput<VersionedEventType>[];
}

/** The versions of a ticket after its changes. */
export interface TicketVersions {
  version: number;
  publicVersion: number;
}

/**
 * The one way to change an existing ticket: changes its row, raises both versions, and writes the events, in
 * the caller's transaction, which has locked the row. Nothing else writes `version` (the architecture test
 * checks it). Requests to assign it that are needless afterwards expire with it.
 */
export async function recordTicketChange(
  tx: Transaction,
  by: ChangedBy,
  change: TicketChange,
): Promise<TicketVersions> {
  const { ticketId, events } = change;
  const counted = await countUp(tx, by.at, [ticketId], { ...change, steps: events.length });
  const now = counted.get(ticketId) ?? { version: 0, publicVersion: 0 };
  for (const [index, event] of events.entries()) {
    const left = events.length - 1 - index;
    await write(tx, by, ticketId, event, {
      version: now.version - left,
      publicVersion: change.isPublic ? now.publicVersion - left : null,
    });
  }
  if (change.isQuiet) {
    await readOn(tx, ticketId, now, { all: events.length, public: change.isPublic ? events.length : 0 });
  }
  if (events.some(mayEndRequests)) {
    await expireRequests(tx, by, [ticketId]);
  }
  return now;
}

/** The same public change to several tickets, in one statement; the caller has locked their rows. */
export async function recordTicketChanges(
  tx: Transaction,
  by: ChangedBy,
  change: { set: TicketColumns; events: ReadonlyMap<string, VersionedEventInput<VersionedEventType>> },
): Promise<void> {
  const { set, events } = change;
  const counted = await countUp(tx, by.at, [...events.keys()], { set, isPublic: true, steps: 1 });
  for (const [ticketId, versions] of counted) {
    const event = events.get(ticketId);
    if (event) {
      await write(tx, by, ticketId, event, versions);
    }
  }
  if ([...events.values()].some(mayEndRequests)) {
    await expireRequests(tx, by, [...events.keys()]);
  }
}

/**
 * The assignments that raise the versions in an UPDATE of `tickets`, as SQL expressions: `steps` versions,
 * `publicSteps` of them public. For the comment, which is one statement; everything else calls
 * `recordTicketChange`.
 */
export function countUpSql({
  steps,
  publicSteps,
  at,
}: Record<"steps" | "publicSteps" | "at", string>): string {
  return `version = version + ${steps}, public_version = public_version + ${publicSteps}, updated_at = ${at},
    public_updated_at = CASE WHEN ${publicSteps} > 0 THEN ${at} ELSE public_updated_at END`;
}

/** People who had read all of a ticket, each as they count, have read its last versions, too. */
async function readOn(
  tx: Transaction,
  ticketId: string,
  now: TicketVersions,
  steps: { all: number; public: number },
): Promise<void> {
  await tx.query(
    `UPDATE reads SET version = CASE WHEN version = $2::int - $4::int THEN $2 ELSE version END,
       public_version = CASE WHEN public_version = $3::int - $5::int THEN $3 ELSE public_version END
     WHERE ticket_id = $1 AND (version = $2::int - $4::int OR public_version = $3::int - $5::int)`,
    [ticketId, now.version, now.publicVersion, steps.all, steps.public],
  );
}

async function countUp(
  tx: Transaction,
  at: Date,
  ticketIds: readonly string[],
  change: Pick<TicketChange, "set" | "comments" | "attachments" | "isPublic" | "isQuiet"> & { steps: number },
): Promise<Map<string, TicketVersions>> {
  const values: unknown[] = [ticketIds, change.steps, change.isPublic ? change.steps : 0];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const sets = [
    change.isQuiet
      ? "version = version + $2::int, public_version = public_version + $3::int"
      : countUpSql({ steps: "$2::int", publicSteps: "$3::int", at: `${add(at)}::timestamptz` }),
    ...Object.entries(change.set ?? {}).map(([column, value]) => `${column} = ${add(value)}`),
    ...countSets("comment_count", change.comments, add),
    ...countSets("attachment_count", change.attachments, add),
  ];
  const { rows } = await tx.query<{ id: string; version: number; public_version: number }>(
    `UPDATE tickets SET ${sets.join(", ")} WHERE id = ANY($1::uuid[]) RETURNING id, version, public_version`,
    values,
  );
  return new Map(rows.map((row) => [row.id, { version: row.version, publicVersion: row.public_version }]));
}

function countSets(
  column: "comment_count" | "attachment_count",
  more: { all: number; public: number } | undefined,
  add: (value: unknown) => string,
): string[] {
  return more
    ? [
        `${column} = ${column} + ${add(more.all)}::int`,
        `public_${column} = public_${column} + ${add(more.public)}::int`,
      ]
    : [];
}

async function write(
  tx: Transaction,
  by: ChangedBy,
  ticketId: string,
  event: VersionedEventInput<VersionedEventType>,
  versions: { version: number; publicVersion: number | null },
): Promise<void> {
  await emit(tx, {
    ...event,
    ...by,
    ticketId,
    audience: versions.publicVersion === null ? "staff" : "public",
    ...versions,
  });
}
