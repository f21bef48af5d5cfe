import { v7 } from "uuid";
import type { Sql, Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { GUEST_SESSION_DAYS, sessionDaysOf, SESSION_IDLE_DAYS } from "@/server/sign-in/session-lifetime";
import { oneLine } from "@/shared/text";
import type { EndReason } from "@/features/sessions/schema";

/** Address and User-Agent of a sign-in, stored with the session for its owner and the admins to see. */
export interface Origin {
  address: string;
  userAgent: string | null;
  /** Whether demo people may sign in from there. */
  isDemoOpen: boolean;
}

/** An identity provider's part in a session. */
export interface ProviderSession {
  issuer: string;
  subject: string;
  /** The provider's own name of its session (sid); null where it gives none. */
  providerSid: string | null;
  /** Seals the ID token for the new session's row; null where none is kept. */
  sealIdToken: ((sessionId: string) => string) | null;
  /** When the provider last asked the person who they are; null: unknown, so that they are asked before anything dangerous. */
  provenAt: Date | null;
}

const USER_AGENT_MAX = 300;
/** "Never", for a column whose null means "as it began". */
const NEVER = new Date(0);

/**
 * Begins a session of a person who has just shown who they are, or of a guest with their link. It lives for 30 days from
 * its last use, a guest's for 7 days however much it is used, and no longer than the organisation's maximum. Returns its id.
 */
export async function startSession(
  sql: Sql,
  session: {
    organisationId: string;
    personId: string;
    from: Origin;
    provider?: ProviderSession | undefined;
  } & ({ kind: "browser" | "token" } | { kind: "guest"; ticketId: string }),
): Promise<string> {
  const id = v7();
  const { provider } = session;
  const isGuest = session.kind === "guest";
  await sql.query(
    `INSERT INTO sessions (id, organisation_id, person_id, kind, user_agent, address, expires_at, ticket_id, issuer, subject, provider_sid, id_token, proven_at)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => least($7, ${sessionDaysOf("$2")})), $8, $9, $10, $11, $12, coalesce($13, now()))`,
    [
      id,
      session.organisationId,
      session.personId,
      session.kind,
      oneLine(session.from.userAgent?.slice(0, USER_AGENT_MAX) ?? "") || null,
      session.from.address === "" ? null : session.from.address,
      isGuest ? GUEST_SESSION_DAYS : SESSION_IDLE_DAYS,
      isGuest ? session.ticketId : null,
      provider?.issuer ?? null,
      provider?.subject ?? null,
      provider?.providerSid ?? null,
      provider?.sealIdToken?.(id) ?? null,
      provider ? (provider.provenAt ?? NEVER) : null,
    ],
  );
  return id;
}

/**
 * Ends sessions of a person: the one of `sessionId`, or all of them but `exceptSessionId`. The event in the log makes
 * every process tell their sockets and disconnect them. Returns how many ended; none, and no event, when all were over.
 */
export async function endSessions(
  tx: Transaction,
  which: {
    organisationId: string;
    personId: string;
    sessionId?: string | null;
    exceptSessionId?: string | null;
    reason: EndReason;
    actorId: string | null;
  },
): Promise<number> {
  const sessionId = which.sessionId ?? null;
  const exceptSessionId = which.exceptSessionId ?? null;
  const { rowCount } = await tx.query(
    `UPDATE sessions SET ended_at = now(), end_reason = $1, id_token = NULL
     WHERE organisation_id = $2 AND person_id = $3 AND ended_at IS NULL
       AND ($4::uuid IS NULL OR id = $4) AND ($5::uuid IS NULL OR id <> $5)`,
    [which.reason, which.organisationId, which.personId, sessionId, exceptSessionId],
  );
  if (!rowCount) {
    return 0;
  }
  await emit(tx, {
    type: "session:ended",
    organisationId: which.organisationId,
    actorId: which.actorId,
    subjectId: sessionId ?? which.personId,
    data: { personId: which.personId, sessionId, exceptSessionId, reason: which.reason },
  });
  return rowCount;
}
