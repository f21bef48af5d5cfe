import { bearerToken, resolveSession, type LiveSession } from "@/server/actor";
import { env } from "@/server/env";
import { isDatabaseAway } from "@/server/problem";
import type { ErrorCode } from "@/shared/errors";
import type { DeskSocket } from "./sockets";

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
    throw new HandshakeError("unauthorized", "Please sign in.");
  }
  return session;
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
