import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

/** The options of a page's content security policy. */
export interface PolicyOptions {
  nonce: string;
  /** Development compiles in the browser (eval) and injects styles without a nonce. */
  isDevelopment: boolean;
  /** Host and port of the page's own origin: older browsers do not count its WebSocket as 'self'. */
  host: string;
}

/** The policy for answers other than pages: nothing in them may run, and no page may frame them. */
export const BARE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** What a page of ours never asks for; writing to the clipboard, going full screen and passkeys stay its own. */
const UNUSED_FEATURES = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

const FIXED: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Permissions-Policy": UNUSED_FEATURES.map((feature) => `${feature}=()`).join(", "),
  "Cross-Origin-Opener-Policy": "same-origin",
  // No page of another origin may take an answer in as a script, a style or an image; one that may read it (CORS) still can.
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "X-Permitted-Cross-Domain-Policies": "none",
};
/** A year, for this name alone: what runs under names below it is not ours to decide. */
const TRANSPORT_SECURITY = "max-age=31536000";

/** The headers of every answer; over https with HSTS. */
export function securityHeaders(policy: string, isSecure: boolean): Record<string, string> {
  return {
    ...FIXED,
    "Content-Security-Policy": policy,
    ...(isSecure ? { "Strict-Transport-Security": TRANSPORT_SECURITY } : {}),
  };
}

/** A nonce that no script can guess, new for every response. */
export function makeNonce(): string {
  return randomBytes(16).toString("base64");
}

/** The content security policy of a page: only scripts that this response's nonce vouches for, and what they load. */
export function pagePolicy({ nonce, isDevelopment, host }: PolicyOptions): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    // Virtual lists and progress bars set their sizes in style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Adds the security headers when the response begins, each unless the route has set its own by then: Next.js keeps what
 * stood on the response before it, so set earlier they would win over an attachment's stricter policy.
 */
export function protectResponse(response: ServerResponse, policy: string, isSecure = false): void {
  const defaults = Object.entries(securityHeaders(policy, isSecure));
  beforeHeaders(response, () => {
    for (const [name, value] of defaults) {
      if (!response.hasHeader(name)) {
        response.setHeader(name, value);
      }
    }
  });
}

function beforeHeaders(response: ServerResponse, act: () => void): void {
  const writeHead = response.writeHead;
  const patched = (...args: unknown[]): ServerResponse => {
    response.writeHead = writeHead;
    // Headers handed to writeHead itself count as set: they are put on the response before the defaults look.
    const [status, ...others] = args;
    const headers = others.find((value) => typeof value === "object" && value !== null);
    const list: [string, unknown][] = Array.isArray(headers) ? pairs(headers) : Object.entries(headers ?? {});
    for (const [name, value] of list) {
      if (typeof value === "string" || typeof value === "number" || Array.isArray(value)) {
        response.setHeader(name, value);
      }
    }
    act();
    const reason = others.find((value) => typeof value === "string");
    return reason === undefined
      ? response.writeHead(Number(status))
      : response.writeHead(Number(status), reason);
  };
  response.writeHead = patched;
}

function pairs(list: unknown[]): [string, unknown][] {
  if (Array.isArray(list[0])) {
    return list.flatMap((entry) => (Array.isArray(entry) ? [[String(entry[0]), entry[1]]] : []));
  }
  return list.flatMap((entry, index) => (index % 2 === 0 ? [[String(entry), list[index + 1]]] : []));
}
