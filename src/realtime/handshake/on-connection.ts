import { countUnread } from "@/features/notifications/server/read";
import type { LiveSession } from "@/server/api/actor";
import { log } from "@/server/process/log";
import { serverVersion } from "@/server/process/version";
import { PROTOCOL } from "@/shared/protocol/protocol";
import { isStaffRole } from "@/shared/roles";
import { fitEvent } from "@/realtime/fanout/payload/fit-event";
import { listen, type InboundContext } from "@/realtime/connection/inbound";
import type { Presence } from "@/realtime/presence/presence";
import type { Reader } from "@/realtime/log/reader";
import { forceReconnect, type TypedSocket } from "@/realtime/sockets/sockets";

/** How many online people come with `session:ready`, and with each event after it. */
const FIRST_HERE = 50;
const MORE_HERE = 100;

/** What the handlers of an authenticated socket need. */
export type ConnectionDeps = Omit<InboundContext, "socket" | "actor"> & { reader: Reader };

/** Handles an authenticated socket from now on: answers its messages, marks its person online, and sends `session:ready`. */
export function onConnection(socket: TypedSocket, deps: ConnectionDeps): void {
  const { reader, fence, typing, presence } = deps;
  const { session, checkedAt } = socket.data;
  const { actor } = session;
  if (fence.changedSince(checkedAt, { personId: actor.id, organisationId: actor.organisationId })) {
    // Between the check and this moment the socket was in its rooms, but could not be disconnected yet.
    forceReconnect(socket);
    return;
  }
  const { headers } = socket.handshake;
  const facts = {
    socketId: socket.id,
    personId: actor.id,
    origin: headers.origin ?? null,
    credential: socket.data.credential,
  };
  log().info({ ...facts, transport: socket.conn.transport.name, recovered: false }, "socket connected");
  presence.enter(socket, actor);
  listen({ socket, actor, ...deps });
  socket.on("disconnect", (reason) => {
    typing.end(socket.id);
    presence.leave(socket, actor);
    log().info({ ...facts, transport: socket.conn.transport.name, reason }, "socket disconnected");
  });
  void sendReady(socket, session, reader, presence);
}

/** Staff also receive who else is online, and their own e-mail address; nobody else receives any address by socket. */
async function sendReady(
  socket: TypedSocket,
  session: LiveSession,
  reader: Reader,
  presence: Presence,
): Promise<void> {
  const { actor, email } = session;
  const { id, name, role, teamIds } = actor;
  const unread = await countUnread(actor).catch(() => 0);
  const isStaff = isStaffRole(role);
  const here = isStaff ? presence.list(actor.organisationId) : [];
  socket.emit(
    "session:ready",
    fitEvent({
      user: { id, name, role, teamIds: [...teamIds], ...(isStaff ? { email } : {}) },
      serverVersion: serverVersion(),
      protocol: PROTOCOL,
      epoch: reader.epoch(),
      isDelayed: reader.isBlind(),
      unread,
      ...(isStaff ? { online: here.slice(0, FIRST_HERE) } : {}),
    }),
  );
  for (let start = FIRST_HERE; start < here.length; start += MORE_HERE) {
    socket.emit("presence:listed", { online: here.slice(start, start + MORE_HERE) });
  }
}
