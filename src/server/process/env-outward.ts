import { isLoopbackHost } from "./env-schema";

/** The settings by which the server can be reached from other machines, or is meant to be. */
export interface Outward {
  HOST: string;
  NEXTAUTH_URL?: string | undefined;
  ALLOWED_ORIGINS: readonly string[];
  TRUST_PROXY: number;
}

/**
 * The settings that show that other machines reach the server, as `NAME=value`; empty when none does. The
 * listening address is only one sign: a proxy in front of 127.0.0.1 lets the whole network in.
 */
export function outwardSigns(values: Outward): string[] {
  const signs: string[] = [];
  if (!isLoopbackHost(values.HOST)) {
    signs.push(`HOST=${values.HOST}`);
  }
  if (values.NEXTAUTH_URL !== undefined && !isLoopbackOrigin(values.NEXTAUTH_URL)) {
    signs.push(`NEXTAUTH_URL=${values.NEXTAUTH_URL}`);
  }
  const foreign = values.ALLOWED_ORIGINS.filter((origin) => !isLoopbackOrigin(origin));
  if (foreign.length > 0) {
    signs.push(`ALLOWED_ORIGINS=${foreign.join(",")}`);
  }
  if (values.TRUST_PROXY > 0) {
    signs.push(`TRUST_PROXY=${values.TRUST_PROXY}`);
  }
  return signs;
}

/** Whether a `Host` header, with or without a port, names this machine itself. */
export function isLoopbackName(host: string): boolean {
  const url = `http://${host}`;
  return URL.canParse(url) && isLoopbackOrigin(url);
}

function isLoopbackOrigin(origin: string): boolean {
  return isLoopbackHost(new URL(origin).hostname.replace(/^\[(.*)\]$/, "$1"));
}
