import { ownLanguage, readLanguageSettings } from "@/messages/locale";
import { createHash } from "node:crypto";
import { say } from "@/messages/server/say";
import { mintOrganisationId, type Actor, type OrganisationId } from "@/shared/roles";
import { AppError } from "@/shared/errors";
import { authCookieName, readAuthCookies } from "@/server/sign-in/auth-cookies";
import { pool, type Sql } from "@/server/database/database";
import { openSessionCookie } from "@/server/sign-in/session-cookie";
import { sessionOfForeignToken } from "@/server/sign-in/foreign-tokens";
import { organisationForHost } from "@/server/tenant/tenant";
import { TOKEN_SCOPES } from "@/shared/token-scopes";
import { findSession, TEAM_IDS, type SessionRow } from "./session-rows";
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
  /** The language that the person chose in their profile, else their organisation's; null: their browser's. */
  language: string | null;
  /** Whether an identity provider vouched for it: then passwords and second factors are the provider's business. */
  isByProvider: boolean;
  /** The time zone that they chose, else their organisation's; null: their browser's. */
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
    const value = hashToken(credentials.bearer);
    const row = await findSession({ by: "token", value, organisationId, address: credentials.from?.address });
    const found = row ?? (await findForeignSession(credentials.bearer, organisationId, credentials.from));
    return found ? toLiveSession(found, "bearer") : null;
  }
  const sessionId = await sessionIdOfCookie(credentials.cookie);
  if (!sessionId) {
    return null;
  }
  const row = await findSession({ by: "cookie", value: sessionId, organisationId });
  return row ? toLiveSession(row, "cookie") : null;
}

/**
 * Throws `unauthorized` unless the session of an actor who was resolved a while ago (a socket's) is still
 * live, with the same rights as then: this process may not have read a change of them yet.
 */
export async function requireSameRights(actor: Actor, sql: Sql = pool()): Promise<void> {
  const { rows } = await sql.query<{ is_same: boolean }>(
    `SELECT true AS is_same FROM sessions s JOIN people p ON p.id = s.person_id
     WHERE ${sameRights({ session: "$1", role: "$2", ticket: "$3", teams: "$4" })}`,
    [actor.sessionId, actor.role, actor.guestTicketId, actor.teamIds],
  );
  if (!rows[0]?.is_same) {
    throw new AppError("unauthorized", say("refusals.api.accessChanged"));
  }
}

/** The same as a condition on a session `s` and its person `p`; the values are an actor's. */
export function sameRights(of: Record<"session" | "role" | "ticket" | "teams", string>): string {
  return `s.id = ${of.session} AND s.ended_at IS NULL AND s.expires_at > now() AND p.disabled_at IS NULL
       AND p.role::text = ${of.role} AND s.ticket_id IS NOT DISTINCT FROM ${of.ticket}
       AND ${TEAM_IDS} @> ${of.teams}::text[] AND ${TEAM_IDS} <@ ${of.teams}::text[]`;
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
  return value ? await openSessionCookie(value) : null;
}

/** By a token of the organisation's identity provider. */
async function findForeignSession(
  token: string,
  organisationId: OrganisationId,
  from: Credentials["from"],
): Promise<SessionRow | null> {
  const { address = "", userAgent = null } = from ?? {};
  const value = await sessionOfForeignToken(token, { organisationId, address, userAgent });
  return value === null ? null : await findSession({ by: "session", value, organisationId });
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
    language: ownLanguage(row.language, readLanguageSettings(row.desk_language, row.desk_languages)),
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
