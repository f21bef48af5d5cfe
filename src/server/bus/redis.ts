import { setTimeout as sleep } from "node:timers/promises";
import { createClient } from "redis";
import { env } from "@/server/process/env";
import { forgetShared, shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";

/** A connection to Redis, as we use it. */
export type RedisClient = ReturnType<typeof makeRedisClient>;

const CONNECT_MILLISECONDS = 3_000;
const COMMAND_MILLISECONDS = 1_000;
/** A connection that died silently is noticed by an unanswered ping. */
const PING_MILLISECONDS = 2_000;
const SILENCE_MILLISECONDS = 6_000;
const RETRY_MAX_MILLISECONDS = 1_000;

/**
 * The process's connection for commands; null without REDIS_URL. Nothing waits for a Redis that is away: a
 * command fails at once, and its caller goes on without it. The connection comes back by itself.
 */
export function redis(): RedisClient | null {
  const url = env().redisUrl;
  return url === null ? null : shareOnce("redis", () => openRedis(url, "commands"));
}

/** Opens a connection that always reconnects; it logs when it breaks and when it is back. */
export function openRedis(url: string, purpose: string): RedisClient {
  const client = makeRedisClient(url);
  let isDown = false;
  client.on("error", (error: unknown) => {
    if (!isDown) {
      isDown = true;
      log().warn({ err: error, purpose }, "Redis is away; going on without it");
    }
  });
  client.on("ready", () => {
    if (isDown) {
      isDown = false;
      log().info({ purpose }, "Redis is back");
    }
  });
  void client.connect().catch(() => undefined);
  return client;
}

/** Closes the process's connection for commands, if there is one, once what was sent is out. */
export async function closeRedis(): Promise<void> {
  const client = redis();
  if (client) {
    forgetShared("redis");
    await endRedis(client);
  }
}

/** Closes a connection once what was sent is out, or at once where nothing answers. */
export async function endRedis(client: RedisClient): Promise<void> {
  await Promise.race([client.close().catch(() => undefined), sleep(COMMAND_MILLISECONDS)]);
  if (client.isOpen) {
    client.destroy();
  }
}

function makeRedisClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_MILLISECONDS,
    maintNotifications: "disabled",
    commandOptions: { timeout: COMMAND_MILLISECONDS },
    socket: {
      connectTimeout: CONNECT_MILLISECONDS,
      socketTimeout: SILENCE_MILLISECONDS,
      reconnectStrategy: (retries) =>
        Math.min(RETRY_MAX_MILLISECONDS, 50 * 2 ** Math.min(retries, 8)) * (0.5 + Math.random() / 2),
    },
  });
}
