import { createHash, randomBytes } from "node:crypto";
import { ServerResponse, type IncomingMessage } from "node:http";
import type { Sentence } from "@/messages/server/sentence";
import { speak } from "@/messages/server/say";
import { chooseSpeech, type Language } from "@/messages/locale";
import { sendProblem } from "@/server/http/answers/answers";
import { problemResponse } from "@/server/http/answers/problem";
import { refuseUpgrade } from "@/server/http/answers/refuse-upgrade";
import { AppError, ERROR_CODES, type ErrorCode } from "@/shared/errors";

/** Why a request of the engine is not answered. */
export interface Refusal {
  code: ErrorCode;
  sentence: Sentence;
  /** Seconds to wait before the next try. */
  retryAfter?: number;
}

const SEPARATOR = "\u001e";
const WEBSOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const CLOSE_FRAME = Buffer.from([0x88, 0]);

/** Refuses a request by its HTTP status, with a problem as the body. */
export async function refuseRequest(
  request: IncomingMessage,
  response: unknown,
  { code, sentence, retryAfter }: Refusal,
  isSecure: boolean,
): Promise<void> {
  if (response instanceof ServerResponse) {
    if (retryAfter !== undefined) {
      response.setHeader("Retry-After", String(retryAfter));
    }
    await sendProblem(response, code, sentence);
    return;
  }
  const requestId = String(request.headers["x-request-id"] ?? "");
  const answer = problemResponse(new AppError(code, sentence), { requestId, language: languageOf(request) });
  const body = await answer.text();
  refuseUpgrade(request.socket, ERROR_CODES[code].status, isSecure, {
    type: answer.headers.get("content-type") ?? "text/plain",
    body,
    language: languageOf(request),
  });
}

/**
 * Refuses a handshake in the Socket.IO protocol: a client reports an HTTP status as "xhr poll error", and
 * only a packet of the protocol reaches its `connect_error` with a code. So one answer opens the connection
 * and refuses it. Nothing is stored: the engine never learns of this connection.
 */
export function refuseInProtocol(
  request: IncomingMessage,
  response: unknown,
  { code, sentence, retryAfter }: Refusal,
): void {
  const opened = {
    sid: randomBytes(15).toString("base64url"),
    upgrades: [],
    pingInterval: 25_000,
    pingTimeout: 20_000,
    maxPayload: 1_000,
  };
  const data = { code, ...(retryAfter === undefined ? {} : { retryAfter }) };
  const message = speak(sentence, languageOf(request));
  const packets = [`0${JSON.stringify(opened)}`, `44${JSON.stringify({ message, data })}`];
  if (response instanceof ServerResponse) {
    response.writeHead(200, { "Content-Type": "text/plain; charset=UTF-8" }).end(packets.join(SEPARATOR));
    return;
  }
  const key = String(request.headers["sec-websocket-key"] ?? "");
  const accept = createHash("sha1").update(`${key}${WEBSOCKET_KEY}`).digest("base64");
  const { socket } = request;
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.end(Buffer.concat([...packets.map(textFrame), CLOSE_FRAME]));
  // What the client still sends is discarded; a client that does not close its half is not waited for.
  socket.resume();
  setTimeout(() => socket.destroy(), 1_000).unref();
}

function languageOf(request: IncomingMessage): Language {
  return chooseSpeech(null, request.headers["accept-language"] ?? null).language;
}

/** One frame of text as a server sends it, shorter than 64 kB. */
function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}
