import { v7 } from "uuid";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { GUEST_SESSION_DAYS, idleDaysOf, sessionDaysOf } from "@/server/sign-in/session-lifetime";
import { oneLine } from "@/shared/text";
import type { OrganisationId } from "@/shared/roles";
import type { EndReason } from "@/features/sessions/schema";
import { tellOwner } from "@/features/second-factors/server/write";
import { isUnknownDevice } from "./read-known-device";

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
  /** Whether the provider asked for a second factor, as far as the organisation believes it. */
  hasSecondFactor: boolean;
}

const USER_AGENT_MAX = 300;
/** "Never", for a column whose null means "as it began". */
const NEVER = new Date(0);

/**
 * Begins a session of a person who has just shown who they are, or of a guest with their link. It lives as long as the
 * organisation's settings say, a guest's for 7 days at most, however much it is used. A sign-in from a device that the person has
 * not used before is published to them, in their other tabs and by mail: it may not have been them; a guest has no devices.
 * `isKnownDevice`: the browser has shown a cookie by which it is known. Returns the session's id.
 */
export async function startSession(
  tx: Transaction,
  session: {
    organisationId: OrganisationId;
    personId: string;
    from: Origin;
    provider?: ProviderSession | undefined;
    isKnownDevice?: boolean;
  } & ({ kind: "browser" | "token" } | { kind: "guest"; ticketId: string }),
): Promise<string> {
  const { organisationId, personId, kind, from, provider, isKnownDevice = false } = session;
  const [id, browser, address] = [v7(), browserName(from), from.address === "" ? null : from.address];
  const isNotified = kind !== "guest" && !isKnownDevice;
  const isUnknown = isNotified && (await isUnknownDevice(tx, { personId, address, browser }));
  const idleDays = kind === "guest" ? String(GUEST_SESSION_DAYS) : idleDaysOf("$2");
  await tx.query(
    `INSERT INTO sessions (id, organisation_id, person_id, kind, user_agent, address, expires_at, ticket_id, issuer, subject, provider_sid, id_token, proven_at, factor_shown_to)
     VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(days => least(${idleDays}, ${sessionDaysOf("$2")})), $7, $8, $9, $10, $11, coalesce($12, now()), $13)`,
    [
      id,
      organisationId,
      personId,
      kind,
      browser,
      address,
      session.kind === "guest" ? session.ticketId : null,
      provider?.issuer ?? null,
      provider?.subject ?? null,
      provider?.providerSid ?? null,
      provider?.sealIdToken?.(id) ?? null,
      provider ? (provider.provenAt ?? NEVER) : null,
      provider?.hasSecondFactor ? "provider" : null,
    ],
  );
  await emit(tx, {
    type: "session:started",
    organisationId,
    actorId: personId,
    subjectId: id,
    data: { personId, sessionId: id },
  });
  if (isUnknown) {
    const details = { actorId: personId, sessionId: id, address: from.address, browser };
    await tellOwner(tx, { id: personId, organisationId }, { change: "signed_in_elsewhere", ...details });
  }
  return id;
}

/** What a browser or another client calls itself, on one line and not too long; null where it says nothing. */
function browserName({ userAgent }: Origin): string | null {
  return oneLine(userAgent?.slice(0, USER_AGENT_MAX) ?? "") || null;
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
