/** Longer than any name and port can be. */
const LENGTH_MAX = 270;
/** Characters that a `Host` never holds: each would make a URL parser read something other than a host. */
const FORBIDDEN = /[\s/\\?#@%,;"'<>^`{|}\u0000-\u0020\u007f]/u;

/**
 * A host and port, as a `Host` header has them, in the one form in which names are compared: lower case, Unicode names as
 * ASCII, without the root's dot at the end, IPv6 in brackets, without the port that `protocol` has anyway. Null when it is
 * none.
 */
export function canonicalHost(host: string, protocol: "http" | "https" = "http"): string | null {
  const text = fromBytes(host);
  if (text === "" || text.length > LENGTH_MAX || FORBIDDEN.test(text)) {
    return null;
  }
  const url = URL.canParse(`${protocol}://${text}`) ? new URL(`${protocol}://${text}`) : null;
  const name = url?.hostname.replace(/\.$/, "") ?? "";
  if (!url || !isName(name)) {
    return null;
  }
  return url.port === "" ? name : `${name}:${url.port}`;
}

/** The name of a canonical host without the port, by which an organisation is found. */
export function hostName(host: string): string {
  return host.replace(/:\d+$/, "");
}

/** An origin in the form in which browsers send ours, or null when it is none: "null", several, one with a path. */
export function canonicalOrigin(origin: string): string | null {
  const [, scheme = "", host = ""] = /^(https?):\/\/([^/]+)$/i.exec(origin) ?? [];
  const protocol = scheme.toLowerCase() === "https" ? "https" : "http";
  const canonical = host === "" ? null : canonicalHost(host, protocol);
  return canonical === null ? null : `${protocol}://${canonical}`;
}

/** Node.js hands over the bytes of a header as Latin-1: a name in UTF-8 is put together again. */
function fromBytes(host: string): string {
  if (!/[\u0080-\u00ff]/.test(host) || /[^\u0000-\u00ff]/.test(host)) {
    return host;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(host, "latin1"));
  } catch {
    return host;
  }
}

function isName(name: string): boolean {
  return name.startsWith("[") || name.split(".").every((label) => label !== "");
}
