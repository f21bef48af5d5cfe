import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { makeBus } from "@/server/bus/bus";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import type { Answer } from "@/testing/sockets/answers";
import { SocketClient } from "@/testing/sockets/client";
import { setUpTwoProcesses } from "@/testing/processes/two-servers";
import { until } from "@/testing/wait";

vi.setConfig({ testTimeout: 60_000 });

const { first, redis } = setUpTwoProcesses();
const onWire = (name: string, payload: unknown): number =>
  Buffer.byteLength(`42${JSON.stringify([name, payload])}`);
const listOf = (payload: unknown, name: string): unknown[] => {
  const list: unknown = Reflect.get(Object(payload), name);
  return Array.isArray(list) ? list : [];
};

it("thousands of people online, and hundreds of viewers of one ticket, come in events of at most 16 kB", async () => {
  const organisation = await makeOrganisation();
  const agent = await makeActor(organisation, { role: "agent", name: "Ada Agent" });
  const input = { title: "Everybody looks at it", description: "All at the same time." };
  const { id: ticketId } = await createTicket(agent, input);
  // Another process, to which thousands are connected.
  const other = makeBus(redis().url, 1);
  const clients: SocketClient[] = [];
  try {
    await until("the processes know each other", () => other.peers().length === 2);
    const since = new Date().toISOString();
    const colleagues = Array.from({ length: 400 }, () => randomUUID());
    const others = Array.from({ length: 3_000 }, () => randomUUID());
    const fact = (isStaff: boolean) => (id: string) => [
      id,
      { organisationId: organisation.id, isStaff, status: "online", since },
    ];
    const viewers = Array.from({ length: 100 }, () => ({
      userId: randomUUID(),
      name: `V${"e\u0301\u0302\u0303\u0304\u0305\u0306\u0307".repeat(119)}`,
      state: "viewing",
    }));
    const facts = [...others.map(fact(false)), ...colleagues.map(fact(true))];
    other.publish("presence", { kind: "whole", seq: 1, facts });
    other.publish("viewers", { kind: "whole", seq: 1, facts: [[ticketId, viewers]] });
    const connect = async (): Promise<SocketClient> => {
      const client = new SocketClient({ url: first().url, token: await makeAccessToken(agent) });
      clients.push(client);
      await until("the client is ready", () => client.received("session:ready") !== undefined, 15_000);
      return client;
    };
    const peopleFor = (client: SocketClient): string[] =>
      client.receipts
        .filter(({ name }) => ["session:ready", "presence:listed"].includes(name))
        .flatMap(({ payload }) => listOf(payload, "online"))
        .map((entry) => String(Reflect.get(Object(entry), "userId")));
    await until(
      "colleagues are known, and many others",
      async () => {
        const known = new Set(peopleFor(await connect()));
        return colleagues.every((id) => known.has(id)) && known.size > 440;
      },
      30_000,
    );
    const client = await connect();
    await until("all have come", () => colleagues.every((id) => peopleFor(client).includes(id)));
    const people = peopleFor(client);
    expect(new Set(people).size).toBe(people.length);
    expect(people.length).toBeLessThanOrEqual(1_500);
    const joined: Answer | null = await client.ask("ticket:join", { ticketId });
    expect(listOf(joined, "viewers").length).toBeGreaterThan(10);
    expect(onWire("", joined)).toBeLessThanOrEqual(16_000);
    await until("the crowd is notified", () => client.received("ticket:viewers") !== undefined);
    const sizes = client.receipts.map(({ name, payload }) => [onWire(name, payload), name]);
    expect(sizes.filter(([bytes]) => Number(bytes) > 16_000)).toEqual([]);
    expect(JSON.stringify(client.received("ticket:viewers")?.payload)).toContain("Ada Agent");
  } finally {
    clients.forEach((client) => client.close());
    await other.close();
  }
});
