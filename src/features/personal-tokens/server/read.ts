import { pool, type Sql } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import type { Actor } from "@/shared/roles";
import {
  personalTokenSchema,
  type AdminTokenDto,
  type AdminTokensQuery,
  type PersonalTokenDto,
} from "@/features/personal-tokens/schema";

/** The caller's live tokens, the newest first. */
export async function listMyTokens(actor: Actor, sql: Sql = pool()): Promise<PersonalTokenDto[]> {
  const { rows } = await sql.query<TokenRow>(
    `SELECT ${COLUMNS} FROM personal_tokens t JOIN sessions s ON s.id = t.session_id
     WHERE t.person_id = $1 AND t.organisation_id = $2 AND ${LIVE} ORDER BY t.id DESC`,
    [actor.id, actor.organisationId],
  );
  return rows.map(presentToken);
}

/** Every live token of the organisation, the newest first, with its person; for its admins. */
export async function listAllTokens(
  actor: Actor,
  query: AdminTokensQuery,
): Promise<{ items: AdminTokenDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 1);
  const { rows } = await pool().query<TokenRow & { person: AdminTokenDto["person"] }>(
    `SELECT ${COLUMNS}, ${PERSON} AS person
     FROM personal_tokens t JOIN sessions s ON s.id = t.session_id JOIN people p ON p.id = t.person_id
     WHERE t.organisation_id = $1 AND ${LIVE} AND p.disabled_at IS NULL AND ($2::uuid IS NULL OR t.id < $2)
       AND ($4::uuid IS NULL OR t.person_id = $4)
     ORDER BY t.id DESC LIMIT $3`,
    [actor.organisationId, after ? String(after[0]) : null, query.limit + 1, query.person ?? null],
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => ({ ...presentToken(row), person: row.person }),
  );
}

/** One live token of the organisation with its person; null when there is none. */
export async function readAnyToken(actor: Actor, id: string): Promise<AdminTokenDto | null> {
  const { rows } = await pool().query<TokenRow & { person: AdminTokenDto["person"] }>(
    `SELECT ${COLUMNS}, ${PERSON} AS person
     FROM personal_tokens t JOIN sessions s ON s.id = t.session_id JOIN people p ON p.id = t.person_id
     WHERE t.organisation_id = $1 AND t.id = $2 AND ${LIVE}`,
    [actor.organisationId, id],
  );
  return rows[0] ? { ...presentToken(rows[0]), person: rows[0].person } : null;
}

const LIVE = "s.ended_at IS NULL AND s.expires_at > now()";
const PERSON =
  "jsonb_build_object('id', p.id, 'name', p.name, 'role', p.role, 'email', p.email, 'isService', p.is_service)";
const COLUMNS = `t.id, t.name, t.scopes, t.prefix, t.created_at, t.used_at, t.used_address,
  CASE WHEN t.is_endless THEN NULL ELSE s.expires_at END AS expires_at`;

interface TokenRow {
  id: string;
  name: string;
  scopes: string[];
  prefix: string;
  created_at: Date;
  used_at: Date | null;
  used_address: string | null;
  expires_at: Date | null;
}

function presentToken(row: TokenRow): PersonalTokenDto {
  return {
    id: row.id,
    name: row.name,
    scopes: personalTokenSchema.shape.scopes.parse(row.scopes),
    prefix: row.prefix,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.used_at?.toISOString() ?? null,
    lastAddress: row.used_address,
  };
}
