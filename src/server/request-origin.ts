import { env } from "./env";

/** The origin of ours that a request came to. http.ts writes the forwarded host and scheme of an allowed origin over whatever a client sent. */
export function requestOrigin(request: Request): string {
  const host = request.headers.get("x-forwarded-host");
  const origin = `${request.headers.get("x-forwarded-proto") ?? "http"}://${host ?? ""}`;
  return host !== null && env().allowedOrigins.includes(origin) ? origin : env().publicUrl;
}
