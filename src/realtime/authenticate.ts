import { bearerToken, resolveSession, type LiveSession } from "@/server/actor";
import { readCaller } from "@/server/addresses";
import { env } from "@/server/env";
import { limitAddress } from "@/server/limits";
import { isDatabaseAway } from "@/server/problem";
import type { ErrorCode } from "@/shared/errors";
import type { DeskSocket } from "./sockets";

/** From one address: a whole office whose sessions ran out over night stays below it. */
const STRANGERS_PER_MINUTE = 300;

/** An error of the handshake; `data.code` reaches the client in `connect_error`. */
export class HandshakeError extends Error {
  readonly data: { code: ErrorCode };

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.data = { code };
  }
}

/**
 * Who is behind a handshake: a live session named by `auth.token`, an Authorization header or the next-auth cookie,
 * from one of our own origins. Browsers send no Origin with same-origin polling, other clients none at all: absence is
 * fine. Throws HandshakeError.
 */
export async function authenticate(socket: DeskSocket): Promise<LiveSession> {
  const { headers, auth } = socket.handshake;
  if (headers.origin !== undefined && !env().allowedOrigins.includes(headers.origin)) {
    throw new HandshakeError("bad_origin", "This page may not open sockets here.");
  }
  const given: unknown = auth["token"];
  const bearer = typeof given === "string" && given !== "" ? given : bearerToken(headers.authorization);
  const session = await resolve({ bearer, cookie: headers.cookie ?? null, host: headers.host ?? null });
  if (!session) {
    await countStranger(socket);
    throw new HandshakeError("unauthorized", "Please sign in.");
  }
  return session;
}

/** Whoever keeps coming without a session is told to slow down; those who have one are never counted. */
async function countStranger(socket: DeskSocket): Promise<void> {
  const { headers, address } = socket.handshake;
  const caller = readCaller(headers, address, env().trustProxy);
  try {
    await limitAddress("handshake", caller.address, STRANGERS_PER_MINUTE, 60);
  } catch {
    throw new HandshakeError("rate_limited", "Too many tries without a session. Please wait a minute.");
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
