import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { say } from "@/messages/server/say";
import { mintOrganisationId, type Actor, type OrganisationId, type Role } from "@/shared/roles";
import { AppError } from "@/shared/errors";
import { authCookieName, readAuthCookies } from "@/server/sign-in/auth-cookies";
import { pool, type Sql } from "@/server/database/database";
import { authSecret, env } from "@/server/process/env";
import { isFactorUnshownIn, secondFactorDueIn } from "@/server/sign-in/second-factor-due";
import { sessionOfForeignToken } from "@/server/sign-in/foreign-tokens";
import { usedUntil } from "@/server/sign-in/session-lifetime";
import { organisationForHost } from "@/server/tenant/tenant";
import { TOKEN_SCOPES } from "@/shared/token-scopes";
import type { Scopes } from "./token-scope";

/** The credentials of a request or a socket handshake. */
export interface Credentials {
  cookie: string | null;
  /** The access token: from `Authorization: Bearer` or a handshake's `auth.token`. */
  bearer: string | null;
  host: string | null;
  /** Where it came from, for a session that begins with it. */
  from?: { address: string; userAgent: string | null };
}

/** A live session with its person. */
export interface LiveSession {
  actor: Actor;
  email: string | null;
  kind: string;
  expiresAt: Date;
  /** The language that the person chose in their profile; null: their browser's. */
  language: string | null;
  /** Whether an identity provider vouched for it: then passwords and second factors are the provider's business. */
  isByProvider: boolean;
  /** The time zone that they chose; null: their browser's. */
  timeZone: string | null;
  /** When the person's password was last checked in this session. */
  provenAt: Date;
  /** When they have to have a second factor; null where they need none, or have one. */
  secondFactorDue: Date | null;
  /** Whether they have one and have not shown it here, in a session that an identity provider vouched for without one. */
  isFactorUnshown: boolean;
  /** What a personal token may do; null for every other session. */
  scopes: Scopes;
  /** The kind of the credential: only a cookie needs the origin checked. */
  by: "cookie" | "bearer";
}

/** The active teams of a `people` aliased `p`: an archived one gives no access. */
export const TEAM_IDS =
  "ARRAY(SELECT m.team_id::text FROM team_members m JOIN teams tm ON tm.id = m.team_id WHERE m.person_id = p.id AND tm.archived_at IS NULL)";
const LAST_SEEN_STEP = "1 minute";

/**
 * The one way from a cookie, a bearer token or a handshake to the person behind it: null unless it names a live session
 * of an active person of the organisation that this host belongs to. Demo people count only in demo mode.
 */
export async function resolveSession(credentials: Credentials): Promise<LiveSession | null> {
  const organisationId = await organisationForHost(credentials.host);
  if (!organisationId) {
    return null;
  }
  if (credentials.bearer) {
    const row = await findSession(
      "t.hash = $1 AND t.kind IN ('access', 'personal') AND t.expires_at > now()",
      hashToken(credentials.bearer),
      { organisationId, address: credentials.from?.address },
    );
    const found = row ?? (await findForeignSession(credentials.bearer, organisationId, credentials.from));
    return found ? toLiveSession(found, "bearer") : null;
  }
  const sessionId = await sessionIdOfCookie(credentials.cookie);
  if (!sessionId) {
    return null;
  }
  const row = await findSession("s.id = $1 AND s.kind <> 'personal'", sessionId, { organisationId });
  return row ? toLiveSession(row, "cookie") : null;
}

/**
 * Throws `unauthorized` unless the session of an actor who was resolved a while ago (a socket's) is still
 * live, with the same rights as then: this process may not have read a change of them yet.
 */
export async function requireSameRights(actor: Actor, sql: Sql = pool()): Promise<void> {
  const { rows } = await sql.query<{ is_same: boolean }>(
    `SELECT p.role::text = $2 AND s.ticket_id IS NOT DISTINCT FROM $3 AND ${TEAM_IDS} @> $4::text[] AND ${TEAM_IDS} <@ $4::text[] AS is_same
     FROM sessions s JOIN people p ON p.id = s.person_id
     WHERE s.id = $1 AND s.ended_at IS NULL AND s.expires_at > now() AND p.disabled_at IS NULL`,
    [actor.sessionId, actor.role, actor.guestTicketId, actor.teamIds],
  );
  if (!rows[0]?.is_same) {
    throw new AppError("unauthorized", say("refusals.api.accessChanged"));
  }
}

/** Reads the credentials of a request's headers. */
export function credentialsOf(headers: Headers): Credentials {
  return {
    cookie: headers.get("cookie"),
    bearer: bearerToken(headers.get("authorization")),
    host: headers.get("host"),
    from: {
      address: headers.get("x-helpejo-client-address") ?? "",
      userAgent: headers.get("user-agent"),
    },
  };
}

/** The token in an `Authorization: Bearer ...` header, or null. */
export function bearerToken(authorization: string | null | undefined): string | null {
  const match = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? "");
  return match?.[1] ?? null;
}

/** The form in which issued secrets are stored: their SHA-256 in hex. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The session id inside the next-auth cookie, or null when there is none, there are two, or it is not ours. */
export async function sessionIdOfCookie(cookieHeader: string | null): Promise<string | null> {
  const value = readAuthCookies(cookieHeader)[authCookieName("sessionToken")];
  if (!value) {
    return null;
  }
  try {
    const token = await decode({ token: value, secret: authSecret() });
    return typeof token?.["sid"] === "string" ? token["sid"] : null;
  } catch {
    return null;
  }
}

interface SessionRow {
  session_id: string;
  kind: string;
  ticket_id: string | null;
  expires_at: Date;
  is_by_provider: boolean;
  proven_at: Date;
  is_stale: boolean;
  person_id: string;
  organisation_id: string;
  role: Role;
  name: string;
  email: string | null;
  language: string | null;
  time_zone: string | null;
  avatar_key: string | null;
  second_factor_due: Date | null;
  is_factor_unshown: boolean;
  scopes: string[] | null;
  team_ids: string[];
}

async function findSession(
  condition: string,
  value: string,
  { organisationId, address }: { organisationId: string; address?: string | undefined },
): Promise<SessionRow | null> {
  const { rows } = await pool().query<SessionRow>(
    `SELECT s.id AS session_id, s.kind, s.ticket_id, s.expires_at, s.issuer IS NOT NULL AS is_by_provider, coalesce(s.proven_at, s.created_at) AS proven_at, CASE WHEN k.id IS NULL THEN s.last_seen_at ELSE coalesce(k.used_at, '-infinity') END < now() - interval '${LAST_SEEN_STEP}' AS is_stale,
       k.scopes,
       p.id AS person_id, p.organisation_id, p.role, p.name, p.email, p.avatar_key, p.preferences->>'language' AS language, nullif(p.preferences->>'timeZone', '') AS time_zone,
       ${secondFactorDueIn("s", "p")} AS second_factor_due, ${isFactorUnshownIn("s", "p")} AS is_factor_unshown,
       ${TEAM_IDS} AS team_ids
     FROM sessions s JOIN people p ON p.id = s.person_id LEFT JOIN personal_tokens k ON k.session_id = s.id ${condition.startsWith("t.") ? "JOIN secret_tokens t ON t.session_id = s.id" : ""}
     WHERE ${condition} AND p.organisation_id = $2 AND s.ended_at IS NULL AND s.expires_at > now()
       AND p.disabled_at IS NULL AND (NOT p.is_demo OR $3)
       -- A link opens one ticket to a guest, and never the account of somebody who was a guest once.
       AND (s.kind <> 'guest' OR p.role = 'guest')`,
    [value, organisationId, env().demo],
  );
  const row = rows[0];
  if (!row) {
    return null;
  }
  if (row.is_stale) {
    await (row.scopes === null ? touchSession(row) : touchToken(row, address));
  }
  return row;
}

/** By a token of the organisation's identity provider. */
async function findForeignSession(
  token: string,
  organisationId: OrganisationId,
  from: Credentials["from"],
): Promise<SessionRow | null> {
  const { address = "", userAgent = null } = from ?? {};
  const sessionId = await sessionOfForeignToken(token, { organisationId, address, userAgent });
  return sessionId === null ? null : await findSession("s.id = $1", sessionId, { organisationId });
}

/** Prolongs a session while it is used, though not beyond its absolute end; written at most once a minute. */
async function touchSession(row: SessionRow): Promise<void> {
  await pool().query(
    `WITH seen AS (UPDATE people SET last_seen_at = now() WHERE id = $2)
     UPDATE sessions s SET last_seen_at = now(), expires_at = ${usedUntil("s")}
     WHERE s.id = $1 AND s.ended_at IS NULL`,
    [row.session_id, row.person_id],
  );
}

/** The same of a personal token, with where it was used. It neither lives longer for it, nor was its person here. */
async function touchToken(row: SessionRow, address = ""): Promise<void> {
  await pool().query(
    `WITH used AS (UPDATE personal_tokens SET used_at = now(), used_address = coalesce($2, used_address) WHERE session_id = $1)
     UPDATE sessions SET last_seen_at = now() WHERE id = $1 AND ended_at IS NULL`,
    [row.session_id, address === "" ? null : address],
  );
}

function toLiveSession(row: SessionRow, by: LiveSession["by"]): LiveSession {
  return {
    actor: {
      id: row.person_id,
      organisationId: mintOrganisationId(row.organisation_id),
      role: row.role,
      name: row.name,
      teamIds: row.team_ids,
      sessionId: row.session_id,
      guestTicketId: row.role === "guest" ? row.ticket_id : null,
      avatarKey: row.avatar_key,
    },
    email: row.email,
    language: row.language,
    timeZone: row.time_zone,
    kind: row.kind,
    isByProvider: row.is_by_provider,
    expiresAt: row.expires_at,
    provenAt: row.proven_at,
    secondFactorDue: row.second_factor_due,
    isFactorUnshown: row.is_factor_unshown,
    scopes: row.scopes && TOKEN_SCOPES.filter((scope) => row.scopes?.includes(scope)),
    by,
  };
}
