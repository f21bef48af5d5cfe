import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import type { WebhookDeliveryDto } from "@/features/webhooks/schema";
import { listDeliveries, readWebhook } from "@/features/webhooks/server/read";
import { pool } from "@/server/database/database";
import { readMetrics } from "@/server/metrics/metrics";
import { noteWebhookBacklog } from "@/server/metrics/webhooks";
import type { Actor } from "@/shared/roles";
import { Random } from "@/testing/chaos/random";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { until } from "@/testing/wait";
import { makeWebhook, WebhookWork } from "@/testing/webhooks/make";
import { startReceiver, type WebhookReceiver } from "@/testing/webhooks/receiver";

setUpDatabase();

let admin: Actor;
let receiver: WebhookReceiver;
let work: WebhookWork;

beforeAll(async () => {
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});

beforeEach(async () => {
  await pool().query("DELETE FROM webhooks");
  receiver = await startReceiver();
  work = new WebhookWork();
  await work.queue();
});

afterEach(async () => {
  await receiver.stop();
});

async function file(): Promise<string> {
  return (await createTicket(admin, { title: "A lamp is out", description: "It is dark here." })).id;
}

async function deliveriesOf(webhookId: string): Promise<WebhookDeliveryDto[]> {
  const query = { limit: 100 };
  return (await listDeliveries(admin, webhookId, { query, language: "en" })).items;
}

describe("order", () => {
  it("is kept for each ticket and each webhook while receivers fail now and then, and nothing is lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        await pool().query("DELETE FROM webhooks");
        const random = new Random(seed);
        const both = [receiver, await startReceiver()];
        for (const one of both) {
          one.taken.length = 0;
          one.answer = () => random.pick([204, 204, 500, 503]);
          await makeWebhook(admin, one, { side: "staff", types: ["ticket:created", "comment:added"] });
        }
        const tickets = [await file(), await file(), await file()];
        for (let count = 0; count < 12; count++) {
          await addComment(admin, { ticket: random.pick(tickets), body: `Number ${count}` });
          await (random.pick([true, false]) && work.all());
          work.pass(random.pick([1_000, 60_000]));
        }
        await work.queue();
        for (let round = 0; round < 200; round++) {
          await work.send();
          work.pass(30 * 60_000);
        }
        for (const one of both) {
          for (const ticketId of tickets) {
            const own = one.taken.filter(({ data }) => data.ticketId === ticketId);
            expect(own.map(({ data }) => data.version)).toEqual(own.map((_, index) => index + 1));
          }
          expect(new Set(one.taken.map(({ id }) => id)).size).toBe(15);
        }
        await both[1]?.stop();
      }),
      { numRuns: Number(process.env["WEBHOOK_RUNS"] ?? 3) },
    );
  });

  it("holds up no other ticket, and shows what waits behind", async () => {
    const { id } = await makeWebhook(admin, receiver, { side: "staff" });
    const [first, second] = [await file(), await file()];
    await addComment(admin, { ticket: first, body: "Behind it." });
    receiver.answer = ({ data }) => (data.ticketId === first ? 500 : 204);
    await work.all();
    expect(receiver.taken.map(({ data }) => data.ticketId)).toEqual([second]);
    const waiting = (await deliveriesOf(id)).filter(({ state }) => state === "waiting");
    expect(waiting.map(({ isBehind, type }) => [type, isBehind])).toEqual([
      ["ticket:activity", true],
      ["comment:added", true],
      ["ticket:created", false],
    ]);
    expect((await readWebhook(admin, id)).waiting).toBe(3);
    receiver.answer = () => 204;
    work.pass(10_000);
    await work.send();
    expect(receiver.taken.map(({ type }) => type)).toEqual([
      "ticket:created",
      "ticket:created",
      "comment:added",
      "ticket:activity",
    ]);
  });

  it("a receiver that does not answer holds up no other webhook", async () => {
    const slow = await startReceiver();
    slow.answer = () => () => undefined;
    await makeWebhook(admin, slow, { types: ["ticket:created"] });
    await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    for (let count = 0; count < 10; count++) {
      await file();
    }
    await work.queue();
    await until("the other one has all", async () => {
      await work.sender.run();
      return receiver.taken.length === 10;
    });
    expect(slow.received.length).toBeGreaterThan(0);
    expect(slow.received.length).toBeLessThanOrEqual(4);
    await slow.stop();
    await work.sender.settled();
  });

  it("one that does not answer in time is tried again", async () => {
    const impatient = new WebhookWork({ timeoutMilliseconds: 500 });
    receiver.answer = () => () => undefined;
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    await file();
    await work.queue();
    await impatient.send();
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "waiting", status: null });
    expect((await deliveriesOf(id))[0]?.error).toContain("There was no answer within");
  });
});

describe("a process that ends", () => {
  it("leaves what is not answered to the next one, which sends it under the same id", async () => {
    await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    receiver.answer = () => () => undefined;
    await file();
    await work.queue();
    await work.sender.run();
    await until("it was sent", () => receiver.received.length === 1);
    await work.sender.end(1);
    receiver.answer = () => 204;
    await new WebhookWork().send();
    expect(receiver.taken).toHaveLength(1);
    expect(receiver.received.map(({ id }) => id)).toEqual([receiver.taken[0]?.id, receiver.taken[0]?.id]);
  });
});

it("tries and what waits are measured", async () => {
  await makeWebhook(admin, receiver, { types: ["ticket:created"] });
  await file();
  await work.all();
  noteWebhookBacklog({ waiting: 3, lagSeconds: 1.5 });
  const { text } = await readMetrics();
  expect(text).toMatch(/^helpejo_webhook_tries_total\{outcome="sent"\} [1-9]/m);
  expect(text).toMatch(/^helpejo_webhook_deliveries_waiting 3$/m);
  expect(text).toMatch(/^helpejo_webhook_lag_seconds 1\.5$/m);
});
