import { afterAll, beforeAll, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { startServers } from "@/testing/processes/server";
import { until } from "@/testing/wait";
import { makeWebhook } from "@/testing/webhooks/make";
import { startReceiver, type ReceivedWebhook, type WebhookReceiver } from "@/testing/webhooks/receiver";

const TICKETS = 4;
const COMMENTS = 10;
let database: TestDatabase;
let receiver: WebhookReceiver;
let admin: Actor;

beforeAll(async () => {
  database = await createTestDatabase();
  connectDatabase(database.url);
  receiver = await startReceiver();
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});

afterAll(async () => {
  await receiver.stop();
  await closeDatabase();
  await database.drop();
});

/** The secrets of this process have to be opened by the others. */
const KEYS = { DATA_DIR: process.env["DATA_DIR"] ?? "" };

const keyOf = ({ type, data }: ReceivedWebhook): string => `${type} ${data.eventId}`;
const isThrough = async (): Promise<boolean> =>
  (await pool().query("SELECT 1 FROM webhook_deliveries WHERE state = 'waiting'")).rowCount === 0 &&
  new Set(receiver.taken.map(keyOf)).size >= TICKETS * (COMMENTS + 1);

/** What was being sent by a process that is gone has its turn again when its time is over: it passes faster here, but not for what may still be answered. */
async function endLeases(): Promise<void> {
  await pool().query(
    `UPDATE webhook_deliveries SET taken_until = NULL, next_try_at = least(next_try_at, now())
     WHERE state = 'waiting' AND (taken_until IS NULL AND next_try_at > now() OR taken_until < now() + interval '25 seconds')`,
  );
}

it("of two processes, each killed while it sends, nothing is lost: what comes twice has its id, and each ticket its order", async () => {
  const servers = await startServers(database.url, 2, { TEST_BACKGROUND: "1", ...KEYS });
  const [first, second] = servers.processes;
  try {
    await until(
      "they read the log",
      async () => (await pool().query("SELECT 1 FROM cursors WHERE name = 'queue webhooks'")).rowCount === 1,
      30_000,
    );
    await makeWebhook(admin, receiver, { side: "staff", types: ["ticket:created", "comment:added"] });
    const tickets: string[] = [];
    let hangs = 0;
    // Each fourth is taken, and its answer never arrives: the process that sent it is killed meanwhile, or waits in vain.
    receiver.answer = (message) => {
      if (receiver.received.length % 4 === 0 && hangs < 3) {
        hangs += 1;
        receiver.taken.push(message);
        return () => undefined;
      }
      return 204;
    };
    for (let count = 0; count < TICKETS; count++) {
      const input = { title: `A lamp is out, number ${count}`, description: "It is dark here." };
      tickets.push((await createTicket(admin, input)).id);
    }
    const written = (async () => {
      for (let count = 0; count < COMMENTS; count++) {
        for (const ticket of tickets) {
          await addComment(admin, { ticket, body: `Number ${count}` });
        }
      }
    })();
    await until("one of them sends, and waits for an answer", () => hangs > 0, 30_000);
    await first?.kill();
    await until(
      "the other one sends",
      async () => {
        await endLeases();
        return hangs > 1 || receiver.taken.length > 20;
      },
      90_000,
    );
    await first?.start();
    await second?.kill();
    await written;
    receiver.answer = () => 204;
    await until(
      "all have arrived",
      async () => {
        await endLeases();
        return await isThrough();
      },
      90_000,
    );
    const byKey = new Map<string, Set<string>>();
    for (const message of receiver.received) {
      expect(message.signedBy).toEqual([0]);
      byKey.set(keyOf(message), (byKey.get(keyOf(message)) ?? new Set()).add(message.id));
    }
    expect([...byKey.values()].filter((ids) => ids.size !== 1)).toEqual([]);
    expect(byKey.size).toBe(TICKETS * (COMMENTS + 1));
    expect(receiver.received.length).toBeGreaterThan(byKey.size);
    for (const ticketId of tickets) {
      const seen = new Set<number>();
      const own = receiver.received.filter(({ data }) => data.ticketId === ticketId);
      const firsts = own.flatMap(({ data }) => {
        const isNew = !seen.has(data.version ?? 0);
        seen.add(data.version ?? 0);
        return isNew ? [data.version] : [];
      });
      expect(firsts).toEqual(Array.from({ length: COMMENTS + 1 }, (_, index) => index + 1));
    }
  } finally {
    await servers.stop();
  }
}, 240_000);
