/** What an admin lets webhooks reach although it is on no public address: a host, an address or a network. */
export interface AllowedHost {
  /** A name in its form of ASCII, or an address; of IPv6 without brackets. */
  host: string;
  /** The one port; null for any. */
  port: number | null;
  /** The bits of a network; null for a single host. */
  prefix: number | null;
}

const IPV4_BITS = 32;
const IPV6_BITS = 128;
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Reads "hook.example.org", "10.0.0.7:8080", "[fd00::1]:8080", "10.0.0.0/8" or "fd00::/8"; null for anything else. */
export function parseAllowedHost(text: string): AllowedHost | null {
  const [, base = "", bits] = /^(.*?)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const prefix = bits === undefined ? null : Number(bits);
  const whole = isBareIpv6(base) ? `[${base}]` : base;
  const url = urlOf(whole);
  if (url === null) {
    return null;
  }
  const isIpv6 = url.hostname.startsWith("[");
  const host = isIpv6 ? url.hostname.slice(1, -1) : url.hostname.replace(/\.$/, "");
  const port = /:\d+$/.exec(whole.slice(whole.indexOf("]") + 1));
  if (prefix !== null) {
    const most = isIpv6 ? IPV6_BITS : IPV4.test(host) ? IPV4_BITS : -1;
    return port === null && prefix <= most ? { host, port: null, prefix } : null;
  }
  return host === "" ? null : { host, port: port === null ? null : Number(port[0].slice(1)), prefix: null };
}

/** The one form in which it is kept and shown. */
export function allowedHostText({ host, port, prefix }: AllowedHost): string {
  if (prefix !== null) {
    return `${host}/${prefix}`;
  }
  const name = host.includes(":") ? `[${host}]` : host;
  return port === null ? name : `${name}:${port}`;
}

function isBareIpv6(text: string): boolean {
  return (text.match(/:/g)?.length ?? 0) > 1 && !text.startsWith("[");
}

/** Null for what holds more than a host and a port. */
function urlOf(text: string): URL | null {
  if (text === "" || /[\s/@?#\\*]/.test(text)) {
    return null;
  }
  try {
    return new URL(`http://${text}/`);
  } catch {
    return null;
  }
}
