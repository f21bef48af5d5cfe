import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ReturnType<typeof ipaddr.process>;

/** The part of an IPv6 address that its owner may choose. */
const OWN_BITS = 64;

/**
 * The one form of an IP address, as a socket or a proxy reports it: without port, brackets and zone, IPv4 in its plain form,
 * IPv6 as RFC 5952 has it. Null when it is none.
 */
export function canonicalAddress(text: string): string | null {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1];
  return parse(bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1"))?.toString() ?? null;
}

/** Whether an address is this machine itself. */
export function isLoopbackAddress(text: string): boolean {
  return parse(text)?.range() === "loopback";
}

/**
 * By what a client is counted: its IPv4 address, or the /64 network of its IPv6 address, for it owns that whole and could
 * come from a new address in it each time. What is no address counts as it is, nothing as "unknown".
 */
export function addressKey(text: string): string {
  const address = parse(text);
  if (address?.kind() === "ipv6") {
    return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${OWN_BITS}`).toString()}/${OWN_BITS}`;
  }
  return address?.toString() ?? (text === "" ? "unknown" : text);
}

/**
 * Whether an address is one of the internet's own, so that nobody's machine or network can be meant by it: neither private,
 * loopback, link-local, shared, reserved, multicast nor a tunnel's form of another address. What is no address is none.
 */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  if (address?.range() !== "unicast") {
    return false;
  }
  return address.kind() === "ipv4" || isIn(address, GLOBAL_UNICAST);
}

/** Whether an address is in a network, such as "10.0.0.0/8". */
export function isInNetwork(text: string, network: string): boolean {
  const address = parse(text);
  return address !== null && ipaddr.isValidCIDR(network) && isIn(address, network);
}

/** Of IPv6, what is given out for the internet: all else is reserved, or has another address inside. */
const GLOBAL_UNICAST = "2000::/3";

function isIn(address: Address, network: string): boolean {
  const [base, bits] = ipaddr.parseCIDR(network);
  return base.kind() === address.kind() && address.match(base, bits);
}

/** Node.js says what is an address: the library would take `010.1`, too. */
function parse(text: string): Address | null {
  const [withoutZone = ""] = text.split("%", 1);
  // The library takes the old `::127.0.0.1` for IPv4 by way of IPv6, which `::ffff:127.0.0.1` alone is.
  const address = withoutZone.replace(/^::(?=\d+\.)/, "0::");
  return isIP(text) > 0 && ipaddr.isValid(address) ? ipaddr.process(address) : null;
}
