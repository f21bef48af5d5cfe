import type { IncomingHttpHeaders } from "node:http";
import { canonicalAddress } from "@/server/network/ip-address";
import { canonicalHost } from "@/server/tenant/host-names";

/** The client and the requested host, as far as the proxies are trusted. */
export interface Caller {
  /** The client's IP address in its one form; "" when it is not known. */
  address: string;
  protocol: "http" | "https";
  /** Host and port that the client asked for, in their one form, or null when it named none that can be read. */
  host: string | null;
}

/**
 * Reads the caller of a request through `trustProxy` proxies. Each proxy appends what it saw, so with n of them the
 * n-th entry from the right is the first that one of ours wrote, and everything left of it anybody may have invented.
 */
export function readCaller(
  headers: IncomingHttpHeaders,
  remoteAddress: string | undefined,
  trustProxy: number,
): Caller {
  const direct = canonicalAddress(remoteAddress ?? "") ?? "";
  const isSecure =
    trustProxy > 0 && fromRight(headers["x-forwarded-proto"], trustProxy)?.toLowerCase() === "https";
  const protocol = isSecure ? "https" : "http";
  const named = namedHost(headers, trustProxy);
  const forwarded = trustProxy > 0 ? forwardedAddress(headers["x-forwarded-for"], trustProxy) : null;
  return {
    address: forwarded ?? direct,
    protocol,
    host: named === null ? null : canonicalHost(named, protocol),
  };
}

/** The client's address that `receive` has put into the headers; "" where it has not. */
export function clientAddress(headers: IncomingHttpHeaders): string {
  const address = headers["x-helpejo-client-address"];
  return typeof address === "string" ? address : "";
}

/** The host that a request names, as it was written; null when it names none. */
export function namedHost(headers: IncomingHttpHeaders, trustProxy: number): string | null {
  const forwarded = trustProxy > 0 ? fromRight(headers["x-forwarded-host"], trustProxy) : undefined;
  return forwarded ?? headers.host ?? null;
}

/** Whether the request has any proxy header, genuine or not. */
export function isForwarded(headers: IncomingHttpHeaders): boolean {
  return Object.keys(headers).some(
    (name) =>
      name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip" || name === "via",
  );
}

/** The allowed origin that a request came to: by host and scheme, else by host, else the public address. */
export function originOf(caller: Caller, allowedOrigins: readonly string[], publicUrl: string): URL {
  const origins = allowedOrigins.map((origin) => new URL(origin));
  const sameHost = origins.filter(
    (origin) => origin.host === caller.host || hostWithPort(origin) === caller.host,
  );
  return (
    sameHost.find((origin) => origin.protocol === `${caller.protocol}:`) ?? sameHost[0] ?? new URL(publicUrl)
  );
}

function hostWithPort(origin: URL): string {
  return `${origin.hostname}:${origin.port || (origin.protocol === "https:" ? "443" : "80")}`;
}

function forwardedAddress(header: string | string[] | undefined, trustProxy: number): string | null {
  const entries = listOf(header);
  // An entry that is no address ends the chain: what lies left of it cannot be believed either.
  for (let index = Math.max(0, entries.length - trustProxy); index < entries.length; index += 1) {
    const address = canonicalAddress(entries[index] ?? "");
    if (address) {
      return address;
    }
  }
  return null;
}

function fromRight(header: string | string[] | undefined, position: number): string | undefined {
  const entries = listOf(header);
  return entries[Math.max(0, entries.length - position)];
}

function listOf(header: string | string[] | undefined): string[] {
  return [header ?? []]
    .flat()
    .join(",")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}
