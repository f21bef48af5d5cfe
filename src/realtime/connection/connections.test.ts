import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { io as connect, type Socket } from "socket.io-client";
import { Server } from "socket.io";
import { connectionPageSchema, type ConnectionPage } from "@/features/connections/schema";
import { answerHere } from "@/features/connections/server/read-process";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { mintOrganisationId, type Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { startServers, type Servers } from "@/testing/processes/server";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { trackConnections } from "./connections";
import type { TypedServer } from "@/realtime/sockets/sockets";

const actor: Actor = {
  id: "0198c0de-0000-7000-8000-000000000001",
  organisationId: mintOrganisationId("0198c0de-0000-7000-8000-000000000002"),
  role: "agent",
  name: "Gus Agent",
  teamIds: [],
  sessionId: "0198c0de-0000-7000-8000-000000000003",
  guestTicketId: null,
};
const question = {
  organisationId: actor.organisationId,
  after: null,
  limit: 10,
  sort: "-since",
} as const;

describe("what a process notes of its sockets", () => {
  const http = createServer();
  const io: TypedServer = new Server(http, { pingInterval: 150, pingTimeout: 5_000 });
  let stop = (): void => undefined;
  let client: Socket | null = null;

  beforeAll(async () => {
    io.use((socket, next) => {
      const session = {
        actor,
        email: null,
        language: null,
        kind: "browser",
        isByProvider: false,
        expiresAt: new Date(),
        provenAt: new Date(),
        secondFactorDue: null,
        isFactorUnshown: false,
        scopes: null,
        timeZone: null,
        by: "cookie",
      } as const;
      socket.data = {
        ...socket.data,
        session,
        checkedAt: 0,
        staffTickets: new Set(),
        readOnlyTickets: new Set(),
      };
      next();
    });
    stop = trackConnections(io);
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    client?.disconnect();
    await until("a socket that went is not counted", () => answerHere(question).totals.connections === 0);
  });
  afterAll(async () => {
    stop();
    await io.close();
  });

  it.each(["websocket", "polling"])(
    "the lag is how long the answer to a ping took, by %s",
    async (transport) => {
      const address = http.address();
      const port = typeof address === "object" && address ? address.port : 0;
      client = connect(`http://127.0.0.1:${port}`, { transports: [transport] });
      await until("it is connected", () => answerHere(question).items.length === 1);
      expect(answerHere(question).items[0]?.lagMilliseconds).toBeNull();
      // A client that answers late, as over a slow line: its pongs are held back.
      const engine = client.io.engine;
      const send = engine.transport.send.bind(engine.transport);
      engine.transport.send = (packets) => void setTimeout(() => send(packets), 80);
      const lag = (): number | null => answerHere(question).items[0]?.lagMilliseconds ?? null;
      await until("a ping was answered", () => lag() !== null);
      expect(lag()).toBeGreaterThanOrEqual(75);
      expect(lag()).toBeLessThan(2_000);
    },
  );
});

describe("several processes", () => {
  let redis: RedisServer;
  let database: TestDatabase;
  let servers: Servers;
  let admin: Actor;
  const clients: SocketClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    connectDatabase(database.url);
    redis = await startRedis();
    admin = await makeActor(await makeOrganisation(), { role: "admin", name: "Ada" });
    servers = await startServers(database.url, 2, { REDIS_URL: redis.url });
  });
  afterAll(async () => {
    clients.forEach((client) => client.close());
    await servers.stop();
    await redis.stop();
    await closeDatabase();
    await database.drop();
  });

  async function list(query = ""): Promise<ConnectionPage> {
    const http = new HttpClient(servers.processes[0]?.url ?? "", await makeAccessToken(admin));
    const answer = await http.send("GET", `/api/admin/connections${query}`);
    return connectionPageSchema.parse(answer.body);
  }

  it("each tells of all sockets, in one order, and one that dies is named until it is known to be gone", async () => {
    for (const [index, name] of ["Ann", "Bob", "Cleo", "Dan"].entries()) {
      const person = await makeActor({ id: admin.organisationId }, { name });
      const url = servers.processes[index % 2]?.url ?? "";
      clients.push(new SocketClient({ url, token: await makeAccessToken(person) }));
    }
    await until("both processes know all", async () => (await list()).totals.connections === 4, 15_000);

    const first = await list("?sort=name&limit=3");
    const second = await list(`?sort=name&limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((item) => item.user.name)).toEqual([
      "Ann",
      "Bob",
      "Cleo",
      "Dan",
    ]);
    expect(second.nextCursor).toBeNull();
    expect(first.processes.map((one) => one.connections)).toEqual([2, 2]);
    expect(new Set(first.items.map((item) => item.process))).toEqual(
      new Set(first.processes.map((one) => one.id)),
    );

    await servers.processes[1]?.kill();
    const after = await list();
    expect(after.items.map((item) => item.user.name).sort()).toEqual(["Ann", "Cleo"]);
    expect(after.processes.map((one) => one.connections)).toEqual([2, null]);
    await until("it is forgotten", async () => (await list()).processes.length === 1, 15_000);
  });

  it("its metrics say whether Redis answers, and how many other processes there are", async () => {
    await servers.processes[1]?.start();
    const read = async (): Promise<string> => (await fetch(`${servers.processes[0]?.url}/metrics`)).text();
    await until("both know each other", async () => /^helpejo_peers 1$/m.test(await read()), 15_000);
    expect(await read()).toMatch(/^helpejo_redis_up 1$/m);
    expect(await read()).toMatch(/^helpejo_bus_messages_total\{way="received",topic="peer"\} \d+$/m);
    await redis.kill();
    await until("it is noticed", async () => /^helpejo_redis_up 0$/m.test(await read()), 15_000);
    await redis.start();
    await until("it is back", async () => /^helpejo_redis_up 1$/m.test(await read()), 15_000);
  });
});
