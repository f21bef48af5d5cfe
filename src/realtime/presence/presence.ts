import { z } from "zod";
import type { Bus } from "@/server/bus/bus";
import type { ServerPayload } from "@/shared/protocol/protocol";
import { isStaffRole, type Actor } from "@/shared/roles";
import { PresenceMap } from "./presence-map";
import { LastSeenWriter } from "./presence-seen";
import { staffRoom, userRoom } from "@/realtime/sockets/rooms";
import type { TypedServer, TypedSocket } from "@/realtime/sockets/sockets";
import { CoalescingThrottle } from "./coalescing-throttle";

/** What staff receive of one person. */
export type PresenceEntry = ServerPayload<"presence:changed">;

/** One process's entry of a person: the most present state of their sockets there, and since when. */
const factSchema = z.object({
  organisationId: z.string(),
  isStaff: z.boolean(),
  status: z.enum(["online", "away"]),
  since: z.iso.datetime(),
});
type Fact = z.infer<typeof factSchema>;

interface PublishedFact extends Fact {
  lastSeenAt: string;
}

/** A page that is reloaded is back within this time, on any process, and its person counts as present throughout. */
const PATIENCE_MILLISECONDS = 1_000;
/** When thousands connect at once, staff learn of colleagues first, and of everybody else afterwards and at this rate. */
const OTHERS_PER_SECOND = 50;
/** The same where they are sent to so many sockets of staff; to twice as many at half the rate, or telling would cost more than all else. */
const TOLD_SOCKETS = 40;
/** A list of thousands, sent to all staff who connect, would cost more than it is worth. */
const MOST_COLLEAGUES = 1_000;
const MOST_OTHERS = 500;

/**
 * Who is online, for the staff of each organisation, over all processes: a person comes online with their
 * first socket and goes offline with their last. Each process owns the entries of its own sockets and sends
 * every change to its own sockets.
 */
export class Presence {
  /** What each of a person's sockets here says, by person and socket; a socket that said nothing is online. */
  private readonly sockets = new Map<string, Map<string, Fact["status"]>>();
  private readonly map: PresenceMap<Fact>;
  /** The people whom this process has announced as online, and their organisation. */
  private readonly published = new Map<string, PublishedFact>();
  private readonly here = new Map<string, Set<string>>();
  private readonly leaving = new Map<string, NodeJS.Timeout>();
  private readonly colleagues: CoalescingThrottle;
  private readonly others: CoalescingThrottle;
  private readonly seen = new LastSeenWriter(() => [...this.sockets.keys()].filter((id) => this.isHere(id)));

  constructor(
    private readonly io: TypedServer,
    bus: Bus,
    isBlind: () => boolean,
    isCrowded: () => boolean = () => false,
  ) {
    this.colleagues = new CoalescingThrottle(isBlind);
    this.others = new CoalescingThrottle(() => isBlind() || isCrowded(), OTHERS_PER_SECOND);
    this.map = new PresenceMap(bus, "presence", factSchema);
    this.map.onChange = (userId) => this.changed(userId);
  }

  /** A socket connected. Guests are not counted. */
  enter(socket: TypedSocket, actor: Actor): void {
    if (actor.role === "guest") {
      return;
    }
    const mine = this.sockets.get(actor.id) ?? new Map<string, Fact["status"]>();
    this.sockets.set(actor.id, mine.set(socket.id, "online"));
    this.putUp(actor);
  }

  /** A socket reports its person's state: the most present state of all their sockets counts. */
  set(socket: TypedSocket, actor: Actor, status: "online" | "away"): void {
    const mine = this.sockets.get(actor.id);
    if (mine?.has(socket.id)) {
      mine.set(socket.id, status);
      this.putUp(actor);
    }
  }

  /** Whether this socket reported that its person is away. */
  isAway(socketId: string, personId: string): boolean {
    return this.sockets.get(personId)?.get(socketId) === "away";
  }

  /** A socket disconnected. */
  leave(socket: TypedSocket, actor: Actor): void {
    const wasHere = this.isHere(actor.id);
    const mine = this.sockets.get(actor.id);
    if (!mine?.delete(socket.id)) {
      return;
    }
    if (mine.size === 0) {
      this.sockets.delete(actor.id);
    }
    if (wasHere && !this.isHere(actor.id)) {
      this.seen.left(actor.id);
    }
    this.putUp(actor);
  }

  /** Who of the organisation is online, on any process: as many as a page can use, staff first. */
  list(organisationId: string): PresenceEntry[] {
    const colleagues: PresenceEntry[] = [];
    const others: PresenceEntry[] = [];
    for (const userId of this.here.get(organisationId) ?? []) {
      const published = this.published.get(userId);
      const [kind, most] = published?.isStaff ? [colleagues, MOST_COLLEAGUES] : [others, MOST_OTHERS];
      if (published && kind.length < most) {
        kind.push(entryOf(userId, published));
      }
    }
    return [...colleagues, ...others];
  }

  /** Ends sending, and stores who was online. */
  async close(): Promise<void> {
    this.map.stop();
    this.colleagues.stop();
    this.others.stop();
    this.leaving.forEach((timer) => clearTimeout(timer));
    await this.seen.close();
  }

  private isHere(userId: string): boolean {
    return [...(this.sockets.get(userId)?.values() ?? [])].includes("online");
  }

  private putUp(actor: Actor): void {
    if (!this.sockets.has(actor.id)) {
      this.map.delete(actor.id);
      return;
    }
    const status = this.isHere(actor.id) ? "online" : "away";
    if (this.map.own(actor.id)?.status !== status) {
      this.map.set(actor.id, {
        organisationId: actor.organisationId,
        isStaff: isStaffRole(actor.role),
        status,
        since: new Date().toISOString(),
      });
    }
  }

  private changed(userId: string): void {
    const [fact] = this.map.values(userId);
    const waiting = this.leaving.get(userId);
    if (fact) {
      clearTimeout(waiting);
      this.leaving.delete(userId);
      this.publishSoon(userId, fact.isStaff);
    } else if (!waiting) {
      const timer = setTimeout(() => {
        this.leaving.delete(userId);
        this.publishSoon(userId, this.published.get(userId)?.isStaff ?? false);
      }, PATIENCE_MILLISECONDS);
      this.leaving.set(userId, timer.unref());
    }
  }

  private publishSoon(userId: string, isStaff: boolean): void {
    const work = (): void => this.publish(userId);
    if (isStaff) {
      this.colleagues.run(userId, work);
      return;
    }
    const organisationId =
      this.map.values(userId)[0]?.organisationId ?? this.published.get(userId)?.organisationId;
    const sockets = this.io.of("/").adapter.rooms.get(staffRoom(organisationId ?? ""))?.size ?? 0;
    this.others.run(userId, work, Math.max(1, sockets / TOLD_SOCKETS));
  }

  private publish(userId: string): void {
    const fact = mostPresent(this.map.values(userId));
    const before = this.published.get(userId);
    if (fact?.status === before?.status) {
      return;
    }
    const organisationId = fact?.organisationId ?? before?.organisationId ?? "";
    const lastSeenAt = lastSeen(fact, before);
    const people = this.here.get(organisationId) ?? new Set();
    this.here.set(organisationId, people);
    if (fact) {
      people.add(userId);
      this.published.set(userId, { ...fact, lastSeenAt });
    } else {
      people.delete(userId);
      this.published.delete(userId);
    }
    const room = this.io.local.to(staffRoom(organisationId));
    // A person who just came gets everybody, themselves included, by session:ready.
    (before ? room : room.except(userRoom(userId))).emit("presence:changed", {
      userId,
      status: fact?.status ?? "offline",
      lastSeenAt,
    });
  }
}

function mostPresent(facts: Fact[]): Fact | undefined {
  const latest = facts.sort((a, b) => (a.since < b.since ? 1 : -1));
  return latest.find((fact) => fact.status === "online") ?? latest[0];
}

/** A person who is active, or was until now, was seen now; a person who is away, when they went away. */
function lastSeen(fact: Fact | undefined, before: PublishedFact | undefined): string {
  if (fact?.status === "away") {
    return before?.status === "online" ? new Date().toISOString() : fact.since;
  }
  return !fact && before?.status === "away" ? before.lastSeenAt : new Date().toISOString();
}

function entryOf(userId: string, published: PublishedFact): PresenceEntry {
  const isHere = published.status === "online";
  return {
    userId,
    status: published.status,
    lastSeenAt: isHere ? new Date().toISOString() : published.lastSeenAt,
  };
}
