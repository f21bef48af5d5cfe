import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { revokeSession } from "@/features/sessions/server/write-revoke";
import { createTicket } from "@/features/tickets/server/write-create";
import { makeBus } from "@/server/bus/bus";
import type { Actor } from "@/shared/roles";
import { makeAccessToken, makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import type { ServerProcess } from "@/testing/processes/server";
import { SocketClient } from "@/testing/sockets/client";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import { setUpTwoProcesses } from "@/testing/processes/two-servers";
import { until } from "@/testing/wait";

/** Half-open connections and leases take their time, and a busy machine adds to it. */
vi.setConfig({ testTimeout: 60_000 });

const { first, second, redis, line } = setUpTwoProcesses();
let organisation: MadeOrganisation;
let ticketId: string;
let requester: Actor;
let ada: Actor;
let vera: Actor;
const clients: SocketClient[] = [];

beforeAll(async () => {
  organisation = await makeOrganisation();
});

beforeEach(async () => {
  requester = await makeActor(organisation, { name: "Rita Requester" });
  ada = await makeActor(organisation, { role: "agent", name: "Ada Agent" });
  vera = await makeActor(organisation, { role: "viewer", name: "Vera Viewer" });
  ticketId = (await createTicket(requester, { title: "A ticket", description: "Who is looking at it?" })).id;
});

afterEach(() => {
  clients.splice(0).forEach((client) => client.close());
});

async function connect(server: ServerProcess, actor: Actor, url = server.url) {
  const client = new SocketClient({ url, token: await makeAccessToken(actor) });
  clients.push(client);
  await until("the client is ready", () => client.received("session:ready") !== undefined, 15_000);
  return client;
}

const received = (client: SocketClient, name: string): unknown[] =>
  client.receipts.filter((receipt) => receipt.name === name).map((receipt) => receipt.payload);

const statuses = (client: SocketClient, about: Actor): string[] =>
  received(client, "presence:changed").flatMap((payload) =>
    Reflect.get(Object(payload), "userId") === about.id
      ? [String(Reflect.get(Object(payload), "status"))]
      : [],
  );

/** Who is shown on the ticket, as "name state", by the last word that came. */
const viewers = (client: SocketClient): string[] => {
  const last: unknown = Reflect.get(Object(received(client, "ticket:viewers").at(-1)), "viewers");
  return Array.isArray(last)
    ? last.map((one: unknown) => `${Reflect.get(Object(one), "name")} ${Reflect.get(Object(one), "state")}`)
    : [];
};

const typing = (client: SocketClient): string[] =>
  client.receipts.flatMap(({ name, payload }) => {
    const { user, internal } = Object(payload);
    return name.startsWith("typing:") ? [`${name.slice(7)} ${user.name}${internal ? " note" : ""}`] : [];
  });

/** Every receipt that names a person. */
const whereabouts = (client: SocketClient): string[] =>
  client.receipts.flatMap(({ name }) => (/^(typing|presence):|viewers$/.test(name) ? [name] : []));

const isListed = (client: SocketClient, actor: Actor): boolean =>
  JSON.stringify(received(client, "session:ready").at(-1)).includes(`"userId":"${actor.id}"`);

describe("two processes behave as one", () => {
  it("a person is online until gone from both, and every change is announced once", async () => {
    const there = await connect(first(), ada);
    const watching = await connect(second(), vera);
    await until(
      "Ada is known at the second process",
      () => statuses(watching, ada).length > 0 || isListed(watching, ada),
    );
    const here = await connect(second(), ada);
    // The offline event of a person who leaves the same process after her has come: by then hers would have come too.
    const bea = await makeActor(organisation, { role: "agent", name: "Bea Agent" });
    const leaving = await connect(first(), bea);
    await until("Bea is known at the second process", () => statuses(watching, bea).at(-1) === "online");
    there.close();
    leaving.close();
    await until("Bea is gone", () => statuses(watching, bea).at(-1) === "offline");
    expect(statuses(watching, ada)).not.toContain("offline");
    await here.ask("presence:set", { status: "away" });
    const again = await connect(first(), ada);
    await until("Ada is back", () => statuses(watching, ada).at(-1) === "online");
    const late = await connect(first(), vera);
    expect(received(late, "session:ready")).toMatchObject([
      { online: expect.arrayContaining([expect.objectContaining({ userId: ada.id, status: "online" })]) },
    ]);
    again.close();
    await until("the second process's word counts again", () => statuses(watching, ada).at(-1) === "away");
    here.close();
    await until("Ada is gone", () => statuses(watching, ada).at(-1) === "offline");
    expect(statuses(watching, ada).slice(-4)).toEqual(["away", "online", "away", "offline"]);
    await until("the first process tells the same", () => statuses(late, ada).at(-1) === "offline");
  });

  it("viewers of a ticket are shown wherever they are connected", async () => {
    const [mine, agent] = [await connect(first(), requester), await connect(first(), ada)];
    const watching = await connect(second(), vera);
    await Promise.all([mine, agent].map((client) => client.ask("ticket:join", { ticketId })));
    let joined: unknown = null;
    await until("the second process knows of all three", async () => {
      joined = await watching.ask("ticket:join", { ticketId });
      return JSON.stringify(joined).match(/"userId"/g)?.length === 3;
    });
    expect(joined).toMatchObject({
      viewers: [
        { userId: ada.id, name: "Ada Agent", state: "viewing" },
        { userId: requester.id, name: "Rita Requester", state: "viewing" },
        { userId: vera.id, name: "Vera Viewer", state: "viewing" },
      ],
    });
    await mine.ask("typing:start", { ticketId });
    await until("the requester types", () => viewers(watching).includes("Rita Requester typing"));
    await agent.ask("presence:set", { status: "away" });
    await until("Ada is away", () => viewers(watching).includes("Ada Agent away"));
    await mine.ask("ticket:leave", { ticketId });
    await until("the requester left", () => !viewers(watching).join().includes("Rita"));
    await until("both say the same", () => viewers(agent).join() === viewers(watching).join());
    expect(received(mine, "ticket:viewers")).toEqual([]);
  });

  it("typing reaches the other process by the same rules: names to staff, Support to the requester, notes to neither", async () => {
    const [agent, mine] = [await connect(first(), ada), await connect(second(), requester)];
    const watching = await connect(second(), vera);
    await Promise.all([agent, mine, watching].map((client) => client.ask("ticket:join", { ticketId })));
    await agent.ask("typing:start", { ticketId, internal: true });
    await until("the viewer receives the note's typing", () => typing(watching).length === 1);
    await agent.ask("typing:start", { ticketId });
    await until("the requester receives the reply's typing", () => typing(mine).length === 1);
    await mine.ask("typing:start", { ticketId });
    await until("the agent receives the requester's typing", () => typing(agent).length === 1);
    await agent.ask("typing:stop", { ticketId, internal: true });
    await agent.ask("typing:stop", { ticketId });
    await until("both have stopped", () => typing(watching).length === 5 && typing(mine).length === 2);
    expect(typing(mine)).toEqual(["started Support", "stopped Support"]);
    expect(typing(watching)).toEqual([
      "started Ada Agent note",
      "started Ada Agent",
      "started Rita Requester",
      "stopped Ada Agent note",
      "stopped Ada Agent",
    ]);
    expect(JSON.stringify(mine.receipts.slice(1))).not.toContain(ada.id);
    const late = await connect(first(), vera);
    await mine.ask("typing:start", { ticketId });
    await late.ask("ticket:join", { ticketId });
    await until("who comes later receives it too", () => typing(late).includes("started Rita Requester"));
  });
});

describe("what goes wrong", () => {
  it("a process that is killed takes its people along: writers within 8 s, viewers and who is online within 20 s", async () => {
    const agent = await connect(first(), ada);
    const [watching, mine] = [await connect(second(), vera), await connect(second(), requester)];
    await Promise.all([agent, watching, mine].map((client) => client.ask("ticket:join", { ticketId })));
    await agent.ask("typing:start", { ticketId });
    await until(
      "all know",
      () => typing(mine).length === 1 && viewers(watching).includes("Ada Agent typing"),
    );
    agent.socket.io.reconnection(false);
    await first().kill();
    const began = performance.now();
    await until("the requester sees nobody typing", () => typing(mine).at(-1) === "stopped Support", 10_000);
    await until(
      "Ada is gone",
      () => statuses(watching, ada).at(-1) === "offline",
      20_000 - (performance.now() - began),
    );
    await until("and not on the ticket", () => !viewers(watching).join().includes("Ada"), 1_000);
    await first().start();
    const back = await connect(first(), ada);
    await until("who comes back is here again", () => statuses(watching, ada).at(-1) === "online");
    await until(
      "the new process knows the others",
      () => isListed(back, vera) || statuses(back, vera).at(-1) === "online",
    );
  });

  it("while Redis is away each process sends what it knows itself, and afterwards all know everything again", async () => {
    const [agent, colleague] = [
      await connect(first(), ada),
      await connect(first(), await makeActor(organisation, { role: "agent", name: "Cora Colleague" })),
    ];
    const watching = await connect(second(), vera);
    await Promise.all([agent, colleague, watching].map((client) => client.ask("ticket:join", { ticketId })));
    await until("all see each other", () => viewers(watching).length === 3 && viewers(agent).length === 3);
    await redis().kill();
    await agent.ask("typing:start", { ticketId });
    await until("the process announces typing", () => typing(colleague).includes("started Ada Agent"));
    await agent.ask("typing:stop", { ticketId });
    await colleague.ask("presence:set", { status: "away" });
    await until("being away too", () => viewers(agent).includes("Cora Colleague away"));
    await redis().start();
    await until(
      "the other process learns of it",
      () => viewers(watching).includes("Cora Colleague away"),
      20_000,
    );
    await agent.ask("typing:start", { ticketId });
    await until("typing crosses again", () => typing(watching).includes("started Ada Agent"));
  });

  it("a message that no process of ours would send is ignored", async () => {
    const unrelated = makeBus(redis().url, 1);
    try {
      const watching = await connect(second(), vera);
      await watching.ask("ticket:join", { ticketId });
      await until("the processes know the newcomer", () => unrelated.peers().length === 2);
      const user = { id: "0", name: "Nobody" };
      const facts = [
        [ticketId, [{ userId: "0", name: "Nobody", state: "dancing" }]],
        ["0", { organisationId: organisation.id, isStaff: true, status: "busy", since: "now" }],
      ];
      for (const topic of ["typing", "viewers", "presence"]) {
        for (const message of [
          null,
          "text",
          { source: "0", isOver: false },
          {
            source: "0",
            isOver: false,
            writing: { ticketId: 5, internal: false, isStaffAudience: false, user },
          },
          { kind: "whole", seq: 1, facts },
          { kind: "change", seq: 2, facts },
          { kind: "whole", seq: 3, facts: [null] },
        ]) {
          unrelated.publish(topic, message);
        }
      }
      const agent = await connect(first(), ada);
      await agent.ask("ticket:join", { ticketId });
      await agent.ask("typing:start", { ticketId });
      await until("what is true is received", () => viewers(watching).includes("Ada Agent typing"));
      await until("typing too", () => typing(watching).length > 0);
      expect(typing(watching)).toEqual(["started Ada Agent"]);
      expect(JSON.stringify(watching.receipts)).not.toMatch(/Nobody|busy/);
    } finally {
      await unrelated.close();
    }
  });

  it("a client whose connection falls silent is gone soon after its ping was not answered, though nobody closed it", async () => {
    const target = new URL(first().url);
    const proxy = await TcpProxy.start(Number(target.port));
    try {
      const watching = await connect(second(), vera);
      const agent = await connect(first(), ada, `http://127.0.0.1:${proxy.port}`);
      await Promise.all([agent, watching].map((client) => client.ask("ticket:join", { ticketId })));
      await until("Ada is seen", () => viewers(watching).includes("Ada Agent viewing"));
      agent.socket.io.reconnection(false);
      proxy.forsake();
      await until("Ada is gone", () => statuses(watching, ada).at(-1) === "offline", 30_000);
      expect(viewers(watching)).toEqual(["Vera Viewer viewing"]);
    } finally {
      await proxy.close();
    }
  });

  it("a process that cannot read the log sends no typing and no viewers, and afterwards their latest state", async () => {
    const agent = await connect(first(), ada);
    const [watching, mine] = [await connect(second(), vera), await connect(second(), requester)];
    await Promise.all([agent, watching, mine].map((client) => client.ask("ticket:join", { ticketId })));
    await agent.ask("typing:start", { ticketId });
    await until("the requester receives it", () => typing(mine).length === 1);
    const otto = await makeActor(organisation, { name: "Otto Other" });
    const leaving = await connect(second(), otto);
    line().stall();
    await until("the second process says that it is blind", () =>
      [watching, mine].every((client) => client.received("session:delayed") !== undefined),
    );
    const before = [watching, mine].map(whereabouts);
    await agent.ask("typing:stop", { ticketId });
    await agent.ask("typing:start", { ticketId, internal: true });
    await agent.ask("presence:set", { status: "away" });
    // A revocation comes by the same channel after all that, and a blind process carries it out.
    await revokeSession(otto, otto.sessionId, { key: null, address: "127.0.0.1" });
    await until("the socket of the ended session is disconnected", () => !leaving.socket.connected);
    expect([watching, mine].map(whereabouts)).toEqual(before);
    line().resume();
    await until("the requester receives the end", () => typing(mine).at(-1) === "stopped Support");
    await until("the viewer receives how it is", () => viewers(watching).includes("Ada Agent typing"));
    await until("and that Ada is away", () => statuses(watching, ada).at(-1) === "away");
    expect(typing(mine)).toEqual(["started Support", "stopped Support"]);
  });
});
