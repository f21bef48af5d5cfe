import type { IncomingMessage, ServerResponse } from "node:http";

/** A message of a real client by long polling is small and comes at once. */
const BODY_MILLISECONDS = 20_000;

/**
 * Cuts off a request with a slow body that is not read by `BodyReader`: Engine.IO waits for its end however
 * long that takes.
 */
export function cutSlowBody(
  request: IncomingMessage,
  response: ServerResponse,
  milliseconds = BODY_MILLISECONDS,
): void {
  const late = (): void => {
    if (request.complete) {
      return;
    }
    if (!response.headersSent) {
      response.writeHead(408, { Connection: "close" }).end();
    }
    request.socket.destroySoon();
  };
  const timer = setTimeout(late, milliseconds);
  timer.unref();
  request.once("end", () => clearTimeout(timer));
  request.once("close", () => clearTimeout(timer));
}
