import type { Actor } from "@/shared/roles";
import { staffRoom } from "./rooms";
import type { DeskServer, DeskSocket } from "./sockets";

/** How somebody is here: at the desk, connected but away from it, or gone. */
export type Presence = "online" | "away" | "offline";

/** What staff are told of one person. */
export interface PresenceEntry {
  userId: string;
  status: Presence;
  /** When they were last known to be here. */
  lastSeenAt: string;
}

interface Person {
  organisationId: string;
  /** What each of the person's sockets says; a socket that said nothing is online. */
  sockets: Map<string, "online" | "away">;
  told: Presence;
  lastSeenAt: Date;
  leaving?: NodeJS.Timeout;
}

/** A page that is loaded anew is back within this time, and nobody has gone. */
const PATIENCE_MILLISECONDS = 1_000;

/**
 * Who is here, for the staff of each organisation: a person comes with their first socket and goes with their last. It
 * knows the sockets of this process; what other processes know is to be merged in `statusOf` and `list`.
 */
export class PresenceBoard {
  private readonly people = new Map<string, Person>();

  constructor(private readonly io: DeskServer) {}

  /** A socket is there. Guests come and go unnoticed. */
  enter(socket: DeskSocket, actor: Actor): void {
    if (actor.role === "guest") {
      return;
    }
    const person: Person = this.people.get(actor.id) ?? {
      organisationId: actor.organisationId,
      sockets: new Map(),
      told: "offline",
      lastSeenAt: new Date(),
    };
    clearTimeout(person.leaving);
    this.people.set(actor.id, person);
    person.sockets.set(socket.id, "online");
    this.tell(actor.id, person, socket.id);
  }

  /** A socket says how its person is: the most present of their sockets counts. */
  set(socket: DeskSocket, actor: Actor, status: "online" | "away"): void {
    const person = this.people.get(actor.id);
    if (person?.sockets.has(socket.id)) {
      person.sockets.set(socket.id, status);
      this.tell(actor.id, person);
    }
  }

  /** Whether this socket said that nobody sits before it. */
  isAway(socketId: string, personId: string): boolean {
    return this.people.get(personId)?.sockets.get(socketId) === "away";
  }

  /** A socket is gone. */
  leave(socket: DeskSocket, actor: Actor): void {
    const person = this.people.get(actor.id);
    if (!person?.sockets.delete(socket.id)) {
      return;
    }
    if (person.sockets.size > 0) {
      this.tell(actor.id, person);
      return;
    }
    person.lastSeenAt = new Date();
    person.leaving = setTimeout(() => {
      this.people.delete(actor.id);
      this.tell(actor.id, person);
    }, PATIENCE_MILLISECONDS);
    person.leaving.unref();
  }

  /** Everybody of the organisation who is here. */
  list(organisationId: string): PresenceEntry[] {
    return [...this.people].flatMap(([userId, person]) =>
      person.organisationId === organisationId && person.told !== "offline" ? [entryOf(userId, person)] : [],
    );
  }

  private tell(userId: string, person: Person, exceptSocket?: string): void {
    const status = statusOf(person);
    if (status === person.told) {
      return;
    }
    person.told = status;
    if (status !== "offline") {
      person.lastSeenAt = new Date();
    }
    const room = this.io.local.to(staffRoom(person.organisationId));
    // A socket that just came is told of everybody, and so of itself, by session:ready.
    (exceptSocket === undefined ? room : room.except(exceptSocket)).emit(
      "presence:changed",
      entryOf(userId, person),
    );
  }
}

function statusOf(person: Person): Presence {
  if (person.sockets.size === 0) {
    return "offline";
  }
  return [...person.sockets.values()].includes("online") ? "online" : "away";
}

function entryOf(userId: string, person: Person): PresenceEntry {
  return { userId, status: person.told, lastSeenAt: person.lastSeenAt.toISOString() };
}
