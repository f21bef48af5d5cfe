import { say } from "@/messages/server/say";
import { markRead } from "@/features/tickets/server/write-read";
import { requireSameRights } from "@/server/api/actor";
import { requireScope } from "@/server/api/token-scope";
import { log } from "@/server/process/log";
import { countMessage, countRefusedMessage } from "@/server/metrics/sockets";
import { spokenError, toAppError } from "@/server/http/answers/problem";
import { AppError } from "@/shared/errors";
import { parseInput } from "@/server/http/bodies/field-refusals";
import { LIMITS } from "@/shared/limits";
import { clientMessages } from "@/shared/protocol/client-messages";
import type { ClientAnswer, ClientMessage, ClientMessageName } from "@/shared/protocol/protocol";
import type { Actor } from "@/shared/roles";
import type { TokenScope } from "@/shared/token-scopes";
import type { AccessFence } from "@/realtime/access/access-fence";
import { MessageRateLimiter } from "./message-rate-limiter";
import { isLonger } from "./message-size";
import type { Presence } from "@/realtime/presence/presence";
import { ticketRoom, ticketStaffRoom } from "@/realtime/sockets/rooms";
import { forceReconnect, type TypedSocket } from "@/realtime/sockets/sockets";
import { joinTicket, leaveTicket } from "./ticket-join";
import type { TypingRelay } from "@/realtime/presence/typing";
import type { Viewers } from "@/realtime/presence/viewers";

type Acknowledge = (answer: object) => void;

/** Rooms of one socket: more tickets than anybody has open at once, and the rooms that it always has. */
const ROOMS_MAX = 600;

/** What a personal token needs for each message: to listen, or to change what others see. */
const SCOPES: Record<ClientMessageName, TokenScope> = {
  "ticket:join": "read",
  "ticket:leave": "read",
  "ticket:read": "write",
  "typing:start": "write",
  "typing:stop": "write",
  "line:check": "read",
  "presence:set": "write",
};

/** What handlers of inbound events work with. */
export interface InboundContext {
  socket: TypedSocket;
  actor: Actor;
  fence: AccessFence;
  typing: TypingRelay;
  presence: Presence;
  viewers: Viewers;
}

/** Answers everything a socket sends: `{ok:true, ...}`, or `{ok:false, error:{code, message}}`; never silence, never a throw. */
export function listen(context: InboundContext): void {
  const limiter = new MessageRateLimiter(context.actor.id);
  context.socket.on("disconnect", () => limiter.end());
  // Nothing calls `next`: a name that a client invents is never emitted on the socket among Socket.IO's own events.
  context.socket.use((packet) => void respond(context, limiter, packet));
}

async function respond(
  context: InboundContext,
  limiter: MessageRateLimiter,
  packet: unknown[],
): Promise<void> {
  const last = packet[packet.length - 1];
  const acknowledge: Acknowledge = typeof last === "function" ? (answer) => last(answer) : () => undefined;
  const [name, ...args] = packet;
  countMessage(isInboundName(name) ? name : "other");
  try {
    limiter.count();
    if (isLonger(args, LIMITS.socketMessageBytes)) {
      throw new AppError("too_large", say("refusals.sockets.tooLarge"));
    }
    if (!isInboundName(name)) {
      throw new AppError("bad_request", say("refusals.sockets.noEvent"));
    }
    requireScope(context.socket.data.session.scopes, SCOPES[name]);
    acknowledge({ ok: true, ...(await handle(context, limiter, name, args[0])) });
  } catch (error) {
    const known = toAppError(error);
    countRefusedMessage(known.code);
    if (known.code === "internal") {
      log().error({ err: error, socketId: context.socket.id, event: name }, "a socket event failed");
    }
    const { detail, errors } = spokenError(known, context.socket.data.language);
    acknowledge({ ok: false, error: { code: known.code, message: detail, ...(errors ? { errors } : {}) } });
    if (known.code === "rate_limited" && limiter.isExhausted()) {
      log().warn({ personId: context.actor.id }, "a person's sockets sent far too much and are disconnected");
      forceReconnect(context.socket);
    }
  }
}

async function handle(
  context: InboundContext,
  limiter: MessageRateLimiter,
  name: ClientMessageName,
  data: unknown,
): Promise<ClientAnswer<ClientMessageName>> {
  switch (name) {
    case "ticket:join": {
      const input = parse(name, data);
      const joined = await limiter.runBounded(() => join(context, input));
      const isStaffAudience = context.socket.data.staffTickets.has(input.ticketId);
      return isStaffAudience ? { ...joined, viewers: context.viewers.list(input.ticketId) } : joined;
    }
    case "ticket:leave": {
      const { ticketId } = parse(name, data);
      context.typing.end(context.socket.id, ticketId);
      leaveTicket(context.socket, ticketId);
      return {};
    }
    case "ticket:read": {
      const { ticketId, version } = parse(name, data);
      return limiter.runBounded(async () => {
        await requireSameRights(context.actor);
        return markRead(context.actor, { ticket: ticketId, version });
      });
    }
    case "typing:start": {
      limiter.countRelayed();
      const { ticketId, internal } = typingOf(context, parse(name, data));
      context.typing.start(context.socket, context.actor, ticketId, internal);
      return {};
    }
    case "typing:stop": {
      limiter.countRelayed();
      const { ticketId, internal } = typingOf(context, parse(name, data));
      context.typing.end(context.socket.id, ticketId, internal);
      return {};
    }
    case "line:check":
      return {};
    case "presence:set": {
      limiter.countRelayed();
      const { status } = parse(name, data);
      context.presence.set(context.socket, context.actor, status);
      context.viewers.socketChanged(context.socket.rooms);
      return {};
    }
  }
}

async function join(
  { socket, actor, fence }: InboundContext,
  input: ClientMessage<"ticket:join">,
): ReturnType<typeof joinTicket> {
  if (!socket.connected) {
    throw new AppError("unavailable", say("refusals.sockets.gone"));
  }
  const isOpen = [ticketRoom(input.ticketId), ticketStaffRoom(input.ticketId)].some((room) =>
    socket.rooms.has(room),
  );
  if (!isOpen && socket.rooms.size >= ROOMS_MAX) {
    throw new AppError("rate_limited", say("refusals.sockets.tooManyTickets"));
  }
  return await joinTicket(socket, { actor, fence }, input);
}

function isInboundName(name: unknown): name is ClientMessageName {
  return typeof name === "string" && Object.hasOwn(clientMessages, name);
}

function parse<Name extends ClientMessageName>(name: Name, data: unknown): ClientMessage<Name> {
  // The schema is the one of this very name, which TypeScript does not follow through the index.
  return parseInput(clientMessages[name].data, data) as ClientMessage<Name>;
}

/** Typing is relayed only for a ticket that the socket has joined, and only when its person may write that kind of text there. */
function typingOf(
  { socket, actor }: InboundContext,
  input: { ticketId: string; internal?: boolean | undefined },
): { ticketId: string; internal: boolean } {
  const internal = input.internal ?? false;
  const isStaffAudience = socket.rooms.has(ticketStaffRoom(input.ticketId));
  if (!isStaffAudience && !socket.rooms.has(ticketRoom(input.ticketId))) {
    throw new AppError("not_found", say("refusals.sockets.joinFirst"));
  }
  if (internal && (!isStaffAudience || actor.role === "viewer")) {
    throw new AppError("forbidden", say("refusals.sockets.notesByStaff"));
  }
  if (!internal && socket.data.readOnlyTickets.has(input.ticketId)) {
    throw new AppError("forbidden", say("refusals.sockets.readOnly"));
  }
  return { ticketId: input.ticketId, internal };
}
