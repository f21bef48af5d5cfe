import { markRead } from "@/features/tickets/server/write-read";
import { log } from "@/server/log";
import { toAppError } from "@/server/problem";
import { AppError, toFieldErrors } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import type { AccessMarks } from "./access-marks";
import { inboundSchemas, isInboundName, type Inbound, type InboundName } from "./inbound-schemas";
import { Flood } from "./flood";
import type { PresenceBoard } from "./presence";
import { ticketRoom, ticketStaffRoom } from "./rooms";
import type { DeskSocket } from "./sockets";
import { joinTicket, leaveTicket } from "./ticket-join";
import type { TypingRelay } from "./typing";
import type { Viewers } from "./viewers";

type Acknowledge = (answer: object) => void;

/** What handlers of inbound events work with. */
export interface InboundContext {
  socket: DeskSocket;
  actor: Actor;
  marks: AccessMarks;
  typing: TypingRelay;
  presence: PresenceBoard;
  viewers: Viewers;
}

/** Answers everything a socket sends: `{ok:true, ...}`, or `{ok:false, error:{code, message}}`; never silence, never a throw. */
export function listen(context: InboundContext): void {
  const flood = new Flood();
  context.socket.use((packet, next) => {
    void respond(context, flood, packet).finally(() => next());
  });
}

async function respond(context: InboundContext, flood: Flood, packet: unknown[]): Promise<void> {
  const last = packet[packet.length - 1];
  const acknowledge: Acknowledge = typeof last === "function" ? (answer) => last(answer) : () => undefined;
  try {
    flood.count();
    acknowledge({ ok: true, ...(await handle(context, packet[0], packet[1])) });
  } catch (error) {
    const known = toAppError(error);
    if (known.code === "internal") {
      log().error(
        { err: error, socketId: context.socket.id, event: String(packet[0]).slice(0, 60) },
        "a socket event failed",
      );
    }
    const errors = known.extras.errors ? { errors: known.extras.errors } : {};
    acknowledge({ ok: false, error: { code: known.code, message: known.message, ...errors } });
  }
}

async function handle(context: InboundContext, name: unknown, data: unknown): Promise<object> {
  if (sizeOf(data) > LIMITS.socketMessageBytes) {
    throw new AppError("too_large", "A message has at most 64 kB.");
  }
  if (!isInboundName(name)) {
    throw new AppError("bad_request", "There is no such event.");
  }
  switch (name) {
    case "ticket:join": {
      const input = parse(name, data);
      const joined = await joinTicket(context.socket, context.actor, context.marks, input);
      const isStaffSide = context.socket.data.staffTickets.has(input.ticketId);
      return isStaffSide ? { ...joined, viewers: context.viewers.list(input.ticketId) } : joined;
    }
    case "ticket:leave": {
      const { ticketId } = parse(name, data);
      context.typing.end(context.socket.id, ticketId);
      leaveTicket(context.socket, ticketId);
      return {};
    }
    case "ticket:read": {
      const { ticketId, version } = parse(name, data);
      return markRead(context.actor, ticketId, version);
    }
    case "typing:start": {
      const { ticketId, internal } = typingOf(context, parse(name, data));
      context.typing.start(context.socket, context.actor, ticketId, internal);
      return {};
    }
    case "typing:stop": {
      const { ticketId, internal } = typingOf(context, parse(name, data));
      context.typing.end(context.socket.id, ticketId, internal);
      return {};
    }
    case "presence:set": {
      const { status } = parse(name, data);
      context.presence.set(context.socket, context.actor, status);
      context.viewers.socketChanged(context.socket.rooms);
      return {};
    }
  }
}

function parse<Name extends InboundName>(name: Name, data: unknown): Inbound<Name> {
  const result = inboundSchemas[name].safeParse(data);
  if (!result.success) {
    throw new AppError("invalid", result.error.issues[0]?.message, {
      errors: toFieldErrors(result.error.issues),
    });
  }
  // The schema is the one of this very name, which TypeScript does not follow through the index.
  return result.data as Inbound<Name>;
}

/** Typing is told only in a ticket that the socket has joined, and about notes only by who may write them. */
function typingOf(
  { socket, actor }: InboundContext,
  input: { ticketId: string; internal?: boolean | undefined },
): { ticketId: string; internal: boolean } {
  const internal = input.internal ?? false;
  const isStaffSide = socket.rooms.has(ticketStaffRoom(input.ticketId));
  if (!isStaffSide && !socket.rooms.has(ticketRoom(input.ticketId))) {
    throw new AppError("not_found", "Join the ticket first.");
  }
  if (internal && (!isStaffSide || actor.role === "viewer")) {
    throw new AppError("forbidden", "Internal notes are written by agents and admins.");
  }
  return { ticketId: input.ticketId, internal };
}

function sizeOf(data: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(data) ?? "");
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
