import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { LIMITS } from "@/shared/limits";
import { BodyReader, isStillComing, drainBody } from "./body";

/**
 * Turns a Node request into a Web one whose body streams, never more than `bodyLimit` bytes of it (0: there is none), and
 * whose signal aborts when the client goes away.
 */
export function toWebRequest(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  bodyLimit: number = LIMITS.jsonBodyBytes,
): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) {
      headers.append(name, one);
    }
  }
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD" && bodyLimit > 0;
  const webRequest = new Request(new URL(request.url ?? "/", origin), {
    method,
    headers,
    ...(hasBody ? { body: toWebStream(new BodyReader(request, bodyLimit)), duplex: "half" } : {}),
  });
  return withSignal(webRequest, response);
}

/**
 * Makes the signal for who asks for it. One that is given to each request costs six times as much as the request, and
 * holds up everybody when hundreds of them are collected at once: each has a listener to be taken off.
 */
function withSignal(request: Request, response: ServerResponse): Request {
  let signal: AbortSignal | null = null;
  const makeSignal = (): AbortSignal => {
    const disconnected = new AbortController();
    const leave = (): void => {
      if (!response.writableFinished) {
        disconnected.abort();
      }
    };
    if (response.closed) {
      leave();
    } else {
      response.once("close", leave);
    }
    return disconnected.signal;
  };
  return Object.defineProperty(request, "signal", { get: () => (signal ??= makeSignal()) });
}

/**
 * Sends a Web response, streaming; resolves when it is sent or the client is gone. Where the request's body is still on its
 * way, that connection ends with this answer, once its sender had the time to read it.
 */
export async function sendWebResponse(response: ServerResponse, answer: Response): Promise<void> {
  const isEarly = isStillComing(response.req);
  response.statusCode = answer.status;
  answer.headers.forEach((value, name) => {
    if (name === "vary") {
      // An earlier part of it is set already: that it depends on the page's origin.
      response.appendHeader(name, value);
    } else if (name !== "set-cookie") {
      response.setHeader(name, value);
    }
  });
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) {
    response.setHeader("set-cookie", cookies);
  }
  if (isEarly) {
    response.setHeader("connection", "close");
  }
  if (!answer.body || response.req.method === "HEAD") {
    await answer.body?.cancel();
    await (isEarly && lingerAfter(response));
    response.end();
    return;
  }
  if (isWhole(answer) || (isEarly && isJson(answer))) {
    const bytes = Buffer.from(await answer.arrayBuffer());
    response.setHeader("content-length", bytes.byteLength);
    if (isEarly) {
      await lingerAfter(response, bytes);
      response.end();
    } else {
      response.end(bytes);
    }
    return;
  }
  try {
    await pipeline(fromWebStream(answer.body), response);
  } catch (error) {
    // The client went away in the middle, which is its right; anything else broke the stream and cannot be answered any more.
    if (!response.destroyed) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  }
}

/** Whether an answer is one piece in memory: sending that as a stream takes three times as long. A file of JSON comes piece by piece. */
function isWhole(answer: Response): boolean {
  return isJson(answer) && !answer.headers.has("content-disposition");
}

function isJson(answer: Response): boolean {
  return answer.headers.get("content-type")?.includes("json") ?? false;
}

/** Sends the whole answer, and holds the connection open for a client that is still sending. */
async function lingerAfter(response: ServerResponse, bytes?: Uint8Array): Promise<void> {
  response.flushHeaders();
  if (bytes) {
    response.write(bytes);
  }
  await drainBody(response.req);
}

function toWebStream(reader: BodyReader): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await reader.next();
        if (chunk === null) {
          controller.close();
        } else {
          controller.enqueue(chunk);
        }
      },
    },
    // Nothing is read ahead of the consumer.
    { highWaterMark: 0 },
  );
}

/** Node's and the browser's types describe the same streams in two ways: this is the only cast between them. */
function fromWebStream(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as NodeReadableStream<Uint8Array>);
}
