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

/** A page's socket: it knows what the server tells, and what it takes. */
export type DeskSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const CONNECT_MILLISECONDS = 8_000;
const ACKNOWLEDGE_MILLISECONDS = 10_000;

/** A socket to the server that this page is from, not connected yet. */
export function makeSocket(): DeskSocket {
  return io({
    path: "/socket.io/",
    autoConnect: false,
    withCredentials: true,
    auth: { protocol: PROTOCOL },
    transports: ["websocket", "polling"],
    // Without it a blocked websocket never falls back to polling.
    tryAllTransports: true,
    // ConnectionManager tries again itself: Socket.IO would not after a refusal, and not with chance at its longest pause.
    reconnection: false,
    timeout: CONNECT_MILLISECONDS,
  });
}

/** Sends something and resolves with the server's answer; an error answer or silence throws an Error with the server's words. */
export async function request<Name extends ClientMessageName>(
  socket: DeskSocket,
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

/** A socket, as far as one asks by it. (Socket.IO's own types do not follow a name that is one of several.) */
interface Asked {
  emitWithAck(name: ClientMessageName, data: object): Promise<unknown>;
}

type Answer<Name extends ClientMessageName> = ({ ok: true } & ClientAnswer<Name>) | Refused;

/** The server's answers are those of the catalogue, which its tests hold it to; here it is only seen that it is one. */
function isAnswerTo<Name extends ClientMessageName>(_: Name, answer: unknown): answer is Answer<Name> {
  return typeof answer === "object" && answer !== null && "ok" in answer;
}
