import type { IncomingHttpHeaders } from "node:http";
import { isForwarded } from "./addresses";
import type { Env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { OneTimeEvent } from "@/shared/listeners";

/**
 * Notices, once in this process, that requests come through a proxy without TRUST_PROXY: then all clients
 * seem to have the proxy's address, and limits by address count them all as one.
 */
export function watchForProxy(headers: IncomingHttpHeaders, { trustProxy }: Env): void {
  if (trustProxy > 0 || sighting().hasHappened() || !isForwarded(headers)) {
    return;
  }
  log().warn(
    "requests come with X-Forwarded-* headers, but TRUST_PROXY is 0: behind a proxy everybody seems to come from its address; set TRUST_PROXY to the number of proxies in front",
  );
  sighting().emit();
}

/** Subscribes to the report of such a proxy, also an earlier one. Returns a function that unsubscribes. */
export function onUndeclaredProxy(listener: () => void): () => void {
  return sighting().add(listener);
}

function sighting(): OneTimeEvent {
  return shareOnce("untold-proxy", () => new OneTimeEvent());
}
