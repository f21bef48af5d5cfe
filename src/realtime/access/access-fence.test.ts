import { afterEach, beforeEach, expect, it } from "vitest";
import { makeBus, type Bus } from "@/server/bus/bus";
import type { Delivery } from "@/realtime/sockets/delivery";
import { AccessFence } from "./access-fence";
import type { Revocation } from "./revocation";

const on = { personId: "ada", organisationId: "acme", ticketId: "t1" };
const of = (id: string, touches: Revocation["touches"]): Revocation => ({ id, at: Date.now(), touches });
let bus: Bus;
let fence: AccessFence;

beforeEach(() => {
  bus = makeBus(null, 0);
  fence = new AccessFence(bus, () => undefined);
});

afterEach(async () => {
  fence.stop();
  await bus.close();
});

it("a check is out of date by whatever touches its person, organisation or ticket after it, and by nothing else", () => {
  const before = fence.now();
  fence.remember(of("1", { personId: "grace" }));
  fence.remember(of("2", { organisationId: "other" }));
  fence.remember(of("3", { ticketId: "t2" }));
  expect(fence.changedSince(before, on)).toBe(false);
  for (const touches of [{ personId: "ada" }, { organisationId: "acme" }, { ticketId: "t1" }]) {
    const position = fence.now();
    fence.remember(of(JSON.stringify(touches), touches));
    expect(fence.changedSince(position, on)).toBe(true);
    expect(fence.changedSince(fence.now(), on)).toBe(false);
  }
  const position = fence.now();
  fence.rememberAll();
  expect(fence.changedSince(position, on)).toBe(true);
});

it("a change of access keeps the position at which it became known", () => {
  const position = fence.remember(of("1", { personId: "ada" }));
  fence.remember(of("2", { personId: "grace" }));
  expect(fence.remember(of("1", { personId: "ada" }))).toBe(position);
  expect(fence.positionOf("1")).toBe(position);
  expect(fence.positionOf("3")).toBe(null);
});

it("a poll is overtaken by a change of access that arrived since it began, and by none from before", () => {
  fence.remember(of("1", { personId: "ada" }));
  const poll = fence.beginPoll();
  expect(poll.isOvertaken()).toBe(false);
  fence.remember(of("1", { personId: "ada" }));
  expect(poll.isOvertaken()).toBe(false);
  fence.remember(of("2", { personId: "ada" }));
  expect(poll.isOvertaken()).toBe(true);
  expect(fence.beginPoll().isOvertaken()).toBe(false);
});

it("a new connection waits for the poll under way, not for one that hangs, and for none that begins later", async () => {
  expect(await fence.afterPoll(0)).toBe(true);
  const poll = fence.beginPoll();
  expect(await fence.afterPoll(1)).toBe(false);
  const waiting = fence.afterPoll(60_000);
  poll.end();
  fence.beginPoll();
  expect(await waiting).toBe(true);
});

it("a message of another process is carried out once, and not at all when it is old or cannot be read", () => {
  const done: Delivery[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const listening = new AccessFence(
    {
      ...bus,
      subscribe: (_topic, listener) => ((receive = (message) => listener(message, "other")), () => undefined),
    },
    (delivery) => done.push(delivery),
  );
  const leave = { kind: "leave", rooms: ["user:ada"], except: [], leave: ["ticket:t1"] } as const;
  const revoked = { ...of("1", { ticketId: "t1" }), deliveries: [leave] };
  receive(revoked);
  receive(revoked);
  receive({ ...revoked, id: "2", at: Date.now() - 120_000 });
  receive({
    ...revoked,
    id: "3",
    deliveries: [{ ...leave, kind: "emit", name: "comment:added", payload: {} }],
  });
  expect(done).toEqual([leave]);
  expect(listening.positionOf("1")).toBe(1);
  expect(listening.positionOf("3")).toBe(null);
});
