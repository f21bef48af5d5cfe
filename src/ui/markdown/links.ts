import { escapeHtml } from "./html";

/** The destination of a link. */
export interface SafeLink {
  /** The href: parsed and serialised anew, never as typed. */
  href: string;
  /** Whether it opens a new tab: it leads to another site, or to a file. */
  isElsewhere: boolean;
  /** The destination to show after the link's text, so that nobody is led elsewhere unnoticed; null where the text shows it. */
  destination: string | null;
}

/** Longer addresses are text. */
export const ADDRESS_MAX = 2_000;

/** Characters that no address needs, or that hide or reverse text: controls, white space, backslashes, invisible marks. */
const NOT_IN_ADDRESSES = /[\p{Cc}\p{Cf}\p{Z}\p{Cs}\\<>"`]/u;

/** Characters that reverse the order or are invisible: the text of a link must read as it is. */
const DECEIVING = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u3164]/u;

/** Paths that are no pages and get no links; a ticket's file does. */
const NOT_PAGES =
  /^\/(?:api|sign-out|sign-in|register|first-run|invitation|_next|socket\.io|health|ready|metrics)(?:\/|$)/i;
/** Paths that become links by themselves: every page behind the sign-in. Any other path is one of a disk or a log. */
const PAGES =
  /^\/(?:tickets(?:\/|$)|admin(?:\/|$)|account(?:\/|$)|assignment-requests(?:\/|$)|canned-replies(?:\/|$)|views(?:\/|$)|macros(?:\/|$)|$)/;
const FILE = /^\/api\/attachments\/[\w-]{1,64}$/;
const MESSAGE = /^#message-[\w-]{1,64}$/;

const BASE = "https://own.invalid";

/**
 * The link of `[label](address)`, or of an address in a text (`label` is the same then): a link that is safe
 * to follow, or null, which leaves all of it text. Decided by how a browser parses the address, not by its
 * spelling. `ownOrigins` are this installation's own.
 */
export function readLink(address: string, label: string, ownOrigins: readonly string[]): SafeLink | null {
  if (
    address.length > ADDRESS_MAX ||
    NOT_IN_ADDRESSES.test(address) ||
    DECEIVING.test(label) ||
    label.trim() === ""
  ) {
    return null;
  }
  if (address.startsWith("/") || address.startsWith("#")) {
    return readOwnPath(address);
  }
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(address)?.[1]?.toLowerCase();
  switch (scheme) {
    case "http":
    case "https":
      return readWebAddress(address, label, ownOrigins);
    case "mailto":
      return readPlainAddress(
        "mailto:",
        address.slice("mailto:".length),
        label,
        /^[^\s@?&%#/:]{1,64}@[^\s@?&%#/:]{1,255}$/,
      );
    case "tel":
      return readPlainAddress("tel:", address.slice("tel:".length), label, /^\+?[0-9][0-9().-]{0,30}$/);
    default:
      return null;
  }
}

function readOwnPath(address: string): SafeLink | null {
  if (MESSAGE.test(address)) {
    return { href: address, isElsewhere: false, destination: null };
  }
  // Encoded slashes and backslashes become a host's beginning for whatever decodes once more.
  if (!address.startsWith("/") || /%5c|%2f|%00|%25/i.test(address) || !URL.canParse(address, BASE)) {
    return null;
  }
  const url = new URL(address, BASE);
  const isOurs = url.origin === BASE && url.username === "" && !url.pathname.startsWith("//");
  return isOurs && isPage(url) && (PAGES.test(url.pathname) || FILE.test(url.pathname))
    ? { href: `${url.pathname}${url.search}${url.hash}`, isElsewhere: false, destination: null }
    : null;
}

function readWebAddress(address: string, label: string, ownOrigins: readonly string[]): SafeLink | null {
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) {
    return null;
  }
  const url = new URL(address);
  if (url.username !== "" || url.password !== "" || url.hostname === "") {
    return null;
  }
  const isOwn = ownOrigins.some((origin) => sameHost(origin, url));
  if (isOwn && !isPage(url)) {
    return null;
  }
  return {
    href: url.href,
    isElsewhere: !isOwn,
    destination: saysWhere(label, address, url) ? null : url.host,
  };
}

/** Compares hosts, ignoring the scheme and a dot at the end. */
function sameHost(origin: string, url: URL): boolean {
  if (!URL.canParse(origin)) {
    return false;
  }
  const own = new URL(origin);
  return (
    bare(own.hostname) === bare(url.hostname) && (own.port === url.port || own.hostname === url.hostname)
  );
}

function bare(hostname: string): string {
  return hostname.replace(/\.$/, "").toLowerCase();
}

/** Encoded letters and doubled slashes may be read as the same path by what stands in front: they are compared as such. */
function isPage(url: URL): boolean {
  let path = url.pathname.replace(/\/{2,}/g, "/");
  try {
    path = decodeURIComponent(path);
  } catch {
    return false;
  }
  return !NOT_PAGES.test(path) || FILE.test(url.pathname);
}

/** Whether the text of a link is the address or the host itself. */
function saysWhere(label: string, address: string, url: URL): boolean {
  const text = label.trim();
  return (
    text === address ||
    text === url.href ||
    text === url.host ||
    `http://${text}` === address ||
    `https://${text}` === address
  );
}

function readPlainAddress(scheme: string, rest: string, label: string, form: RegExp): SafeLink | null {
  if (!form.test(rest)) {
    return null;
  }
  const isSaid = label.trim() === rest || label.trim() === `${scheme}${rest}`;
  return { href: `${scheme}${rest}`, isElsewhere: false, destination: isSaid ? null : rest };
}

/** The beginning of a link's element. */
export function openLink({ href, isElsewhere }: SafeLink): string {
  const target = isElsewhere ? ' target="_blank"' : "";
  return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow"${target}><bdi>`;
}

/** Its end, with the destination where the text does not show it. */
export function closeLink({ destination }: SafeLink): string {
  return destination === null
    ? "</bdi></a>"
    : `</bdi></a> <bdi class="prose-destination">(${escapeHtml(destination)})</bdi>`;
}
