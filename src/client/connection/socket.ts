import type { Socket } from "socket.io-client";
import type {
  ClientAnswer,
  ClientMessage,
  ClientMessageName,
  ClientToServerEvents,
  Refused,
  ServerEventName,
  ServerToClientEvents,
} from "@/shared/protocol/protocol";

/** A page's socket, typed by the catalogue of the wire. */
export type TypedSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** What a page's components use of its socket: the connection is the manager's affair. */
export interface PageSocket {
  readonly connected: boolean;
  on(name: ServerEventName, listener: (payload: never) => void): unknown;
  off(name?: ServerEventName, listener?: (payload: never) => void): unknown;
  /** By `send`, which knows what belongs to a name. */
  emit(name: ClientMessageName, data: never): unknown;
  timeout(milliseconds: number): Asked;
}

const ACKNOWLEDGE_MILLISECONDS = 10_000;

/** Sends a message that wants no answer. */
export function send<Name extends ClientMessageName>(
  socket: Pick<PageSocket, "emit">,
  name: Name,
  data: ClientMessage<Name>,
): void {
  const sending: Sending = socket;
  sending.emit(name, data);
}

/** A socket that sends. (Socket.IO's own types take each name by itself, and so never one of several.) */
export interface Sending {
  emit(name: ClientMessageName, data: object): unknown;
}

/** Sends a message and resolves with the server's answer; an error answer or a timeout throws an Error with the server's words. */
export async function request<Name extends ClientMessageName>(
  socket: Pick<PageSocket, "timeout">,
  name: Name,
  data: ClientMessage<Name>,
): Promise<ClientAnswer<Name>> {
  const answer = await socket.timeout(ACKNOWLEDGE_MILLISECONDS).emitWithAck(name, data);
  if (!isAnswerTo(name, answer)) {
    throw new Error("The server's answer cannot be read.");
  }
  if (!answer.ok) {
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  }
  return answer;
}

/** A socket for messages with an answer. (Socket.IO's own types do not follow a name that is one of several.) */
export interface Asked {
  emitWithAck(name: ClientMessageName, data: object): Promise<unknown>;
}

type Answer<Name extends ClientMessageName> = ({ ok: true } & ClientAnswer<Name>) | Refused;

/** The server's answers match the catalogue, as its tests ensure; here only the envelope is checked. */
function isAnswerTo<Name extends ClientMessageName>(_: Name, answer: unknown): answer is Answer<Name> {
  return typeof answer === "object" && answer !== null && "ok" in answer;
}
