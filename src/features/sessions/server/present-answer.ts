import { env } from "@/server/process/env";
import { DIRECTORY_AWAY, RATE_LIMITED_PREFIX } from "./write-next-auth";

/** Collects what next-auth writes to a response of Next's older kind, and returns it as a Response of the request's origin. */
export class CollectedAnswer {
  private code = 200;
  private readonly headers = new Headers();
  private body: string | null = null;

  status(code: number): this {
    this.code = code;
    return this;
  }

  getHeader(name: string): string[] | string | null {
    return name.toLowerCase() === "set-cookie" ? this.headers.getSetCookie() : this.headers.get(name);
  }

  setHeader(name: string, value: string | string[]): this {
    this.headers.delete(name);
    for (const one of [value].flat()) {
      this.headers.append(name, one);
    }
    return this;
  }

  json(value: unknown): void {
    this.headers.set("content-type", "application/json");
    this.body = JSON.stringify(value);
  }

  send(value: unknown): void {
    if (typeof value === "string") {
      this.body = value;
    } else if (value !== undefined && value !== null) {
      this.json(value);
    }
  }

  end(): void {
    // Nothing is streamed: the answer is whole when next-auth returns.
  }

  /** The whole answer, with every URL of ours in it on `origin`; too many attempts become 429, and a directory that is away 503, where no browser follows a redirect. */
  toResponse(origin: string): Response {
    const ours = `${env().publicUrl}/`;
    const move = (address: string): string =>
      address.startsWith(ours) ? `${origin}/${address.slice(ours.length)}` : address;
    const location = this.headers.get("location");
    if (location !== null) {
      this.headers.set("location", move(location));
    }
    const target = location ?? urlIn(this.body);
    if (location === null && target !== null) {
      this.body = JSON.stringify({ url: move(target) });
    }
    const wait = target === null ? null : secondsToWait(target);
    if (wait !== null) {
      this.headers.set("retry-after", wait);
      this.code = location === null ? 429 : this.code;
    }
    if (location === null && target !== null && errorIn(target) === DIRECTORY_AWAY) {
      this.code = 503;
    }
    if (!this.headers.has("cache-control")) {
      this.headers.set("cache-control", "private, no-store");
    }
    return new Response(this.body, { status: this.code, headers: this.headers });
  }
}

function urlIn(body: string | null): string | null {
  const value: unknown = body?.startsWith('{"url":') ? JSON.parse(body) : null;
  const url: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "url") : null;
  return typeof url === "string" ? url : null;
}

function errorIn(address: string): string | null {
  return URL.canParse(address, "http://localhost")
    ? new URL(address, "http://localhost").searchParams.get("error")
    : null;
}

function secondsToWait(address: string): string | null {
  const error = errorIn(address);
  return error?.startsWith(RATE_LIMITED_PREFIX) ? error.slice(RATE_LIMITED_PREFIX.length) : null;
}
