import { ticketIdOfRoom, ticketRoom, ticketStaffRoom } from "@/realtime/sockets/rooms";
import type { ServerPayload } from "@/shared/protocol/protocol";
import type { TypedServer } from "@/realtime/sockets/sockets";
import type { CoalescingThrottle } from "./coalescing-throttle";

/** A person types on a ticket: a reply, or a note that only staff learn of. */
export interface Writing {
  ticketId: string;
  internal: boolean;
  /** Whether they belong to the ticket's staff audience: the public audience sees them as "Support". */
  isStaffAudience: boolean;
  user: { id: string; name: string };
}

/** A typing indicator as one audience of a ticket sees it: one person, in one tab or several, on any processes. */
interface TypingIndicator {
  audience: "staff" | "public";
  ticketId: string;
  internal: boolean;
  user: { id: string | null; name: string };
  /** The sockets at which they type, on any process. */
  sources: Set<string>;
  /** The socket of this process that began: it is sent neither the start nor the stop. */
  except: string | null;
  /** When the start was sent; 0: not yet. */
  sentAt: number;
}

/** While a person types, the start is sent again: clients drop an indicator that is not repeated. */
const AGAIN_MILLISECONDS = 20_000;
const GREET_MILLISECONDS = 50;

/**
 * Sends typing indicators to this process's sockets. Staff see names; the public audience sees all staff
 * together as "Support", and no notes. A socket that was sent the start is sent the stop, once the person's
 * last tab is silent.
 */
export class TypingIndicators {
  private readonly indicators = new Map<string, TypingIndicator>();

  constructor(
    private readonly io: TypedServer,
    private readonly throttle: CoalescingThrottle,
  ) {
    io.of("/").adapter.on("join-room", (room: string, socketId: string) => {
      if (this.indicators.size > 0 && ticketIdOfRoom(room) !== null) {
        setTimeout(() => this.greet(room, socketId), GREET_MILLISECONDS).unref();
      }
    });
  }

  /** A person types, or still types, at this source; `socketId` when that is a socket of this process. */
  begin(writing: Writing, source: string, socketId: string | null): void {
    for (const { key, ...subject } of indicatorsOf(writing)) {
      const indicator = this.indicators.get(key) ?? {
        ...subject,
        sources: new Set(),
        except: socketId,
        sentAt: 0,
      };
      indicator.sources.add(source);
      this.indicators.set(key, indicator);
      if (Date.now() - indicator.sentAt > AGAIN_MILLISECONDS) {
        this.throttle.run(key, () => this.settle(key));
      }
    }
  }

  /** Nobody types at this source any more. */
  end(writing: Writing, source: string): void {
    for (const { key } of indicatorsOf(writing)) {
      const indicator = this.indicators.get(key);
      if (indicator?.sources.delete(source) && indicator.sources.size === 0) {
        this.throttle.run(key, () => this.settle(key));
      }
    }
  }

  /** Sends an indicator's latest state. */
  private settle(key: string): void {
    const indicator = this.indicators.get(key);
    if (!indicator) {
      return;
    }
    const isOver = indicator.sources.size === 0;
    if (isOver) {
      this.indicators.delete(key);
    }
    if (isOver && indicator.sentAt === 0) {
      return;
    }
    indicator.sentAt = Date.now();
    const { audience, ticketId, except } = indicator;
    const room = audience === "staff" ? ticketStaffRoom(ticketId) : ticketRoom(ticketId);
    const left = [...(except ? [except] : []), ...(audience === "public" ? [ticketStaffRoom(ticketId)] : [])];
    this.io.local
      .to(room)
      .except(left)
      .emit(isOver ? "typing:stopped" : "typing:started", payloadOf(indicator));
  }

  /** Sends a socket that opens a ticket who is typing there already, other than its own person. */
  private greet(room: string, socketId: string): void {
    const socket = this.io.of("/").sockets.get(socketId);
    const ticketId = ticketIdOfRoom(room);
    if (!socket?.rooms.has(room)) {
      return;
    }
    const audience = room === ticketRoom(ticketId ?? "") ? "public" : "staff";
    for (const indicator of this.indicators.values()) {
      const isOwn = indicator.user.id === socket.data.session.actor.id;
      if (
        indicator.ticketId === ticketId &&
        indicator.audience === audience &&
        indicator.sentAt > 0 &&
        !isOwn
      ) {
        this.throttle.run(`${socketId} ${audience} ${ticketId}`, () => {
          if (socket.rooms.has(room) && indicator.sources.size > 0) {
            socket.emit("typing:started", payloadOf(indicator));
          }
        });
      }
    }
  }
}

function payloadOf({ ticketId, user, internal }: TypingIndicator): ServerPayload<"typing:started"> {
  return { ticketId, user, internal };
}

function indicatorsOf(
  writing: Writing,
): ({ key: string } & Pick<TypingIndicator, "audience" | "ticketId" | "internal" | "user">)[] {
  const { ticketId, internal, isStaffAudience, user } = writing;
  const kind = internal ? "note" : "reply";
  const staff = {
    key: `${ticketId} staff ${kind} ${user.id}`,
    audience: "staff" as const,
    ticketId,
    internal,
    user,
  };
  if (internal) {
    return [staff];
  }
  const shown = isStaffAudience ? { id: null, name: "Support" } : user;
  return [
    staff,
    { key: `${ticketId} public ${shown.id ?? ""}`, audience: "public", ticketId, internal, user: shown },
  ];
}
