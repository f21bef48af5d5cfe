import { pool } from "@/server/database";
import { readPlaceWithId, toPage } from "@/server/paging";
import type { Actor } from "@/shared/roles";
import type { PageQuery } from "@/shared/paging";
import type { AdminSessionDto, SessionDto } from "@/features/sessions/schema";

interface SessionRow {
  id: string;
  kind: SessionDto["kind"];
  user_agent: string | null;
  address: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}

const COLUMNS = "s.id, s.kind, s.user_agent, s.address, s.created_at, s.last_seen_at, s.expires_at";
const LIVE = "s.ended_at IS NULL AND s.expires_at > now()";

/** The caller's own live sessions, the latest used first; the one that asks is flagged. */
export async function listMySessions(actor: Actor): Promise<SessionDto[]> {
  const { rows } = await pool().query<SessionRow>(
    `SELECT ${COLUMNS} FROM sessions s WHERE s.person_id = $1 AND s.organisation_id = $2 AND ${LIVE} ORDER BY s.last_seen_at DESC, s.id LIMIT 500`,
    [actor.id, actor.organisationId],
  );
  return rows.map((row) => presentSession(row, actor));
}

/** Every live session of the organisation, the newest first, with whose it is; for its admins. */
export async function listAllSessions(
  actor: Actor,
  query: PageQuery,
): Promise<{ items: AdminSessionDto[]; nextCursor: string | null }> {
  const after = readPlaceWithId(query.cursor, 1);
  const { rows } = await pool().query<SessionRow & { person: AdminSessionDto["person"] }>(
    `SELECT ${COLUMNS}, jsonb_build_object('id', p.id, 'name', p.name, 'role', p.role, 'email', p.email) AS person
     FROM sessions s JOIN people p ON p.id = s.person_id
     WHERE s.organisation_id = $1 AND ${LIVE} AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`,
    [actor.organisationId, after?.[0] ?? null, query.limit + 1],
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => ({ ...presentSession(row, actor), person: row.person }),
  );
}

function presentSession(row: SessionRow, actor: Actor): SessionDto {
  return {
    id: row.id,
    kind: row.kind,
    current: row.id === actor.sessionId,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}
