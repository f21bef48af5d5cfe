import { z } from "zod";
import { flushTallies } from "@/server/audit/tally";
import { prisma } from "@/server/database/database";
import { Params } from "@/server/database/params";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { boundedRead } from "@/server/http/bounded-read";
import { firstIdOf } from "@/shared/ids";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import type { AuditEntry } from "@/server/prisma/client";
import type { Actor, OrganisationId } from "@/shared/roles";
import type { AuditEntryDto, AuditExportQuery, AuditQuery } from "@/features/audit/schema";

const dataSchema = z.record(z.string(), z.unknown());

/** Tries are gathered before they are written, and clocks differ: an id may be that much older than its time. */
const MARGIN_MILLISECONDS = 3_600_000;

/** The audit of the organisation, the newest first; for its admins. */
export async function listAudit(
  actor: Actor,
  query: AuditQuery,
): Promise<{ items: AuditEntryDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 1);
  await flushTallies();
  const rows = await readEntries(actor, {
    ...query,
    before: after ? String(after[0]) : null,
    limit: query.limit + 1,
  });
  const names = await readNames(actor.organisationId, rows);
  return toPage(
    rows,
    query.limit,
    (entry) => [entry.id],
    (entry) => presentEntry(entry, names),
  );
}

/**
 * The entries that fit, the newest first, behind the one with the id `before`. Ids are UUIDv7, so their order is that of time. Each filter
 * has an index that ends with the id: what is rare is not searched for among years of sign-ins.
 */
export async function readEntries(
  actor: Actor,
  query: AuditExportQuery & { before: string | null; limit: number },
): Promise<AuditRow[]> {
  const params = new Params();
  const conditions = [`organisation_id = ${params.add(actor.organisationId)}`];
  if (query.before !== null) {
    conditions.push(`id < ${params.add(query.before)}::uuid`);
  }
  if (query.action !== undefined) {
    conditions.push(`action = ${params.add(query.action)}`);
  }
  if (query.kind !== undefined) {
    conditions.push(`split_part(action, '.', 1) = ${params.add(query.kind)} AND action LIKE '%.%'`);
  }
  if (query.subject !== undefined) {
    conditions.push(`subject_id = ${params.add(query.subject)}::uuid`);
  }
  if (query.since !== undefined) {
    const since = new Date(query.since);
    const first = firstIdOf(since.getTime() - MARGIN_MILLISECONDS);
    conditions.push(`at >= ${params.add(since)}::timestamptz AND id >= ${params.add(first)}::uuid`);
  }
  const last = `ORDER BY id DESC LIMIT ${query.limit}`;
  const parts = ofPerson(query.person, params).map(
    (one) => `(SELECT ${COLUMNS} FROM audit_entries WHERE ${[...conditions, ...one].join(" AND ")} ${last})`,
  );
  const { rows } = await boundedRead(actor, (sql) =>
    sql.query<AuditRow>(
      `${PLANNED_EACH_TIME} SELECT * FROM (${parts.join(" UNION ALL ")}) entries ${last}`,
      params.values,
    ),
  );
  return rows;
}

const COLUMNS =
  'id, at, actor_id AS "actorId", action, subject_type AS "subjectType", subject_id AS "subjectId", data, address, user_agent AS "userAgent", count, number, hash';

/** A row of the audit. */
export type AuditRow = Omit<AuditEntry, "organisationId" | "foldKey">;

/** What somebody did, and what was done to them by others. */
function ofPerson(person: string | undefined, params: Params): string[][] {
  if (person === undefined) {
    return [[]];
  }
  const id = `${params.add(person)}::uuid`;
  return [[`actor_id = ${id}`], [`subject_id = ${id} AND actor_id IS DISTINCT FROM ${id}`]];
}

/** The names of the actors, and of the people and teams that it is about; what does not exist any more has none. */
export async function readNames(
  organisationId: OrganisationId,
  entries: readonly AuditRow[],
): Promise<Map<string, string>> {
  const subjectsOf = (type: string): string[] =>
    entries.flatMap((entry) => (entry.subjectType === type ? (entry.subjectId ?? []) : []));
  const ids = new Set([...entries.flatMap((entry) => entry.actorId ?? []), ...subjectsOf("person")]);
  const select = { id: true, name: true };
  const [people, teams] = await Promise.all([
    prisma().person.findMany({ where: { organisationId, id: { in: [...ids] } }, select }),
    prisma().team.findMany({ where: { organisationId, id: { in: subjectsOf("team") } }, select }),
  ]);
  return new Map([...people, ...teams].map(({ id, name }) => [id, name]));
}

function presentEntry(entry: AuditRow, names: ReadonlyMap<string, string>): AuditEntryDto {
  const name = entry.actorId === null ? undefined : names.get(entry.actorId);
  return {
    id: entry.id,
    at: entry.at.toISOString(),
    actor: entry.actorId !== null && name !== undefined ? { id: entry.actorId, name } : null,
    action: entry.action,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    subjectName: (entry.subjectId === null ? undefined : names.get(entry.subjectId)) ?? null,
    data: dataSchema.parse(entry.data),
    address: entry.address,
    userAgent: entry.userAgent,
    count: entry.count,
    number: entry.number,
  };
}
