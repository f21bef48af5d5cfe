import { afterAll, beforeAll, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { newNotificationSchema } from "@/features/notifications/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { fetchNotifications } from "@/testing/notifications";
import { startServers, type Servers } from "@/testing/processes/server";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const ROUNDS = 2;
const PATIENCE_MILLISECONDS = 20_000;

let database: TestDatabase;
let servers: Servers;
let requester: Actor;
let agent: Actor;
const clients: SocketClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  const organisation = await makeOrganisation();
  requester = await makeActor(organisation);
  agent = await makeActor(organisation, { role: "agent" });
  servers = await startServers(database.url, 3, { TEST_BACKGROUND: "1" });
});

afterAll(async () => {
  clients.forEach((client) => client.close());
  await servers.stop();
  await closeDatabase();
  await database.drop();
});

it("when any process is killed while notifications are written, everybody gets every notification once", async () => {
  const [first, second, stays] = servers.processes;
  const url = stays?.url ?? "";
  const token = await makeAccessToken(requester);
  const fetched = () => fetchNotifications(new HttpClient(url, token), "?limit=100");
  const client = new SocketClient({ url, token });
  clients.push(client);
  await until("the requester listens", () => client.isIdle());
  const ticket = await createTicket(requester, { title: "It stands still", description: "Nothing moves." });
  await until("the log consumer has begun", async () => {
    const { rowCount } = await pool().query("SELECT 1 FROM cursors WHERE name = 'notify people'");
    return rowCount === 1;
  });
  let said = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const victim = round % 2 === 0 ? first : second;
    for (let count = 0; count < 5; count++) {
      await addComment(agent, { ticket: ticket.id, body: `Answer ${(said += 1)}` });
    }
    await victim?.kill();
    await addComment(agent, { ticket: ticket.id, body: `Answer ${(said += 1)}` });
    await victim?.start();
  }
  await until(
    "all notifications were sent",
    async () => (await fetched()).items.length >= said,
    PATIENCE_MILLISECONDS,
  );
  const received = () =>
    client.receipts
      .filter(({ name }) => name === "notification:new")
      .map(({ payload }) => newNotificationSchema.parse(payload).notification.id);
  const { items, unread } = await fetched();
  await until(
    "all of it was received",
    () => new Set(received()).size >= items.length,
    PATIENCE_MILLISECONDS,
  );
  expect(received().sort()).toEqual(items.map(({ id }) => id).sort());
  expect([items.length, unread]).toEqual([said, said]);
});
