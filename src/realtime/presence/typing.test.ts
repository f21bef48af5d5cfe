import { beforeAll, beforeEach, expect, it } from "vitest";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
let organisation: MadeOrganisation;
let requester: Actor;
let ada: Actor;
let cora: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

beforeEach(async () => {
  requester = await makeActor(organisation, { name: "Rita Requester" });
  ada = await makeActor(organisation, { role: "agent", name: "Ada Agent" });
  cora = await makeActor(organisation, { role: "agent", name: "Cora Colleague" });
  ticketId = await file();
});

const file = async (): Promise<string> =>
  (
    await createTicket(requester, {
      title: "The printer is on fire",
      description: "It smokes and it smells.",
    })
  ).id;

const open = async (actor: Actor): Promise<SocketClient> => {
  const client = await desk.connect(actor);
  await client.ask("ticket:join", { ticketId });
  return client;
};

const received = (client: SocketClient): string[] =>
  client.receipts.flatMap(({ name, payload }) => {
    const { user, internal } = Object(payload);
    return name.startsWith("typing:") ? [`${name.slice(7)} ${user.name}${internal ? " note" : ""}`] : [];
  });

it("of several staff at once is one Support to the requester, who stops with the last of them", async () => {
  const [mine, one, two] = [await open(requester), await open(ada), await open(cora)];
  await one.ask("typing:start", { ticketId });
  await two.ask("typing:start", { ticketId });
  await one.ask("typing:stop", { ticketId });
  await until("the colleague receives the end", () => received(two).includes("stopped Ada Agent"));
  expect(received(mine)).toEqual(["started Support"]);
  await two.ask("typing:stop", { ticketId });
  await until("nobody writes any more", () => received(mine).length === 2);
  expect(received(mine)).toEqual(["started Support", "stopped Support"]);
});

it("in several tabs of one person is announced once, and ends with the last tab, for all who received its beginning", async () => {
  const [mine, one, two] = [await open(requester), await open(ada), await open(ada)];
  const watching = await open(cora);
  await one.ask("typing:start", { ticketId });
  await until("the other tab received it", () => received(two).length === 1);
  await two.ask("typing:start", { ticketId });
  await one.ask("typing:stop", { ticketId });
  await two.ask("typing:start", { ticketId });
  expect(received(watching)).toEqual(["started Ada Agent"]);
  two.close();
  await until("it ended", () => received(watching).length === 2 && received(mine).length === 2);
  expect(received(watching)).toEqual(["started Ada Agent", "stopped Ada Agent"]);
  expect(received(one)).toEqual([]);
});

it("is sent to a person who opens the ticket while it lasts, but never to the typing person", async () => {
  const one = await open(ada);
  await one.ask("typing:start", { ticketId, internal: true });
  await one.ask("typing:start", { ticketId });
  const [mine, watching, again] = [await open(requester), await open(cora), await open(ada)];
  await until("both received it", () => received(mine).length === 1 && received(watching).length === 2);
  expect(received(mine)).toEqual(["started Support"]);
  expect(received(watching).sort()).toEqual(["started Ada Agent", "started Ada Agent note"]);
  await one.ask("typing:stop", { ticketId });
  await until("the requester receives the end", () => received(mine).length === 2);
  expect(received(again).filter((one) => one.startsWith("started"))).toEqual([]);
});

it("ends at once when the typing person loses access to the ticket, who receives nothing more either", async () => {
  const sealed = await makeTeam(organisation, { isPrivate: true });
  const admin = await makeActor(organisation, { role: "admin", name: "Bob Boss" });
  const watcher = await makeActor(organisation, { name: "Wanda Watcher" });
  await setWatcher(admin, { ticket: ticketId, personId: watcher.id, isWatching: true });
  const [mine, one, boss, wanda] = [
    await open(requester),
    await open(ada),
    await open(admin),
    await open(watcher),
  ];
  await one.ask("typing:start", { ticketId });
  await wanda.ask("typing:start", { ticketId });
  await until("it is received", () => received(mine).length === 2 && received(boss).length === 2);
  const began = performance.now();
  await updateTicket(admin, { ticket: ticketId, teamId: sealed.id });
  await setWatcher(admin, { ticket: ticketId, personId: watcher.id, isWatching: false });
  await until("both have stopped", () => received(boss).length === 4 && received(mine).length === 4);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(await one.ask("typing:start", { ticketId })).toMatchObject({ ok: false });
  const before = [received(one).length, received(wanda).length];
  await boss.ask("typing:start", { ticketId });
  await until("the requester receives Support", () => received(mine).length === 5);
  expect([received(one).length, received(wanda).length]).toEqual(before);
});

it("in ever more places at once ends in the first of them", async () => {
  const [mine, one] = [await open(requester), await open(ada)];
  await one.ask("typing:start", { ticketId });
  for (let count = 0; count < 8; count++) {
    const next = await file();
    await one.ask("ticket:join", { ticketId: next });
    await one.ask("typing:start", { ticketId: next });
  }
  await until("the first has ended", () => received(mine).includes("stopped Support"), 3_000);
});
