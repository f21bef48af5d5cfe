import { io, type Socket } from "socket.io-client";
import {
  PROTOCOL,
  type ClientAnswer,
  type ClientMessage,
  type ClientMessageName,
  type ClientToServerEvents,
  type Refused,
  type ServerToClientEvents,
} from "@/shared/protocol/protocol";

/** A page's socket, typed by the catalogue of the wire. */
export type TypedSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const CONNECT_MILLISECONDS = 8_000;
const ACKNOWLEDGE_MILLISECONDS = 10_000;

/** A socket to this page's server, not connected yet. */
export function makeSocket(): TypedSocket {
  return io({
    path: "/socket.io/",
    autoConnect: false,
    withCredentials: true,
    auth: { protocol: PROTOCOL },
    transports: ["websocket", "polling"],
    // Without it a blocked websocket never falls back to polling.
    tryAllTransports: true,
    // ConnectionManager reconnects itself: Socket.IO would not after a refusal, and adds no randomness at its longest pause.
    reconnection: false,
    timeout: CONNECT_MILLISECONDS,
  });
}

/** Sends a message and resolves with the server's answer; an error answer or a timeout throws an Error with the server's words. */
export async function request<Name extends ClientMessageName>(
  socket: TypedSocket,
  name: Name,
  data: ClientMessage<Name>,
): Promise<ClientAnswer<Name>> {
  const asked: Asked = socket.timeout(ACKNOWLEDGE_MILLISECONDS);
  const answer = await asked.emitWithAck(name, data);
  if (!isAnswerTo(name, answer)) {
    throw new Error("The server's answer cannot be read.");
  }
  if (!answer.ok) {
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  }
  return answer;
}

/** A socket for messages with an answer. (Socket.IO's own types do not follow a name that is one of several.) */
interface Asked {
  emitWithAck(name: ClientMessageName, data: object): Promise<unknown>;
}

type Answer<Name extends ClientMessageName> = ({ ok: true } & ClientAnswer<Name>) | Refused;

/** The server's answers match the catalogue, as its tests ensure; here only the envelope is checked. */
function isAnswerTo<Name extends ClientMessageName>(_: Name, answer: unknown): answer is Answer<Name> {
  return typeof answer === "object" && answer !== null && "ok" in answer;
}
