import { env } from "@/server/process/env";
import { canonicalOrigin } from "@/server/tenant/host-names";

/** The headers by which a browser names the page that sent a request, as Node.js or as the Web has them. */
export type SenderHeaders = Headers | Record<string, string | string[] | undefined>;

/** The values of Sec-Fetch-Site that are no other site's; "none" is a navigation by the person. */
const OWN_SITES: readonly string[] = ["same-origin", "none"];

/**
 * Whether another origin's page sent a request: its Origin is none of the allowed, or, without one, Sec-Fetch-Site names
 * another site or another origin of this one. Neither header: no browser, or one that sent this from a page of ours.
 */
export function isForeign(headers: SenderHeaders): boolean {
  const origin = read(headers, "origin");
  if (origin !== null) {
    return !isAllowedOrigin(origin);
  }
  const site = read(headers, "sec-fetch-site");
  return site !== null && !OWN_SITES.includes(site);
}

/** Whether an `Origin` is one of the allowed ones, in whatever form it is written. */
export function isAllowedOrigin(origin: string, allowed: readonly string[] = env().allowedOrigins): boolean {
  const canonical = canonicalOrigin(origin);
  return canonical !== null && allowed.includes(canonical);
}

/** The value of a header, several joined by commas; null when there is none. */
function read(headers: SenderHeaders, name: string): string | null {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return value === undefined || value === null ? null : String(value);
}

/** The origin of ours that a request came to. http.ts writes the forwarded host and scheme of an allowed origin over whatever a client sent. */
export function requestOrigin(request: Request): string {
  const host = request.headers.get("x-forwarded-host");
  const origin = `${request.headers.get("x-forwarded-proto") ?? "http"}://${host ?? ""}`;
  return host !== null && env().allowedOrigins.includes(origin) ? origin : env().publicUrl;
}
