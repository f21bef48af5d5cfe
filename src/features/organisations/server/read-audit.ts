import { pool } from "@/server/database";
import { readPlaceWithId, toPage } from "@/server/paging";
import type { PageQuery } from "@/shared/paging";
import type { Actor } from "@/shared/roles";
import type { AuditEntryDto } from "@/features/organisations/schema";

interface AuditRow {
  id: string;
  at: Date;
  actor_id: string | null;
  actor_name: string | null;
  action: string;
  subject_type: string | null;
  subject_id: string | null;
  data: Record<string, unknown>;
  address: string | null;
}

/** What was done in the organisation, the newest first; for its admins. Ids are UUIDv7, so their order is that of time. */
export async function listAudit(
  actor: Actor,
  query: PageQuery & { action?: string | undefined; subject?: string | undefined },
): Promise<{ items: AuditEntryDto[]; nextCursor: string | null }> {
  const after = readPlaceWithId(query.cursor, 1);
  const { rows } = await pool().query<AuditRow>(
    `SELECT a.id, a.at, a.actor_id, p.name AS actor_name, a.action, a.subject_type, a.subject_id, a.data, a.address
     FROM audit_entries a LEFT JOIN people p ON p.id = a.actor_id
     WHERE a.organisation_id = $1 AND ($2::uuid IS NULL OR a.id < $2) AND ($3::text IS NULL OR a.action = $3) AND ($4::uuid IS NULL OR a.subject_id = $4)
     ORDER BY a.id DESC LIMIT $5`,
    [actor.organisationId, after?.[0] ?? null, query.action ?? null, query.subject ?? null, query.limit + 1],
  );
  return toPage(rows, query.limit, (row) => [row.id], presentEntry);
}

function presentEntry(row: AuditRow): AuditEntryDto {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_id && row.actor_name !== null ? { id: row.actor_id, name: row.actor_name } : null,
    action: row.action,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    data: row.data,
    address: row.address,
  };
}
