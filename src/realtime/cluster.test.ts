import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { revokeSession } from "@/features/sessions/server/write-revoke";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { changeUser } from "@/features/users/server/write-user";
import { closeDatabase, connectDatabase, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation, makeTeam, type MadeTeam } from "@/testing/factories";
import { startRedis, type RedisServer } from "@/testing/processes/redis";
import { startServers, type Servers } from "@/testing/processes/server";
import { SocketClient } from "@/testing/sockets/client";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import { until } from "@/testing/wait";

// Two processes: the second reaches PostgreSQL through a line that can be cut.
let database: TestDatabase;
let redis: RedisServer;
let line: TcpProxy;
const servers: Servers[] = [];
const clients: SocketClient[] = [];
let admin: Actor;
let agent: Actor;
let sealed: MadeTeam;
const by = { key: null, address: "127.0.0.1" };

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  redis = await startRedis();
  const url = new URL(database.url);
  line = await TcpProxy.start(Number(url.port));
  const behindLine = new URL(database.url);
  behindLine.host = `127.0.0.1:${line.port}`;
  const organisation = await makeOrganisation();
  for (const input of [database.url, behindLine.toString()]) {
    servers.push(await startServers(input, 1, { REDIS_URL: redis.url }));
  }
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent" });
  sealed = await makeTeam(organisation, { name: "Sealed", isPrivate: true });
});

afterEach(() => {
  clients.splice(0).forEach((client) => client.close());
});

afterAll(async () => {
  await Promise.all(servers.map((one) => one.stop()));
  await line.close();
  await redis.stop();
  await closeDatabase();
  await database.drop();
});

async function connect(actor: Actor, server: 0 | 1): Promise<SocketClient> {
  const client = new SocketClient({
    url: servers[server]?.processes[0]?.url ?? "",
    token: await makeAccessToken(actor),
  });
  clients.push(client);
  await until("the client is connected", () => client.isIdle());
  return client;
}

const input = { title: "The lift stands still", description: "Between the second and third floor." };

async function sharedTicket(): Promise<string> {
  return (await createTicket(admin, input)).id;
}

/** Something that another process does while this one is cut off is known to the first before it is done with. */
async function whileCutOff(work: () => Promise<void>): Promise<void> {
  line.stall();
  try {
    await work();
  } finally {
    line.resume();
  }
}

it("a process that is cut off from PostgreSQL still disconnects a session that was ended elsewhere", async () => {
  const person = await makeActor({ id: admin.organisationId }, { role: "agent" });
  const [witness, far] = [await connect(admin, 0), await connect(person, 1)];
  await whileCutOff(async () => {
    await revokeSession(admin, person.sessionId, by);
    await until("it was announced why", () => far.received("session:ended") !== undefined, 4_000);
    await until("it is gone", () => !far.socket.connected);
  });
  expect(witness.socket.connected).toBe(true);
});

it("an agent who lost access to a moved ticket is removed from its rooms on a process that is cut off, once", async () => {
  const ticketId = await sharedTicket();
  const far = await connect(agent, 1);
  await connect(admin, 0);
  far.watch(ticketId);
  await until("it is open", () => far.isIdle());
  await whileCutOff(async () => {
    await updateTicket(admin, { ticket: ticketId, teamId: sealed.id });
    await until("it was announced", () => far.received("ticket:removed") !== undefined, 4_000);
    await addComment(admin, { ticket: ticketId, body: "Only the sealed team reads this." });
  });
  const marker = await sharedTicket();
  await until("the far process reads on", () => far.list.has(marker), 15_000);
  expect(far.names().filter((name) => name === "ticket:removed")).toHaveLength(1);
  expect(JSON.stringify(far.receipts)).not.toContain("Only the sealed team");
});

it("what was being read before a person lost access to a ticket is not sent afterwards", async () => {
  const ticketId = await sharedTicket();
  const far = await connect(agent, 1);
  await connect(admin, 0);
  await until("it is in the list", () => far.list.has(ticketId));
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  const waiting = async (): Promise<number> =>
    (await holder.query("SELECT 1 FROM pg_locks WHERE relation = 'notices'::regclass AND NOT granted"))
      .rowCount ?? 0;
  try {
    // The presentation of a notice reads this table: both processes begin to read of the change, and hang.
    await holder.query("BEGIN; LOCK TABLE notices IN ACCESS EXCLUSIVE MODE");
    await transaction(async (tx) => {
      const { rows } = await tx.query<{ version: number; public_version: number }>(
        "UPDATE tickets SET version = version + 1, public_version = public_version + 1 WHERE id = $1 RETURNING version, public_version",
        [ticketId],
      );
      await emit(tx, {
        type: "ticket:updated",
        organisationId: admin.organisationId,
        actorId: admin.id,
        ticketId,
        audience: "public",
        version: rows[0]?.version ?? 0,
        publicVersion: rows[0]?.public_version ?? 0,
        data: { changes: { title: { from: input.title, to: input.title } }, publicChanges: {} },
      });
      await emit(tx, {
        type: "notice:added",
        organisationId: admin.organisationId,
        actorId: null,
        data: { noticeId: randomUUID() },
      });
    });
    await until("both stand still", async () => (await waiting()) === 2);
    line.stall(["down"]);
    await holder.query("COMMIT");
    await updateTicket(admin, { ticket: ticketId, teamId: sealed.id });
    await until("it was announced by the other process", () => far.received("ticket:removed") !== undefined);
  } finally {
    line.resume();
    await holder.end();
  }
  const marker = await sharedTicket();
  await until("the far process reads on", () => far.list.has(marker), 15_000);
  expect([...far.list.keys()]).not.toContain(ticketId);
});

it("a person who came back with new rights is not disconnected again when the cut-off process reads on", async () => {
  const person = await makeActor({ id: admin.organisationId }, { role: "agent" });
  const far = await connect(person, 1);
  await connect(admin, 0);
  await whileCutOff(async () => {
    await changeUser(admin, { personId: person.id, patch: { role: "viewer" } }, by);
    await until("it was announced", () => far.received("session:changed") !== undefined, 4_000);
  });
  await until("it is back", () => far.isIdle(), 20_000);
  const marker = await sharedTicket();
  await until("the far process reads on", () => far.list.has(marker), 15_000);
  expect(far.names().filter((name) => name === "session:changed")).toHaveLength(1);
  expect(far.counts.connections).toBe(2);
});

it("pages on a process that cannot read the log are notified, and again when nothing is missing any more", async () => {
  const far = await connect(agent, 1);
  const delays = (): unknown[] =>
    far.receipts.filter(({ name }) => name === "session:delayed").map(({ payload }) => payload);
  await whileCutOff(async () => {
    await until("they are notified", () => delays().length === 1, 8_000);
    await sharedTicket();
  });
  await until("it reads again", () => delays().length === 2, 20_000);
  expect(delays()).toEqual([{ isDelayed: true }, { isDelayed: false }]);
  const received = far.receipts.map(({ name }) => name);
  const [missed, delayed] = ["ticket:created", "session:delayed"].map((name) => received.lastIndexOf(name));
  expect(missed).toBeGreaterThan(-1);
  expect(missed).toBeLessThan(delayed ?? 0);
});

it("without Redis what is committed reaches the sockets of every process", async () => {
  const far = await connect(agent, 1);
  await redis.kill();
  const ticketId = await sharedTicket();
  await until("the far process announced it", () => far.list.has(ticketId), 5_000);
  await redis.start();
});
