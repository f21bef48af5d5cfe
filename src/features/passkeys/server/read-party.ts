import { requestOrigin } from "@/server/http/request/origin";

/** What browsers bind a passkey to: the host name of ours that was asked, and the page's origin. */
export interface Party {
  /** WebAuthn's RP ID: the origin's host name without its port. */
  host: string;
  origin: string;
}

/**
 * The party that a request came to. It follows from an origin that the settings allow, never from what a client says; each of an
 * organisation's hosts is one of its own, since browsers offer a passkey under the name alone that it was made for.
 */
export function partyOf(request: Request): Party {
  const origin = requestOrigin(request);
  return { origin, host: new URL(origin).hostname };
}
