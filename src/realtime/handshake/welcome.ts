import { countUnread } from "@/features/notifications/server/read";
import type { LiveSession } from "@/server/api/actor";
import { log } from "@/server/process/log";
import { serverVersion } from "@/server/process/version";
import { PROTOCOL } from "@/shared/protocol/protocol";
import { isStaffRole } from "@/shared/roles";
import { fitEvent } from "@/realtime/fanout/fit-event";
import { listen, type InboundContext } from "@/realtime/connection/inbound";
import type { PresenceBoard } from "@/realtime/presence/presence";
import type { Reader } from "@/realtime/log/reader";
import { forceReconnect, type DeskSocket } from "@/realtime/sockets/sockets";

/** Of those who are here, so many come with `session:ready`, and so many with each event after it. */
const FIRST_HERE = 50;
const MORE_HERE = 100;

/** What a socket that was let in is given to work with. */
export type Desk = Omit<InboundContext, "socket" | "actor"> & { reader: Reader };

/** Answers a socket that was let in from now on, shows that its person is here, and tells it that the session is ready. */
export function welcome(socket: DeskSocket, desk: Desk): void {
  const { reader, fence, typing, presence } = desk;
  const { session, checkedAt } = socket.data;
  const { actor } = session;
  if (fence.changedSince(checkedAt, { personId: actor.id, organisationId: actor.organisationId })) {
    // Between the check and this moment the socket was in its rooms, but not yet one that could be disconnected.
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
  listen({ socket, actor, ...desk });
  socket.on("disconnect", (reason) => {
    typing.end(socket.id);
    presence.leave(socket, actor);
    log().info({ ...facts, transport: socket.conn.transport.name, reason }, "socket disconnected");
  });
  void sendReady(socket, session, reader, presence);
}

/** Staff are also told who else is here, and their own e-mail; nobody else receives any e-mail by socket. */
async function sendReady(
  socket: DeskSocket,
  session: LiveSession,
  reader: Reader,
  presence: PresenceBoard,
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
