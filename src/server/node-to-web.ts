import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";

/** Turns a Node request into a Web one whose body streams, and whose signal aborts when the client goes away. */
export function toWebRequest(request: IncomingMessage, response: ServerResponse, origin: string): Request {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) {
      gone.abort();
    }
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) {
      headers.append(name, one);
    }
  }
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(new URL(request.url ?? "/", origin), {
    method,
    headers,
    signal: gone.signal,
    ...(hasBody ? { body: toWebStream(request), duplex: "half" } : {}),
  });
}

/** Sends a Web response, streaming; resolves when it is sent or the client is gone. */
export async function sendWebResponse(response: ServerResponse, answer: Response): Promise<void> {
  response.statusCode = answer.status;
  answer.headers.forEach((value, name) => {
    if (name !== "set-cookie") {
      response.setHeader(name, value);
    }
  });
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) {
    response.setHeader("set-cookie", cookies);
  }
  if (!answer.body || response.req.method === "HEAD") {
    await answer.body?.cancel();
    response.end();
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

/** Node and the browser's types describe the same streams in two ways: the casts are that, and stand nowhere else. */
function toWebStream(request: IncomingMessage): ReadableStream<Uint8Array> {
  return Readable.toWeb(request) as ReadableStream<Uint8Array>;
}

function fromWebStream(stream: ReadableStream<Uint8Array>): Readable {
  return Readable.fromWeb(stream as NodeReadableStream<Uint8Array>);
}
