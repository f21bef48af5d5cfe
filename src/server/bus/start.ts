import { bus, closeBus } from "./bus";
import { env } from "@/server/process/env";
import { registerReadiness } from "@/server/http/answers/health";
import { closeRedis } from "./redis";

/**
 * Opens the bus to the other processes. Without Redis nothing important is lost, so /ready shows that it is
 * away and stays ready: otherwise a proxy would take every process out at once. Returns a function that
 * closes it.
 */
export function startBus(): () => Promise<void> {
  bus();
  if (env().redisUrl !== null) {
    registerReadiness("redis", () => ({ ok: bus().isConnected(), isOptional: true }));
  }
  return async () => {
    await closeBus();
    await closeRedis();
  };
}
