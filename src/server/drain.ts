import type { RouteHandler } from "./route";

const LONGEST_MILLISECONDS = 30_000;
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * Wraps a route that may answer before it has read a large body (401, 413): what is still being sent is taken and thrown
 * away meanwhile, because a client that is not read from does not look for its answer either. Whoever goes on for too
 * long is cut off.
 */
export function drained(handler: RouteHandler): RouteHandler {
  return async (request, context) => {
    const response = await handler(request, context);
    if (request.body && !request.body.locked) {
      void drain(request.body);
    }
    return response;
  };
}

async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader();
  let bytes = 0;
  const late = setTimeout(() => void reader.cancel().catch(() => undefined), LONGEST_MILLISECONDS);
  late.unref();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      bytes += part.value.byteLength;
      if (bytes > MOST_BYTES) {
        await reader.cancel();
      }
    }
  } catch {
    // The client went away, which ends it as well.
  } finally {
    clearTimeout(late);
  }
}
