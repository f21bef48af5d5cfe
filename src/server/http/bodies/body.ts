import type { IncomingMessage } from "node:http";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";

/** The least rate of a body after the first seconds: a slow body would hold memory for as long as its sender likes. */
const LEAST_BYTES_A_SECOND = 2_048;
const GRACE_MILLISECONDS = 20_000;
/** The longest wait for the next byte of a body. */
const SILENCE_MILLISECONDS = 30_000;

/** The bytes that are still read and discarded of a body after its answer: so that its sender gets to read the answer. */
const LINGER = { bytes: 1024 * 1024, milliseconds: 3_000 };
/** The same for an authorised upload: a program that sends a whole file before it reads should learn why it was refused. */
const UPLOAD_LINGER = { bytes: 64 * 1024 * 1024, milliseconds: 20_000 };

const readers = new WeakMap<IncomingMessage, BodyReader>();
const continuations = new WeakMap<IncomingMessage, () => void>();

/** The one way to read a request's body: it reads no more than `limit`, and not from a sender that is too slow. */
export class BodyReader {
  private bytes = 0;
  private waited = 0;

  constructor(
    private readonly request: IncomingMessage,
    private readonly limit: number,
  ) {
    readers.set(request, this);
  }

  /** What may still be taken once the answer is given. */
  get linger(): { bytes: number; milliseconds: number } {
    return this.limit > LIMITS.jsonBodyBytes && this.bytes > 0 ? UPLOAD_LINGER : LINGER;
  }

  /**
   * The next piece, or null at the end. Throws `too_large` (at once where the length that is declared is too much),
   * `unsupported_media_type` for a compressed body, `timeout` for one that trickles, `bad_request` when it breaks off.
   */
  async next(): Promise<Uint8Array | null> {
    if (this.bytes === 0) {
      refuseByHeaders(this.request, this.limit);
      continuations.get(this.request)?.();
      continuations.delete(this.request);
    }
    for (;;) {
      const chunk: unknown = this.request.read();
      if (chunk instanceof Uint8Array) {
        this.bytes += chunk.byteLength;
        if (this.bytes > this.limit) {
          throw tooLarge(this.limit);
        }
        return chunk;
      }
      if (this.request.readableEnded) {
        return null;
      }
      if (this.request.destroyed) {
        throw new AppError("bad_request", say("refusals.http.brokeOff"));
      }
      await this.wait();
    }
  }

  private async wait(): Promise<void> {
    const began = performance.now();
    const left = GRACE_MILLISECONDS + (this.bytes / LEAST_BYTES_A_SECOND) * 1_000 - this.waited;
    const isMore = await somethingHappens(this.request, Math.min(left, SILENCE_MILLISECONDS));
    this.waited += performance.now() - began;
    if (!isMore) {
      throw new AppError("timeout", say("refusals.http.bodyTooSlow"));
    }
  }
}

/** Whether a request brings a body, of whatever length. */
export function bringsBody(request: IncomingMessage): boolean {
  return (
    request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0
  );
}

/** Takes and throws away the body of a request that needs none; throws as `BodyReader.next` does where it is more than a small one. */
export async function discardBody(request: IncomingMessage): Promise<void> {
  const reader = new BodyReader(request, LIMITS.smallBodyBytes);
  while ((await reader.next()) !== null) {
    // The rest of the body is dropped.
  }
}

/** Registers `proceed`, called when a handler begins to read the body of a request with `Expect: 100-continue`. */
export function askForBodyBy(request: IncomingMessage, proceed: () => void): void {
  continuations.set(request, proceed);
}

/** Whether the body has not come to its end, so that the connection is of no use for another request. */
export function isStillComing(request: IncomingMessage): boolean {
  return !request.complete && bringsBody(request);
}

/**
 * To be called between an answer's last byte and the end of its connection: closed at once, with bytes of the body unread,
 * the connection would be reset, and the answer lost to a client that is still sending. Takes a bounded part of the rest and
 * waits a bounded time.
 */
export async function drainBody(request: IncomingMessage): Promise<void> {
  const { bytes, milliseconds } = readers.get(request)?.linger ?? LINGER;
  const until = performance.now() + milliseconds;
  let left = bytes;
  for (let wait = milliseconds; wait > 0; wait = until - performance.now()) {
    const chunk: unknown = left > 0 ? request.read() : null;
    if (chunk instanceof Uint8Array) {
      left -= chunk.byteLength;
    } else if (request.complete || request.destroyed || !(await somethingHappens(request, wait, left > 0))) {
      return;
    }
  }
}

function refuseByHeaders(request: IncomingMessage, limit: number): void {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  if (encoding !== "" && encoding !== "identity") {
    throw new AppError("unsupported_media_type", say("refusals.http.compressed"));
  }
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    throw tooLarge(limit);
  }
}

function tooLarge(limit: number): AppError {
  const most =
    limit < 1024 * 1024 ? `${Math.round(limit / 1024)} kB` : `${Math.round(limit / 1024 / 1024)} MB`;
  return new AppError("too_large", say("refusals.http.bodyTooLarge", { most }));
}

/** Waits until there may be more to read or the request is over; false when nothing happened in time. */
function somethingHappens(
  request: IncomingMessage,
  milliseconds: number,
  listensForMore = true,
): Promise<boolean> {
  return new Promise((resolve) => {
    const events = ["end", "close", "error", ...(listensForMore ? ["readable"] : [])];
    const settle = (isMore: boolean): void => {
      clearTimeout(timer);
      events.forEach((event) => request.off(event, happened));
      resolve(isMore);
    };
    const happened = (): void => settle(true);
    const timer = setTimeout(() => settle(false), Math.max(0, milliseconds));
    events.forEach((event) => request.on(event, happened));
  });
}
