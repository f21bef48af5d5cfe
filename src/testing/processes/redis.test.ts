import { createClient } from "redis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startRedis, type RedisServer } from "./redis";

let server: RedisServer;

beforeAll(async () => {
  server = await startRedis();
});

afterAll(async () => {
  await server.stop();
});

it("a Redis for tests comes back on its port after it was killed, and has forgotten everything", async () => {
  const ask = async (work: (client: ReturnType<typeof makeClient>) => Promise<unknown>): Promise<unknown> => {
    const client = makeClient();
    await client.connect();
    return work(client).finally(() => client.destroy());
  };
  await ask((client) => client.set("remembered", "yes"));
  await server.kill();
  await expect(ask((client) => client.get("remembered"))).rejects.toThrow("ECONNREFUSED");
  await server.start();
  expect(await ask((client) => client.get("remembered"))).toBeNull();
});

function makeClient() {
  const client = createClient({ url: server.url, socket: { reconnectStrategy: false } });
  client.on("error", () => undefined);
  return client;
}
