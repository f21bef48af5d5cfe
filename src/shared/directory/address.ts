/** Where a directory listens. */
export interface DirectoryAddress {
  /** Without brackets. */
  host: string;
  port: number;
  /** Whether TLS begins with the connection (ldaps); otherwise by StartTLS. */
  isTls: boolean;
  /** Whether it is this machine itself: only there words may travel without TLS, as they never leave it. */
  isLoopback: boolean;
}

/** Reads the address of a directory: `ldaps://` or `ldap://`, a host, a port if it is not the usual one, and nothing else. Null when it is none. */
export function readDirectoryAddress(text: string): DirectoryAddress | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^ldaps?:$/.test(url.protocol) ||
    !/^(\[[0-9a-f:.]+\]|[\w.-]+)$/i.test(url.hostname) ||
    !["", "/"].includes(url.pathname) ||
    url.search + url.hash + url.username + url.password !== ""
  ) {
    return null;
  }
  const isTls = url.protocol === "ldaps:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  return {
    host,
    port: url.port === "" ? (isTls ? 636 : 389) : Number(url.port),
    isTls,
    isLoopback: /^(localhost\.?|127(\.\d{1,3}){3}|::1)$/i.test(host),
  };
}

/** Whether a text is the address of a directory. */
export function isDirectoryAddress(text: string): boolean {
  return readDirectoryAddress(text) !== null;
}
