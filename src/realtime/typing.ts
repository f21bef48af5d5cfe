import type { Actor } from "@/shared/roles";
import { ticketRoom, ticketStaffRoom } from "./rooms";
import type { DeskServer, DeskSocket } from "./sockets";

const SILENCE_MILLISECONDS = 5_000;

/** Somebody is writing on a ticket: a reply, or a note that only staff hear of. */
interface Typing {
  ticketId: string;
  internal: boolean;
  timer: NodeJS.Timeout;
}

/** Relays who is writing where; it stops by itself after 5 s of silence and when the socket goes. Nothing of it is kept. */
export class TypingRelay {
  /** Told of every ticket in which somebody begins or stops to write. */
  onChange: (ticketId: string) => void = () => undefined;
  private readonly bySocket = new Map<string, Map<string, Typing>>();

  /** `isBlind` says that changes of access may have gone unread: then nothing is told. */
  constructor(
    private readonly io: DeskServer,
    private readonly isBlind: () => boolean,
  ) {}

  /** Whether this socket is writing on the ticket, be it a reply or a note. */
  isTyping(socketId: string, ticketId: string): boolean {
    return [...(this.bySocket.get(socketId)?.values() ?? [])].some((typing) => typing.ticketId === ticketId);
  }

  /** Somebody writes, or still writes. */
  start(socket: DeskSocket, actor: Actor, ticketId: string, internal: boolean): void {
    const mine = this.bySocket.get(socket.id) ?? new Map<string, Typing>();
    this.bySocket.set(socket.id, mine);
    const key = keyOf(ticketId, internal);
    const known = mine.get(key);
    clearTimeout(known?.timer);
    const timer = setTimeout(() => this.stop(socket, actor, ticketId, internal), SILENCE_MILLISECONDS);
    mine.set(key, { ticketId, internal, timer });
    if (!known) {
      this.relay(socket, actor, "typing:started", ticketId, internal);
    }
  }

  /** Somebody stopped writing; nothing is said when they had not begun. */
  stop(socket: DeskSocket, actor: Actor, ticketId: string, internal: boolean): void {
    const mine = this.bySocket.get(socket.id);
    const known = mine?.get(keyOf(ticketId, internal));
    if (!mine || !known) {
      return;
    }
    clearTimeout(known.timer);
    mine.delete(keyOf(ticketId, internal));
    this.relay(socket, actor, "typing:stopped", ticketId, internal);
  }

  /** The socket left a ticket, or (without one) is gone. */
  leave(socket: DeskSocket, actor: Actor, ticketId?: string): void {
    for (const typing of [...(this.bySocket.get(socket.id)?.values() ?? [])]) {
      if (ticketId === undefined || typing.ticketId === ticketId) {
        this.stop(socket, actor, typing.ticketId, typing.internal);
      }
    }
    if (ticketId === undefined) {
      this.bySocket.delete(socket.id);
    }
  }

  /** Staff are told who it is; to the public side, staff are "Support", and what they write in notes is not told at all. */
  private relay(socket: DeskSocket, actor: Actor, name: string, ticketId: string, internal: boolean): void {
    this.onChange(ticketId);
    if (this.isBlind()) {
      return;
    }
    const user = { id: actor.id, name: actor.name };
    const isStaffSide = socket.data.staffTickets.has(ticketId);
    this.io.local.to(ticketStaffRoom(ticketId)).except(socket.id).emit(name, { ticketId, user, internal });
    if (!internal) {
      const shown = isStaffSide ? { id: null, name: "Support" } : user;
      this.io.local
        .to(ticketRoom(ticketId))
        .except([socket.id, ticketStaffRoom(ticketId)])
        .emit(name, { ticketId, user: shown, internal });
    }
  }
}

function keyOf(ticketId: string, internal: boolean): string {
  return `${ticketId} ${internal ? "note" : "reply"}`;
}
