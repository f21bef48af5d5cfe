import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import type { WebhookDeliveryDto } from "@/features/webhooks/schema";
import { listDeliveries, readWebhook } from "@/features/webhooks/server/read";
import { resendDelivery, testWebhook } from "@/features/webhooks/server/write-again";
import { changeWebhook } from "@/features/webhooks/server/write";
import { sweepWebhooks } from "@/features/webhooks/server/write-sweep";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { allowHosts, makeWebhook, WebhookWork } from "@/testing/webhooks/make";
import { startReceiver, type WebhookReceiver } from "@/testing/webhooks/receiver";

setUpDatabase();

const BY = { key: null, address: "" };
const HOUR = 3_600_000;
let admin: Actor;
let receiver: WebhookReceiver;
let work: WebhookWork;

beforeAll(async () => {
  admin = await makeActor(await makeOrganisation(), { role: "admin" });
});

beforeEach(async () => {
  await pool().query("DELETE FROM webhooks");
  await pool().query("DELETE FROM notices");
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

async function notices(): Promise<string[]> {
  const { rows } = await pool().query<{ kind: string }>("SELECT kind FROM notices WHERE ended_at IS NULL");
  return rows.map(({ kind }) => kind);
}

describe("a delivery", () => {
  it("that arrives is listed with what was sent and answered", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    receiver.answer = () => 202;
    await file();
    await work.all();
    const [sent] = await deliveriesOf(id);
    expect(sent).toMatchObject({
      id: receiver.received[0]?.id,
      state: "sent",
      type: "ticket:created",
      attempts: 1,
      status: 202,
      answer: "answered 202",
      error: null,
      nextTryAt: null,
      body: receiver.received[0]?.body,
    });
    expect((await readWebhook(admin, id)).state).toBe("working");
  });

  it("is tried again with growing pauses under the same id, and given up after a day", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    receiver.answer = () => 500;
    await file();
    await work.all();
    const began = work.now();
    const pauses: number[] = [];
    for (let [one] = await deliveriesOf(id); one?.nextTryAt; [one] = await deliveriesOf(id)) {
      const pause = Date.parse(one.nextTryAt) - work.now().getTime();
      pauses.push(pause / 1_000);
      await work.all();
      expect(receiver.received).toHaveLength(one.attempts);
      work.pass(pause + 1);
      await work.all();
    }
    const [failed] = await deliveriesOf(id);
    expect(failed).toMatchObject({ state: "failed", status: 500, error: "The receiver answered 500." });
    expect(work.now().getTime() - began.getTime()).toBeGreaterThanOrEqual(24 * HOUR - 1_000);
    expect(receiver.received).toHaveLength(failed?.attempts ?? 0);
    expect(new Set(receiver.received.map((one) => one.id)).size).toBe(1);
    const most = pauses.slice(0, 8);
    expect(most).toEqual(most.toSorted((a, b) => a - b));
    expect(most[0]).toBeLessThan(7);
    expect(pauses.length).toBeGreaterThan(9);
  });

  it("waits as long as the receiver asks for, within bounds", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    for (const [asked, expected] of [
      ["120", 120],
      ["1", 30],
      ["99999999", 14_400],
    ] as const) {
      receiver.answer = () => (response) => response.writeHead(429, { "retry-after": asked }).end();
      if (receiver.received.length === 0) {
        await file();
      }
      await work.all();
      const [one] = await deliveriesOf(id);
      const pause = (Date.parse(one?.nextTryAt ?? "") - work.now().getTime()) / 1_000;
      expect(pause).toBeGreaterThan(expected * 0.8 - 1);
      expect(pause).toBeLessThan(expected * 1.2 + 1);
      work.pass(pause * 1_000 + 1);
    }
  });

  it("is not led to another place, and not sent to a private one that is not allowed", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    const other = await startReceiver();
    receiver.answer = () => (response) => response.writeHead(307, { location: other.url }).end();
    await file();
    await work.all();
    expect(other.received).toEqual([]);
    await other.stop();
    expect((await deliveriesOf(id))[0]?.error).toContain("a redirect (307)");
    await allowHosts(admin, []);
    work.pass(HOUR);
    await work.all();
    expect(receiver.received).toHaveLength(1);
    expect((await deliveriesOf(id))[0]).toMatchObject({ attempts: 2, status: null, state: "waiting" });
    expect((await deliveriesOf(id))[0]?.error).toContain("127.0.0.1 is in a private network");
  });
});

describe("a webhook that nothing reaches", () => {
  it("is disabled after a day, with a notice, and what waits is cancelled; enabling it ends the notice", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    receiver.answer = () => 500;
    await file();
    await work.all();
    expect(await readWebhook(admin, id)).toMatchObject({ state: "failing", enabled: true });
    for (let hours = 0; hours < 23; hours++) {
      work.pass(HOUR);
      await work.all();
    }
    await file();
    await work.queue();
    expect((await readWebhook(admin, id)).enabled).toBe(true);
    expect(await notices()).toEqual([]);
    work.pass(2 * HOUR);
    await work.all();
    expect(await readWebhook(admin, id)).toMatchObject({ state: "disabled", disabledBecause: "failing" });
    expect(await notices()).toEqual(["webhook_disabled"]);
    expect((await deliveriesOf(id)).map(({ state }) => state).sort()).not.toContain("waiting");
    const { rows } = await pool().query(
      "SELECT actor_id FROM audit_entries WHERE action = 'webhook.disabled' AND subject_id = $1",
      [id],
    );
    expect(rows).toEqual([{ actor_id: null }]);
    // What happens now is not for it.
    await file();
    const before = (await deliveriesOf(id)).length;
    await work.all();
    expect(await deliveriesOf(id)).toHaveLength(before);
    await changeWebhook(admin, { webhookId: id, change: { enabled: true } }, BY);
    expect(await notices()).toEqual([]);
    receiver.answer = () => 204;
    await file();
    await work.all();
    expect(receiver.taken).toHaveLength(1);
    expect((await readWebhook(admin, id)).state).toBe("working");
  });

  it("is disabled at once when its receiver is gone for good", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    receiver.answer = () => 410;
    await file();
    await work.all();
    expect(await readWebhook(admin, id)).toMatchObject({ state: "disabled", disabledBecause: "gone" });
    expect(await notices()).toEqual(["webhook_disabled"]);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "failed", status: 410 });
  });
});

describe("by hand", () => {
  const language = "en" as const;

  it("a test is sent once, also to a webhook that is disabled, and changes nothing of how it stands", async () => {
    const { id } = await makeWebhook(admin, receiver, { enabled: false });
    receiver.answer = () => 500;
    const made = await testWebhook(admin, { webhookId: id, language }, BY);
    expect(made).toMatchObject({ type: "webhook.test", state: "waiting" });
    await work.send();
    expect(receiver.received).toMatchObject([{ id: made.id, type: "webhook.test", signedBy: [0] }]);
    expect(await deliveriesOf(id)).toMatchObject([{ state: "failed", attempts: 1 }]);
    expect(await readWebhook(admin, id)).toMatchObject({ failingSince: null, state: "disabled" });
  });

  it("one is sent again under its id, and what waits is tried at once", async () => {
    const { id } = await makeWebhook(admin, receiver, { types: ["ticket:created"] });
    await file();
    await work.all();
    const [sent] = await deliveriesOf(id);
    await resendDelivery(admin, { deliveryId: sent?.id ?? "", language }, BY);
    receiver.answer = () => 500;
    await work.send();
    expect(receiver.received.map((one) => one.id)).toEqual([sent?.id, sent?.id]);
    expect((await deliveriesOf(id))[0]).toMatchObject({ state: "waiting", attempts: 1 });
    receiver.answer = () => 204;
    await work.send();
    expect(receiver.received).toHaveLength(2);
    await resendDelivery(admin, { deliveryId: sent?.id ?? "", language }, BY);
    await work.send();
    expect(await deliveriesOf(id)).toMatchObject([{ state: "sent", attempts: 2 }]);
    await changeWebhook(admin, { webhookId: id, change: { enabled: false } }, BY);
    await expect(resendDelivery(admin, { deliveryId: sent?.id ?? "", language }, BY)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

it("what was sent long ago is removed, some at a time", async () => {
  const { id } = await makeWebhook(admin, receiver, { side: "staff" });
  for (let count = 0; count < 5; count++) {
    await file();
  }
  await work.all();
  expect(await sweepWebhooks(2)).toBe(0);
  await pool().query(
    "UPDATE webhook_deliveries SET settled_at = now() - interval '31 days' WHERE id IN (SELECT id FROM webhook_deliveries ORDER BY id LIMIT 3)",
  );
  expect(await sweepWebhooks(2)).toBe(3);
  expect(await deliveriesOf(id)).toHaveLength(2);
});
