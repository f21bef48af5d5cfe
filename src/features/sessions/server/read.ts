import { pool, prisma } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import type { Prisma, Session } from "@/server/prisma/client";
import type { Actor } from "@/shared/roles";
import {
  sessionSchema,
  type AdminSessionDto,
  type AdminSessionsQuery,
  type SessionDto,
} from "@/features/sessions/schema";

const MY_SESSIONS_MAX = 500;

/** The caller's own live sessions, the latest used first; the present one is flagged. */
export async function listMySessions(actor: Actor): Promise<SessionDto[]> {
  const rows = await prisma().session.findMany({
    where: { personId: actor.id, organisationId: actor.organisationId, ...live() },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
    take: MY_SESSIONS_MAX,
  });
  return rows.map((row) => presentSession(row, actor));
}

/** Every live session of the organisation, the newest first, with its person; for its admins. */
export async function listAllSessions(
  actor: Actor,
  query: AdminSessionsQuery,
): Promise<{ items: AdminSessionDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 1);
  const rows = await prisma().session.findMany({
    where: {
      organisationId: actor.organisationId,
      ...live(),
      ...(query.person ? { personId: query.person } : {}),
      ...(after ? { id: { lt: String(after[0]) } } : {}),
    },
    include: { person: { select: { id: true, name: true, role: true, email: true } } },
    orderBy: { id: "desc" },
    take: query.limit + 1,
  });
  return toPage(
    rows,
    query.limit,
    (row) => [row.id],
    (row) => ({ ...presentSession(row, actor), person: row.person }),
  );
}

/** By what a person can show again who they are: a password (ours, or of the directory that they have come in by), and a passkey. */
export async function readProofWays(actor: Actor): Promise<{ hasPassword: boolean; hasPasskeys: boolean }> {
  const { rows } = await pool().query<{ has_password: boolean; has_passkeys: boolean }>(
    `SELECT p.password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM identities i WHERE i.person_id = p.id AND i.issuer LIKE 'ldap:%') AS has_password,
       EXISTS (SELECT 1 FROM passkeys k WHERE k.person_id = p.id) AS has_passkeys
     FROM people p WHERE p.id = $1 AND p.organisation_id = $2`,
    [actor.id, actor.organisationId],
  );
  return { hasPassword: rows[0]?.has_password ?? false, hasPasskeys: rows[0]?.has_passkeys ?? false };
}

/** Personal tokens have a list of their own. */
function live(): Prisma.SessionWhereInput {
  return { endedAt: null, expiresAt: { gt: new Date() }, kind: { not: "personal" } };
}

function presentSession(row: Session, actor: Actor): SessionDto {
  return {
    id: row.id,
    kind: sessionSchema.shape.kind.parse(row.kind),
    current: row.id === actor.sessionId,
    userAgent: row.userAgent,
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
