import { resolveSession, type LiveSession } from "@/server/api/actor";
import { clientAddress } from "@/server/http/addresses";
import { limitAddress, limitUses } from "@/server/rate-limits/limits";
import { isDatabaseAway } from "@/server/database/away";
import { isAppError, type ErrorCode } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { isFlooding } from "@/realtime/connection/message-rate-limiter";
import { sessionRoom, userRoom } from "@/realtime/sockets/rooms";
import type { ShownCredential } from "./shown-credential";
import type { DeskSocket } from "@/realtime/sockets/sockets";

/** From one address: a whole office whose sessions ran out over night stays below it. */
const STRANGERS_PER_MINUTE = 300;
/** Of one person, over all processes: all their tabs again and again in a minute of restarts, but no loop without a pause. */
const HANDSHAKES_PER_MINUTE = 300;
/** Of one person, at one process. The newest is refused: closing the oldest, it would come back and push out the next. */
const SOCKETS_PER_PERSON = 50;

/** An error of the handshake; `data` reaches the client in `connect_error`, with how many seconds to wait where that is known. */
export class HandshakeError extends Error {
  readonly data: { code: ErrorCode; retryAfter?: number };

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.data = { code, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
}

/**
 * Who is behind a handshake: a live session named by `auth.token`, an Authorization header or the next-auth cookie. Who
 * comes too often, or has too many sockets already, is told to slow down; behind one address any number of people may come
 * at once. (Where its page is from was asked before, of the request: see EngineRequests.) Throws HandshakeError.
 */
export async function authenticate(socket: DeskSocket, shown: ShownCredential): Promise<LiveSession> {
  const { headers } = socket.handshake;
  const cookie = shown.kind === "cookie" ? (headers.cookie ?? null) : null;
  const session =
    shown.kind === "none" ? null : await resolve({ bearer: shown.token, cookie, host: headers.host ?? null });
  if (!session) {
    await countStranger(socket);
    throw new HandshakeError("unauthorized", "Please sign in.");
  }
  await limitPerson(socket, session.actor);
  return session;
}

async function limitPerson(socket: DeskSocket, { id, role, sessionId }: Actor): Promise<void> {
  await slowDown("You connect too often.", () =>
    limitUses("person-handshake", id, HANDSHAKES_PER_MINUTE, 60),
  );
  if (isFlooding(id)) {
    throw new HandshakeError("rate_limited", "Your pages send too much. Please wait a minute.", 30);
  }
  const own = role === "guest" ? sessionRoom(sessionId) : userRoom(id);
  if ((socket.nsp.adapter.rooms.get(own)?.size ?? 0) >= SOCKETS_PER_PERSON) {
    throw new HandshakeError(
      "rate_limited",
      "You have this open too many times. Please close some of it.",
      30,
    );
  }
  // At once, though its rooms are joined by whoever asked: others that come at this very moment are to count it.
  void socket.join(own);
}

/** Whoever keeps coming without a session is told to slow down; those who have one are never counted. */
async function countStranger(socket: DeskSocket): Promise<void> {
  const address = clientAddress(socket.handshake.headers);
  await slowDown("Too many tries without a session. Please wait a minute.", () =>
    limitAddress("handshake", address, STRANGERS_PER_MINUTE, 60),
  );
}

async function slowDown(message: string, limit: () => Promise<void>): Promise<void> {
  try {
    await limit();
  } catch (error) {
    throw isAppError(error) ? new HandshakeError("rate_limited", message, error.extras.retryAfter) : error;
  }
}

async function resolve(credentials: Parameters<typeof resolveSession>[0]): Promise<LiveSession | null> {
  try {
    return await resolveSession(credentials);
  } catch (error) {
    if (isDatabaseAway(error)) {
      throw new HandshakeError("unavailable", "The database does not answer right now.");
    }
    throw error;
  }
}
