import { z } from "zod";
import { flushTallies } from "@/server/audit/tally";
import { prisma } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import type { AuditEntry } from "@/server/prisma/client";
import type { Actor, OrganisationId } from "@/shared/roles";
import type { AuditEntryDto, AuditQuery } from "@/features/organisations/schema";

const dataSchema = z.record(z.string(), z.unknown());

/** The audit of the organisation, the newest first; for its admins. Ids are UUIDv7, so their order is that of time. */
export async function listAudit(
  actor: Actor,
  query: AuditQuery,
): Promise<{ items: AuditEntryDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 1);
  await flushTallies();
  const entries = await prisma().auditEntry.findMany({
    where: {
      organisationId: actor.organisationId,
      ...(after ? { id: { lt: String(after[0]) } } : {}),
      AND: [
        query.action === undefined ? {} : { action: query.action },
        query.kind === undefined ? {} : { action: { startsWith: `${query.kind}.` } },
        query.person === undefined ? {} : { OR: [{ actorId: query.person }, { subjectId: query.person }] },
        query.since === undefined ? {} : { at: { gte: new Date(query.since) } },
      ],
      ...(query.subject === undefined ? {} : { subjectId: query.subject }),
    },
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  const names = await readNames(actor.organisationId, entries);
  return toPage(
    entries,
    query.limit,
    (entry) => [entry.id],
    (entry) => presentEntry(entry, names),
  );
}

/** The names of the actors, and of the people and teams that it is about; what does not exist any more has none. */
async function readNames(
  organisationId: OrganisationId,
  entries: readonly AuditEntry[],
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

function presentEntry(entry: AuditEntry, names: ReadonlyMap<string, string>): AuditEntryDto {
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
  };
}
