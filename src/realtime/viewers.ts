import type { PresenceBoard } from "./presence";
import { ticketIdOfRoom, ticketRoom, ticketStaffRoom } from "./rooms";
import type { DeskServer } from "./sockets";
import type { TypingRelay } from "./typing";

/** Somebody who has a ticket open. */
export interface Viewer {
  userId: string;
  name: string;
  state: "viewing" | "typing" | "away";
}

/** Coming and going within this time is told at once. */
const GATHER_MILLISECONDS = 50;
const RANK: Record<Viewer["state"], number> = { typing: 0, viewing: 1, away: 2 };

/**
 * Who has which ticket open, for the staff who have it open too. Nothing is kept of it: whoever is in a ticket's rooms
 * has it open, so whoever loses sight of it stops being shown. It knows the sockets of this process; what other
 * processes know is to be merged in `list`.
 */
export class Viewers {
  private readonly due = new Map<string, NodeJS.Timeout>();
  private readonly told = new Map<string, string>();

  constructor(
    private readonly io: DeskServer,
    private readonly presence: PresenceBoard,
    private readonly typing: TypingRelay,
    private readonly isBlind: () => boolean,
  ) {
    const { adapter } = io.of("/");
    const onRoom = (room: string): void => this.changed(ticketIdOfRoom(room));
    adapter.on("join-room", onRoom);
    adapter.on("leave-room", onRoom);
    typing.onChange = (ticketId) => this.changed(ticketId);
  }

  /** Everybody who has the ticket open, once each, the busiest first. */
  list(ticketId: string): Viewer[] {
    const { adapter, sockets } = this.io.of("/");
    const ids = [ticketStaffRoom(ticketId), ticketRoom(ticketId)].flatMap((room) => [
      ...(adapter.rooms.get(room) ?? []),
    ]);
    const viewers = new Map<string, Viewer>();
    for (const socket of ids.flatMap((id) => sockets.get(id) ?? [])) {
      const { id: userId, name } = socket.data.session.actor;
      const isAway = this.presence.isAway(socket.id, userId);
      const state = this.typing.isTyping(socket.id, ticketId) ? "typing" : isAway ? "away" : "viewing";
      const known = viewers.get(userId);
      if (!known || RANK[state] < RANK[known.state]) {
        viewers.set(userId, { userId, name, state });
      }
    }
    return [...viewers.values()].sort(
      (a, b) => RANK[a.state] - RANK[b.state] || a.name.localeCompare(b.name),
    );
  }

  /** A socket is back or away: whatever tickets it has open show it. */
  socketChanged(rooms: Iterable<string>): void {
    for (const room of rooms) {
      this.changed(ticketIdOfRoom(room));
    }
  }

  private changed(ticketId: string | null): void {
    if (ticketId === null || this.due.has(ticketId)) {
      return;
    }
    const timer = setTimeout(() => this.tell(ticketId), GATHER_MILLISECONDS);
    timer.unref();
    this.due.set(ticketId, timer);
  }

  private tell(ticketId: string): void {
    this.due.delete(ticketId);
    const viewers = this.list(ticketId);
    const text = JSON.stringify(viewers);
    if (viewers.length === 0) {
      this.told.delete(ticketId);
    } else if (this.told.get(ticketId) !== text && !this.isBlind()) {
      this.told.set(ticketId, text);
      this.io.local.to(ticketStaffRoom(ticketId)).emit("ticket:viewers", { ticketId, viewers });
    }
  }
}
