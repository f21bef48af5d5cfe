import { z } from "zod";
import type { Bus } from "@/server/bus/bus";
import type { Actor } from "@/shared/roles";
import { ticketIdOfRoom, ticketRoom, ticketStaffRoom } from "@/realtime/sockets/rooms";
import type { TypedServer, TypedSocket } from "@/realtime/sockets/sockets";
import { CoalescingThrottle } from "./coalescing-throttle";
import { TypingIndicators, type Writing } from "./typing-indicators";

const SILENCE_MILLISECONDS = 5_000;
/** A process that died sends nothing more: its last indicators end here a moment after they would have ended there. */
const DISTANT_SILENCE_MILLISECONDS = 6_000;
/** A client's repeated starts within this time are not passed on. */
const PASS_ON_MILLISECONDS = 500;
/** The most tickets in which one person can be typing. */
const MOST_PLACES = 8;
const TOPIC = "typing";

const messageSchema = z.object({
  /** The socket's id in its process. */
  source: z.string(),
  isOver: z.boolean(),
  writing: z.object({
    ticketId: z.uuid(),
    internal: z.boolean(),
    isStaffAudience: z.boolean(),
    user: z.object({ id: z.string(), name: z.string() }),
  }),
});

interface Typing {
  writing: Writing;
  timer: NodeJS.Timeout;
  passedOnAt: number;
}

/**
 * Relays typing between this process's sockets and the other processes. An indicator ends after 5 s of
 * silence, when the socket leaves the ticket or loses access to it, and when it disconnects. Nothing is
 * stored.
 */
export class TypingRelay {
  /** Called with every ticket in which a person starts or stops typing at this process. */
  onChange: (ticketId: string) => void = () => undefined;
  private readonly bySocket = new Map<string, Map<string, Typing>>();
  private readonly distant = new Map<string, NodeJS.Timeout>();
  private readonly throttle: CoalescingThrottle;
  private readonly indicators: TypingIndicators;
  private readonly stopListening: () => void;

  /** `isBlind` says that changes of access may have gone unread: then nothing is sent to sockets or other processes. */
  constructor(
    private readonly io: TypedServer,
    private readonly bus: Bus,
    private readonly isBlind: () => boolean,
  ) {
    this.throttle = new CoalescingThrottle(isBlind);
    this.indicators = new TypingIndicators(io, this.throttle);
    this.stopListening = bus.subscribe(TOPIC, (message, from) => this.receive(message, from));
    io.of("/").adapter.on("leave-room", (room: string, socketId: string) => {
      const ticketId = ticketIdOfRoom(room);
      if (ticketId !== null) {
        this.end(socketId, ticketId);
      }
    });
  }

  /** Whether this socket is typing on the ticket, a reply or a note. */
  isTyping(socketId: string, ticketId: string): boolean {
    return [...(this.bySocket.get(socketId)?.values() ?? [])].some(
      ({ writing }) => writing.ticketId === ticketId,
    );
  }

  /** A person types, or still types. */
  start(socket: TypedSocket, actor: Actor, ticketId: string, internal: boolean): void {
    const mine = this.bySocket.get(socket.id) ?? new Map<string, Typing>();
    this.bySocket.set(socket.id, mine);
    const key = keyOf(ticketId, internal);
    const known = mine.get(key);
    clearTimeout(known?.timer);
    const writing: Writing = known?.writing ?? {
      ticketId,
      internal,
      isStaffAudience: socket.data.staffTickets.has(ticketId),
      user: { id: actor.id, name: actor.name },
    };
    const timer = setTimeout(() => this.end(socket.id, ticketId, internal), SILENCE_MILLISECONDS);
    const typing: Typing = { writing, timer, passedOnAt: known?.passedOnAt ?? 0 };
    mine.set(key, typing);
    this.indicators.begin(writing, socket.id, socket.id);
    if (Date.now() - typing.passedOnAt > PASS_ON_MILLISECONDS) {
      typing.passedOnAt = Date.now();
      this.passOn(socket.id, writing, false);
    }
    if (!known) {
      this.onChange(ticketId);
      this.endOldest(socket.id, mine);
    }
  }

  /** The socket stopped typing: this kind on this ticket, anything on it, or (without a ticket) anything at all. */
  end(socketId: string, ticketId?: string, internal?: boolean): void {
    const mine = this.bySocket.get(socketId);
    for (const [key, { writing, timer }] of [...(mine ?? [])]) {
      const isMeant = internal === undefined || writing.internal === internal;
      if (isMeant && (ticketId === undefined || writing.ticketId === ticketId)) {
        clearTimeout(timer);
        mine?.delete(key);
        this.indicators.end(writing, socketId);
        this.passOn(socketId, writing, true);
        this.onChange(writing.ticketId);
      }
    }
    if (mine?.size === 0) {
      this.bySocket.delete(socketId);
    }
  }

  /** Ends sending and listening. */
  stop(): void {
    this.stopListening();
    this.throttle.stop();
    this.bySocket.forEach((mine) => mine.forEach(({ timer }) => clearTimeout(timer)));
    this.distant.forEach((timer) => clearTimeout(timer));
  }

  private endOldest(socketId: string, mine: Map<string, Typing>): void {
    const [oldest] = mine.values();
    if (oldest && mine.size > MOST_PLACES) {
      this.end(socketId, oldest.writing.ticketId, oldest.writing.internal);
    }
  }

  private passOn(source: string, writing: Writing, isOver: boolean): void {
    if (!this.isBlind()) {
      this.bus.publish(TOPIC, { source, isOver, writing } satisfies z.input<typeof messageSchema>);
    }
  }

  /** A person types at another process. When no socket here has the ticket open, it is ignored. */
  private receive(message: unknown, from: string): void {
    const parsed = messageSchema.safeParse(message);
    if (!parsed.success) {
      return;
    }
    const { writing, isOver } = parsed.data;
    const source = `${from} ${parsed.data.source}`;
    const key = `${source} ${keyOf(writing.ticketId, writing.internal)}`;
    const end = (): void => {
      clearTimeout(this.distant.get(key));
      this.distant.delete(key);
      this.indicators.end(writing, source);
    };
    if (isOver) {
      end();
    } else if (this.isOpenHere(writing.ticketId)) {
      clearTimeout(this.distant.get(key));
      this.distant.set(key, setTimeout(end, DISTANT_SILENCE_MILLISECONDS).unref());
      this.indicators.begin(writing, source, null);
    }
  }

  private isOpenHere(ticketId: string): boolean {
    const { rooms } = this.io.of("/").adapter;
    return rooms.has(ticketRoom(ticketId)) || rooms.has(ticketStaffRoom(ticketId));
  }
}

function keyOf(ticketId: string, internal: boolean): string {
  return `${ticketId} ${internal ? "note" : "reply"}`;
}
