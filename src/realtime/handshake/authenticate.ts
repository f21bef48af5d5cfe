import type { Sentence } from "@/messages/server/sentence";
import { say } from "@/messages/server/say";
import { resolveSession, type LiveSession } from "@/server/api/actor";
import { clientAddress } from "@/server/http/request/addresses";
import { limitAddress, limitUses } from "@/server/rate-limits/limits";
import { isSecondFactorMissing } from "@/server/sign-in/second-factor-due";
import { isDatabaseAway } from "@/server/database/away";
import { isAppError, type ErrorCode } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { isOverLimit } from "@/realtime/connection/message-rate-limiter";
import { sessionRoom, userRoom } from "@/realtime/sockets/rooms";
import type { ShownCredential } from "./shown-credential";
import type { TypedSocket } from "@/realtime/sockets/sockets";

/** Most handshakes without a valid session from one address: a whole office whose sessions expired overnight stays below it. */
const STRANGERS_PER_MINUTE = 300;
/** Most connections of one person, over all processes: enough for all their tabs during a minute of restarts, too few for a loop without a pause. */
const HANDSHAKES_PER_MINUTE = 300;
/** Most open sockets of one person at one process. The newest is refused: if the oldest were closed, it would come back and push out the next. */
const SOCKETS_PER_PERSON = 50;

/** An error of the handshake; `data` reaches the client in `connect_error`, with how many seconds to wait where that is known. */
export class HandshakeError extends Error {
  readonly data: { code: ErrorCode; retryAfter?: number };

  constructor(
    code: ErrorCode,
    readonly sentence: Sentence,
    retryAfter?: number,
  ) {
    super(sentence.english);
    this.data = { code, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
}

/**
 * Authenticates a handshake: finds the live session named by `auth.token`, an Authorization header or the
 * next-auth cookie. A person who connects too often, or has too many sockets already, is rate limited; any
 * number of people may connect from one address at once. (The request's origin was checked before: see
 * EngineRequests.) Throws HandshakeError.
 */
export async function authenticate(socket: TypedSocket, shown: ShownCredential): Promise<LiveSession> {
  const { headers } = socket.handshake;
  const cookie = shown.kind === "cookie" ? (headers.cookie ?? null) : null;
  const session =
    shown.kind === "none"
      ? null
      : await resolve({
          bearer: shown.token,
          cookie,
          host: headers.host ?? null,
          from: { address: clientAddress(headers), userAgent: headers["user-agent"] ?? null },
        });
  if (!session) {
    await countUnauthenticated(socket);
    throw new HandshakeError("unauthorized", say("refusals.api.signIn"));
  }
  if (isSecondFactorMissing(session)) {
    throw new HandshakeError("unauthorized", say("refusals.secondFactors.turnOn"));
  }
  if (session.scopes !== null && !session.scopes.includes("read")) {
    throw new HandshakeError("insufficient_scope", say("refusals.tokens.scope", { scope: "read" }));
  }
  await limitPerson(socket, session.actor);
  return session;
}

async function limitPerson(socket: TypedSocket, { id, role, sessionId }: Actor): Promise<void> {
  await slowDown(say("refusals.sockets.tooOften"), () =>
    limitUses("person-handshake", id, HANDSHAKES_PER_MINUTE, 60),
  );
  if (isOverLimit(id)) {
    throw new HandshakeError("rate_limited", say("refusals.sockets.flood"), 30);
  }
  const own = role === "guest" ? sessionRoom(sessionId) : userRoom(id);
  if ((socket.nsp.adapter.rooms.get(own)?.size ?? 0) >= SOCKETS_PER_PERSON) {
    throw new HandshakeError("rate_limited", say("refusals.sockets.tooManyOpen"), 30);
  }
  // At once, though the caller joins the other rooms: sockets that connect at this very moment must count this one.
  void socket.join(own);
}

/** Limits handshakes without a session; handshakes with one are never counted. */
async function countUnauthenticated(socket: TypedSocket): Promise<void> {
  const address = clientAddress(socket.handshake.headers);
  await slowDown(say("refusals.sockets.strangers"), () =>
    limitAddress("handshake", address, STRANGERS_PER_MINUTE, 60),
  );
}

async function slowDown(sentence: Sentence, limit: () => Promise<void>): Promise<void> {
  try {
    await limit();
  } catch (error) {
    throw isAppError(error) ? new HandshakeError("rate_limited", sentence, error.extras.retryAfter) : error;
  }
}

async function resolve(credentials: Parameters<typeof resolveSession>[0]): Promise<LiveSession | null> {
  try {
    return await resolveSession(credentials);
  } catch (error) {
    if (isDatabaseAway(error)) {
      throw new HandshakeError("unavailable", say("refusals.sockets.databaseAway"));
    }
    if (isAppError(error) && error.code === "unavailable" && error.sentence) {
      throw new HandshakeError("unavailable", error.sentence);
    }
    throw error;
  }
}
