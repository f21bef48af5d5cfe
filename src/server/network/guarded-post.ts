import { lookup } from "node:dns/promises";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { parseAllowedHost } from "@/shared/network/allowed-host";
import { canonicalAddress, isInNetwork, isPublicAddress } from "./ip-address";

/** What a name stands for. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

/** A request to somebody else's server, whose address an admin has entered. */
export interface GuardedPost {
  url: URL;
  headers: Record<string, string>;
  body: string;
  /** What may be reached although it is on no public address: see shared/network/allowed-host.ts. */
  allowed: readonly string[];
  /** For the whole of it, with the name and the answer's beginning. */
  timeoutMilliseconds: number;
  resolve?: Resolve;
}

/** What became of it. */
export type PostOutcome =
  | { kind: "answered"; status: number; answer: string; retryAfterSeconds: number | null }
  /** It was not even tried: one of the addresses that the name stands for is not public. */
  | { kind: "private"; address: string }
  | { kind: "unknownName" }
  | { kind: "timeout" }
  | { kind: "failed"; reason: string };

/** Bytes of an answer that are read: the rest is not waited for. */
const READ_MOST = 16 * 1024;
/** Bytes of an answer that are kept. */
const KEPT = 1_024;
const REASON_MOST = 200;

/**
 * Posts a body to an address that an admin has entered, without being led anywhere else: the name is resolved once, every
 * address that it stands for has to be public or allowed, and the connection goes to these addresses, whatever the name stands
 * for a moment later. Redirects are not followed, and no proxy of the environment is used. Never throws.
 */
export async function postGuarded(post: GuardedPost): Promise<PostOutcome> {
  if (isPrivateUrl(post.url, post.allowed)) {
    return { kind: "private", address: hostOf(post.url) };
  }
  const signal = AbortSignal.timeout(post.timeoutMilliseconds);
  try {
    const addresses = await resolveWithin(post, signal);
    const refused = addresses.find(({ address }) => !mayReach(post.url, address, post.allowed));
    if (refused) {
      return { kind: "private", address: refused.address };
    }
    return addresses.length === 0 ? { kind: "unknownName" } : await send(post, addresses, signal);
  } catch (error) {
    return signal.aborted ? { kind: "timeout" } : failureOf(error);
  }
}

/**
 * Whether it can be said without asking anybody that an address leads to a place that is not public and not allowed: it names
 * an address, or this machine.
 */
export function isPrivateUrl(url: URL, allowed: readonly string[]): boolean {
  const host = hostOf(url);
  if (isIP(host) > 0) {
    return !mayReach(url, host, allowed);
  }
  const isLocal = host === "localhost" || host.endsWith(".localhost");
  return isLocal && !["127.0.0.1", "::1"].some((address) => mayReach(url, address, allowed));
}

function mayReach(url: URL, address: string, allowed: readonly string[]): boolean {
  return isPublicAddress(address) || allowed.some((text) => isAllowedBy(text, url, address));
}

function isAllowedBy(text: string, url: URL, address: string): boolean {
  const entry = parseAllowedHost(text);
  if (!entry || (entry.port !== null && entry.port !== portOf(url))) {
    return false;
  }
  if (entry.prefix !== null) {
    return isInNetwork(address, `${entry.host}/${entry.prefix}`);
  }
  return isIP(entry.host) > 0
    ? canonicalAddress(entry.host) === canonicalAddress(address)
    : entry.host === hostOf(url);
}

/** Without brackets, and without the dot behind a whole name. */
function hostOf({ hostname }: URL): string {
  return hostname.startsWith("[") ? hostname.slice(1, -1) : hostname.replace(/\.$/, "");
}

function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** Nobody waits for a resolver longer than for the rest. */
async function resolveWithin(
  { url, resolve = resolveByName }: GuardedPost,
  signal: AbortSignal,
): Promise<readonly { address: string; family: number }[]> {
  const host = hostOf(url);
  const family = isIP(host);
  if (family > 0) {
    return [{ address: host, family }];
  }
  const tooLate = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(new Error("too late")), { once: true }),
  );
  return await Promise.race([resolve(host), tooLate]);
}

async function resolveByName(host: string): Promise<{ address: string; family: number }[]> {
  return await lookup(host, { all: true });
}

async function send(
  { url, headers, body }: GuardedPost,
  addresses: readonly { address: string; family: number }[],
  signal: AbortSignal,
): Promise<PostOutcome> {
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    // A connection of its own: one that is kept may lead to where the name stood before.
    agent: false,
    lookup: pinnedTo(addresses),
    signal,
  };
  return await new Promise((done, fail) => {
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, options);
    let isAnswered = false;
    const giveUp = (error: Error): void => {
      if (!isAnswered) {
        fail(error);
      }
    };
    request.on("error", giveUp);
    request.on("close", () => giveUp(new Error("the connection was closed without an answer")));
    request.on("response", (response) => {
      isAnswered = true;
      void readBeginning(response).then((beginning) => {
        done({
          kind: "answered",
          status: response.statusCode ?? 0,
          answer: textOf(beginning),
          retryAfterSeconds: readRetryAfter(response.headers["retry-after"]),
        });
        request.destroy();
      });
    });
    request.end(body);
  });
}

/** Gives the addresses that were checked, and asks nobody again. */
function pinnedTo(addresses: readonly { address: string; family: number }[]): LookupFunction {
  return (_, options, callback) => {
    const [first] = addresses;
    if (options.all) {
      callback(null, [...addresses]);
    } else {
      callback(null, first?.address ?? "", first?.family ?? 0);
    }
  };
}

/** Reads as much as is kept and a little more; what comes too late, or not at all, is not waited for: the status stands. */
async function readBeginning(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response) {
      const bytes = Buffer.from(part);
      parts.push(bytes);
      length += bytes.length;
      if (length >= READ_MOST) {
        break;
      }
    }
  } catch {
    // Cut off: what came is what there is.
  }
  return Buffer.concat(parts).subarray(0, KEPT);
}

/** What the database can keep of it: a character that was cut, and controls but line breaks and tabs, go. */
function textOf(bytes: Buffer): string {
  return bytes
    .toString("utf8")
    .replace(/\uFFFD{1,3}$/, "")
    .replace(/[^\P{Cc}\n\t]/gu, "");
}

/** Seconds, of a number of them or a time; null without one that can be read. */
function readRetryAfter(value: string | undefined): number | null {
  if (value === undefined) {
    return null;
  }
  const seconds = /^\d{1,9}$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

function failureOf(error: unknown): PostOutcome {
  const of = (name: string): string => {
    const value: unknown = typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
    return typeof value === "string" ? value : "";
  };
  if (["ENOTFOUND", "EAI_AGAIN", "ENODATA", "EAI_NONAME"].includes(of("code"))) {
    return { kind: "unknownName" };
  }
  const reason = of("code") || of("message").replace(/[\p{C}\s]+/gu, " ") || "unknown";
  return { kind: "failed", reason: reason.slice(0, REASON_MOST) };
}
