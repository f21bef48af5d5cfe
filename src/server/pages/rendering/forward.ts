import { once } from "node:events";
import { request as ask, type Agent, type IncomingMessage, type ServerResponse } from "node:http";

/** Headers of one connection, which are not those of the next (RFC 9110, 7.6.1). */
const OF_ONE_CONNECTION = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "expect",
]);
const WITHOUT_BODY = new Set(["GET", "HEAD"]);

/** Where a request goes: an HTTP server on a local socket, over kept connections. */
export interface Upstream {
  socketPath: string;
  agent: Agent;
}

/**
 * Sends a request on, and its answer back as it comes. Resolves with false when nothing was answered and nothing was sent to
 * the client (the other process ended or is away): the caller may try again. Rejects when an answer broke off halfway.
 */
export async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { socketPath, agent }: Upstream,
): Promise<boolean> {
  const method = request.method ?? "GET";
  const bringsBody = !WITHOUT_BODY.has(method);
  let isAnswered = false;
  const answer = await new Promise<IncomingMessage | null>((resolve) => {
    const sent = ask({
      socketPath,
      agent,
      method,
      path: request.url ?? "/",
      headers: headersOf(request, bringsBody),
    });
    sent.once("response", (incoming) => {
      incoming.once("end", () => {
        isAnswered = true;
      });
      resolve(incoming);
    });
    sent.once("error", () => resolve(null));
    // No page is made for a client that has left. After its answer the connection may carry another request.
    response.once("close", () => isAnswered || sent.destroy());
    if (bringsBody) {
      request.pipe(sent);
    } else {
      sent.end();
    }
  });
  if (answer === null) {
    return response.destroyed;
  }
  response.statusCode = answer.statusCode ?? 502;
  for (let index = 0; index + 1 < answer.rawHeaders.length; index += 2) {
    const name = answer.rawHeaders[index] ?? "";
    if (!OF_ONE_CONNECTION.has(name.toLowerCase())) {
      response.appendHeader(name, answer.rawHeaders[index + 1] ?? "");
    }
  }
  answer.pipe(response);
  await once(answer, "close").catch(() => undefined);
  if (!answer.complete && !response.destroyed) {
    throw new Error("the answer of the process that renders pages broke off");
  }
  return true;
}

/** What the server has read, checked and added to; a body that was discarded is not announced. */
function headersOf(request: IncomingMessage, bringsBody: boolean): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined || OF_ONE_CONNECTION.has(name) || (name === "content-length" && !bringsBody)
        ? []
        : [[name, value]],
    ),
  );
}
