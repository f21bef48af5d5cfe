import type { IncomingHttpHeaders } from "node:http";
import { isForwarded } from "./addresses";
import type { Env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";

type Listener = () => void;

/**
 * Notices, once in this process, that requests come through a proxy without TRUST_PROXY: then all clients
 * seem to have the proxy's address, and limits by address count them all as one.
 */
export function watchForProxy(headers: IncomingHttpHeaders, { trustProxy }: Env): void {
  const kept = sightings();
  if (trustProxy > 0 || kept.isSeen || !isForwarded(headers)) {
    return;
  }
  kept.isSeen = true;
  log().warn(
    "requests come with X-Forwarded-* headers, but TRUST_PROXY is 0: behind a proxy everybody seems to come from its address; set TRUST_PROXY to the number of proxies in front",
  );
  kept.listeners.forEach((listener) => listener());
}

/** Subscribes to the report of such a proxy, also an earlier one. Returns a function that unsubscribes. */
export function onUntoldProxy(listener: Listener): () => void {
  const kept = sightings();
  kept.listeners.add(listener);
  if (kept.isSeen) {
    listener();
  }
  return () => void kept.listeners.delete(listener);
}

interface Sightings {
  isSeen: boolean;
  listeners: Set<Listener>;
}

function sightings(): Sightings {
  return shareOnce("untold-proxy", (): Sightings => ({ isSeen: false, listeners: new Set() }));
}
