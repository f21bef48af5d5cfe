import { ticketIdOfRoom, ticketRoom, ticketStaffRoom } from "@/realtime/sockets/rooms";
import type { ServerPayload } from "@/shared/protocol/protocol";
import type { DeskServer } from "@/realtime/sockets/sockets";
import type { CoalescingThrottle } from "./coalescing-throttle";

/** A person types on a ticket: a reply, or a note that only staff learn of. */
export interface Writing {
  ticketId: string;
  internal: boolean;
  /** Whether they belong to the ticket's staff audience: the public audience sees them as "Support". */
  isStaffSide: boolean;
  user: { id: string; name: string };
}

/** A typing indicator as one audience of a ticket sees it: one person, in one tab or several, on any processes. */
interface Voice {
  side: "staff" | "public";
  ticketId: string;
  internal: boolean;
  user: { id: string | null; name: string };
  /** The sockets at which they type, on any process. */
  sources: Set<string>;
  /** The socket of this process that began: it is sent neither the start nor the stop. */
  except: string | null;
  /** When the start was sent; 0: not yet. */
  toldAt: number;
}

/** While a person types, the start is sent again: clients forget a typing person of whom they hear nothing for longer. */
const AGAIN_MILLISECONDS = 20_000;
const GREET_MILLISECONDS = 50;

/**
 * Sends typing indicators to this process's sockets. Staff see names; the public audience sees all staff
 * together as "Support", and no notes. A socket that was sent the start is sent the stop, once the person's
 * last tab is silent.
 */
export class TypingIndicators {
  private readonly voices = new Map<string, Voice>();

  constructor(
    private readonly io: DeskServer,
    private readonly teller: CoalescingThrottle,
  ) {
    io.of("/").adapter.on("join-room", (room: string, socketId: string) => {
      if (this.voices.size > 0 && ticketIdOfRoom(room) !== null) {
        setTimeout(() => this.greet(room, socketId), GREET_MILLISECONDS).unref();
      }
    });
  }

  /** A person types, or still types, at this source; `socketId` when that is a socket of this process. */
  begin(writing: Writing, source: string, socketId: string | null): void {
    for (const { key, ...heard } of voicesOf(writing)) {
      const voice = this.voices.get(key) ?? { ...heard, sources: new Set(), except: socketId, toldAt: 0 };
      voice.sources.add(source);
      this.voices.set(key, voice);
      if (Date.now() - voice.toldAt > AGAIN_MILLISECONDS) {
        this.teller.tell(key, () => this.settle(key));
      }
    }
  }

  /** Nobody types at this source any more. */
  end(writing: Writing, source: string): void {
    for (const { key } of voicesOf(writing)) {
      const voice = this.voices.get(key);
      if (voice?.sources.delete(source) && voice.sources.size === 0) {
        this.teller.tell(key, () => this.settle(key));
      }
    }
  }

  /** Sends an indicator's latest state. */
  private settle(key: string): void {
    const voice = this.voices.get(key);
    if (!voice) {
      return;
    }
    const isOver = voice.sources.size === 0;
    if (isOver) {
      this.voices.delete(key);
    }
    if (isOver && voice.toldAt === 0) {
      return;
    }
    voice.toldAt = Date.now();
    const { side, ticketId, except } = voice;
    const room = side === "staff" ? ticketStaffRoom(ticketId) : ticketRoom(ticketId);
    const left = [...(except ? [except] : []), ...(side === "public" ? [ticketStaffRoom(ticketId)] : [])];
    this.io.local
      .to(room)
      .except(left)
      .emit(isOver ? "typing:stopped" : "typing:started", payloadOf(voice));
  }

  /** Tells a socket that opens a ticket who is typing there already, other than its own person. */
  private greet(room: string, socketId: string): void {
    const socket = this.io.of("/").sockets.get(socketId);
    const ticketId = ticketIdOfRoom(room);
    if (!socket?.rooms.has(room)) {
      return;
    }
    const side = room === ticketRoom(ticketId ?? "") ? "public" : "staff";
    for (const voice of this.voices.values()) {
      const isOwn = voice.user.id === socket.data.session.actor.id;
      if (voice.ticketId === ticketId && voice.side === side && voice.toldAt > 0 && !isOwn) {
        this.teller.tell(`${socketId} ${side} ${ticketId}`, () => {
          if (socket.rooms.has(room) && voice.sources.size > 0) {
            socket.emit("typing:started", payloadOf(voice));
          }
        });
      }
    }
  }
}

function payloadOf({ ticketId, user, internal }: Voice): ServerPayload<"typing:started"> {
  return { ticketId, user, internal };
}

function voicesOf(
  writing: Writing,
): ({ key: string } & Pick<Voice, "side" | "ticketId" | "internal" | "user">)[] {
  const { ticketId, internal, isStaffSide, user } = writing;
  const kind = internal ? "note" : "reply";
  const staff = {
    key: `${ticketId} staff ${kind} ${user.id}`,
    side: "staff" as const,
    ticketId,
    internal,
    user,
  };
  if (internal) {
    return [staff];
  }
  const shown = isStaffSide ? { id: null, name: "Support" } : user;
  return [
    staff,
    { key: `${ticketId} public ${shown.id ?? ""}`, side: "public", ticketId, internal, user: shown },
  ];
}
