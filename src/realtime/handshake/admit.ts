import { chooseSpeech } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import type { Semaphore } from "@/server/concurrency/semaphore";
import { hashToken } from "@/server/api/actor";
import { clientAddress } from "@/server/http/request/addresses";
import { addressKey } from "@/server/network/ip-address";
import { log } from "@/server/process/log";
import { countRefusedHandshake } from "@/server/metrics/sockets";
import { isUnderstood, PROTOCOL } from "@/shared/protocol/protocol";
import type { AccessFence } from "@/realtime/access/access-fence";
import { authenticate, HandshakeError } from "./authenticate";
import type { EngineRequests } from "./engine-requests";
import { roomsOf } from "@/realtime/sockets/rooms";
import { refusedCredential, shownBy, type ShownCredential } from "./shown-credential";
import type { TypedSocket, SocketData } from "@/realtime/sockets/sockets";

/** A poll of the log takes milliseconds; one that takes longer than this hangs, and it is better that the client tries again. */
const POLL_MILLISECONDS = 5_000;

/** A client that waited longer has waited long enough: it comes back in a while, when fewer do. */
const PATIENCE_MILLISECONDS = 20_000;
/** Seconds until then, at least and at most; each client gets a number of its own, or they would all come together again. */
const PAUSE = { least: 3, most: 15 };

/** What admits sockets. */
export interface AdmissionDeps {
  semaphore: Semaphore;
  fence: AccessFence;
  requests: Pick<EngineRequests, "recognise">;
}

/**
 * Lets a socket in when there is a free slot for the check: clients with a credential of ours go before
 * clients whose credential may be invented, and clients without one are refused at once. Throws
 * HandshakeError.
 */
export async function admitWhenFree(
  socket: TypedSocket,
  { semaphore, fence, requests }: AdmissionDeps,
): Promise<void> {
  const came = performance.now();
  const shown = shownBy(socket);
  const spoken: unknown = socket.handshake.auth["protocol"];
  if (typeof spoken === "number" && !isUnderstood(spoken)) {
    const why = say("refusals.sockets.protocol", { protocol: PROTOCOL, spoken });
    throw refusal(socket, shown, new HandshakeError("unsupported_protocol", why));
  }
  const work = async (): Promise<void> => {
    if (performance.now() - came > PATIENCE_MILLISECONDS) {
      throw crowded(socket, shown);
    }
    await admit(socket, fence, shown);
  };
  if (shown.kind === "none") {
    await work();
    return;
  }
  if (
    shown.isOurs &&
    shown.token !== null &&
    !(await requests.recognise(socket.request, hashToken(shown.token)))
  ) {
    throw crowded(socket, shown);
  }
  const unauthenticated = {
    key: addressKey(clientAddress(socket.handshake.headers)),
    isUnauthenticated: true,
  };
  await semaphore.run(work, shown.isOurs ? undefined : unauthenticated);
}

/**
 * Authenticates the socket and joins its permanent rooms, before anybody learns of the connection. Rights are
 * checked again when something changed them between the check and the rooms. A poll of the log that is under
 * way is finished first: it may go by older rights of this person, and by the other audience's versions.
 * Throws HandshakeError.
 */
async function admit(socket: TypedSocket, fence: AccessFence, shown: ShownCredential): Promise<void> {
  for (;;) {
    const position = fence.now();
    const session = await authenticate(socket, shown).catch((error: unknown) => {
      throw refusal(socket, shown, error);
    });
    const data: SocketData = {
      session,
      credential: shown.kind,
      checkedAt: position,
      language: chooseSpeech(session.language, socket.handshake.headers["accept-language"] ?? null).language,
      staffTickets: new Set(),
      readOnlyTickets: new Set(),
    };
    socket.data = data;
    const rooms = roomsOf(session, data.language);
    void socket.join(rooms);
    if (!(await fence.afterPoll(POLL_MILLISECONDS))) {
      throw refusal(socket, shown, new HandshakeError("unavailable", say("refusals.sockets.databaseAway")));
    }
    if (
      !fence.changedSince(position, {
        personId: session.actor.id,
        organisationId: session.actor.organisationId,
      })
    ) {
      return;
    }
    for (const room of rooms) {
      void socket.leave(room);
    }
  }
}

function crowded(socket: TypedSocket, shown: ShownCredential): HandshakeError {
  const pause = PAUSE.least + Math.floor(Math.random() * (PAUSE.most - PAUSE.least + 1));
  return refusal(socket, shown, new HandshakeError("rate_limited", say("refusals.sockets.crowded"), pause));
}

function refusal(socket: TypedSocket, shown: ShownCredential, error: unknown): HandshakeError {
  const known =
    error instanceof HandshakeError ? error : new HandshakeError("internal", say("refusals.sockets.broken"));
  if (known.data.code === "internal") {
    log().error({ err: error }, "a socket's handshake failed");
  }
  countRefusedHandshake(known.data.code);
  const { headers } = socket.handshake;
  log().info(
    {
      socketId: socket.id,
      origin: headers.origin,
      address: clientAddress(headers),
      credential: refusedCredential(shown, headers),
      code: known.data.code,
    },
    "socket refused",
  );
  // Socket.IO sends an error's message to the client.
  known.message = speak(known.sentence, chooseSpeech(null, headers["accept-language"] ?? null).language);
  return known;
}
