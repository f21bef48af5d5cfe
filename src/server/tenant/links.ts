import { env } from "@/server/process/env";

/** The origin that an organisation's links begin with: its first host's, and the desk's public one where it has none. Never what a request's Host says. */
export function originOfHost(host: string | null | undefined): string {
  const { allowedOrigins, publicUrl } = env();
  if (host === null || host === undefined) {
    return publicUrl;
  }
  const allowed = allowedOrigins.find((origin) => new URL(origin).hostname === host);
  const own = new URL(publicUrl);
  return allowed ?? `${own.protocol}//${host}${own.port === "" ? "" : `:${own.port}`}`;
}
