import { z } from "zod";
import type { Bus } from "@/server/bus/bus";
import { viewerSchema } from "@/shared/protocol/shapes";
import { PresenceMap } from "./presence-map";
import { beginning, firstOf } from "@/realtime/fanout/payload/fit-event";
import type { Presence } from "./presence";
import { ticketIdOfRoom, ticketRoom, ticketStaffRoom } from "@/realtime/sockets/rooms";
import type { TypedServer } from "@/realtime/sockets/sockets";
import { CoalescingThrottle } from "./coalescing-throttle";
import type { TypingRelay } from "./typing";

/** A person who has a ticket open. */
export type Viewer = z.infer<typeof viewerSchema>;

/** Changes within this time are sent together. */
const GATHER_MILLISECONDS = 50;
/** The longest list; the most active people are on it. */
const MOST = 100;
/** Bytes of a list that is sent, and of a name in it. */
const MOST_BYTES = 12_000;
const NAME_BYTES = 400;
const RANK: Record<Viewer["state"], number> = { typing: 0, viewing: 1, away: 2 };

/**
 * Who has which ticket open, over all processes, for the staff who have it open too. Nothing is stored: the
 * sockets in a ticket's rooms have it open, so a person who loses access leaves the list. Each process owns
 * the entries of its own rooms and sends to its own sockets. Guests are not listed.
 */
export class Viewers {
  private readonly map: PresenceMap<Viewer[]>;
  private readonly throttle: CoalescingThrottle;
  private readonly due = new Map<string, NodeJS.Timeout>();
  private readonly published = new Map<string, string>();

  constructor(
    private readonly io: TypedServer,
    bus: Bus,
    private readonly presence: Presence,
    private readonly typing: TypingRelay,
    isBlind: () => boolean,
  ) {
    this.throttle = new CoalescingThrottle(isBlind);
    this.map = new PresenceMap(bus, "viewers", z.array(viewerSchema).max(MOST));
    this.map.onChange = (ticketId) => this.changed(ticketId);
    const { adapter } = io.of("/");
    adapter.on("join-room", (room: string) => {
      const ticketId = ticketIdOfRoom(room);
      if (ticketId !== null) {
        // A socket that just joined was sent nothing yet.
        this.published.delete(ticketId);
        this.changed(ticketId);
      }
    });
    adapter.on("leave-room", (room: string) => this.changed(ticketIdOfRoom(room)));
    typing.onChange = (ticketId) => this.changed(ticketId);
  }

  /** Who has the ticket open, once each, the most active first, and no more of them than an event can hold. */
  list(ticketId: string): Viewer[] {
    const stale = this.map.own(ticketId);
    const elsewhere = this.map.values(ticketId).filter((viewers) => viewers !== stale);
    const busiest = busiestFirst([this.ownList(ticketId), ...elsewhere].flat()).slice(0, MOST);
    return firstOf(
      busiest.map((viewer) => ({ ...viewer, name: beginning(viewer.name, NAME_BYTES) })),
      MOST_BYTES,
    );
  }

  /** A socket is back or away: the tickets that it has open show it. */
  socketChanged(rooms: Iterable<string>): void {
    for (const room of rooms) {
      this.changed(ticketIdOfRoom(room));
    }
  }

  /** Ends sending. */
  stop(): void {
    this.map.stop();
    this.throttle.stop();
    this.due.forEach((timer) => clearTimeout(timer));
  }

  private ownList(ticketId: string): Viewer[] {
    const { adapter, sockets } = this.io.of("/");
    const rooms = [ticketStaffRoom(ticketId), ticketRoom(ticketId)];
    const ids = rooms.flatMap((room) => [...(adapter.rooms.get(room) ?? [])]);
    const all = ids.flatMap((id) => {
      const socket = sockets.get(id);
      const actor = socket?.data.session.actor;
      if (!actor || actor.role === "guest") {
        return [];
      }
      const isAway = this.presence.isAway(id, actor.id);
      const state = this.typing.isTyping(id, ticketId) ? "typing" : isAway ? "away" : "viewing";
      return [{ userId: actor.id, name: actor.name, state } as const];
    });
    return busiestFirst(all).slice(0, MOST);
  }

  private changed(ticketId: string | null): void {
    if (ticketId === null || this.due.has(ticketId)) {
      return;
    }
    const timer = setTimeout(() => {
      this.due.delete(ticketId);
      this.throttle.run(ticketId, () => this.publish(ticketId));
    }, GATHER_MILLISECONDS);
    this.due.set(ticketId, timer.unref());
  }

  private publish(ticketId: string): void {
    this.putUp(ticketId);
    const room = ticketStaffRoom(ticketId);
    if (!this.io.of("/").adapter.rooms.has(room)) {
      this.published.delete(ticketId);
      return;
    }
    const viewers = this.list(ticketId);
    const text = JSON.stringify(viewers);
    if (this.published.get(ticketId) !== text) {
      this.published.set(ticketId, text);
      this.io.local.to(room).emit("ticket:viewers", { ticketId, viewers });
    }
  }

  private putUp(ticketId: string): void {
    const now = this.ownList(ticketId);
    const before = this.map.own(ticketId) ?? [];
    if (JSON.stringify(now) === JSON.stringify(before)) {
      return;
    }
    if (now.length > 0) {
      this.map.set(ticketId, now);
    } else {
      this.map.delete(ticketId);
    }
  }
}

/** Each person once, in the state of their most active tab. */
function busiestFirst(all: readonly Viewer[]): Viewer[] {
  const viewers = new Map<string, Viewer>();
  for (const viewer of all) {
    const known = viewers.get(viewer.userId);
    if (!known || RANK[viewer.state] < RANK[known.state]) {
      viewers.set(viewer.userId, viewer);
    }
  }
  return [...viewers.values()].sort((a, b) => RANK[a.state] - RANK[b.state] || a.name.localeCompare(b.name));
}
