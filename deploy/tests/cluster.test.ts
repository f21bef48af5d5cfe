import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeDatabase, connectDatabase } from "@/server/database/database";
import { isStaffRole, type Role } from "@/shared/roles";
import { settle, untilConnected, type Waited } from "@/testing/chaos/settle";
import { makeOrganisation, makePerson, type MadePerson } from "@/testing/factories";
import { fetchTicket } from "@/testing/views/fresh";
import { until } from "@/testing/wait";
import { measure, startCluster, type Cluster, type Way } from "./cluster";
import { callBy, differences, disorder, enter, type Guest } from "./guests";
import { expectUnnoticed, renew } from "./renewal";

// Three processes of the built product under PM2, as deploy.sh runs them, and everybody comes through a proxy: half by
// HAProxy, which keeps them with a process by its cookie, half by HAProxy and nginx, which does by their address.
const PROCESSES = 3;
const END_MILLISECONDS = 2_000;
const PASSING_MILLISECONDS = 2_000;
const CAST: [name: string, role: Role][] = [
  ["Ada", "admin"],
  ["Alma", "agent"],
  ["Abel", "agent"],
  ["Vera", "viewer"],
  ["Rosa", "user"],
  ["Wanda", "user"],
];
const madeSchema = z.object({ id: z.string() });

let cluster: Cluster;
let ticketId: string;
const people = new Map<string, MadePerson>();
/** Each of the cast twice, by websocket and by polling, at different processes through different entrances. */
let guests: Guest[] = [];

beforeAll(async () => {
  cluster = await startCluster(PROCESSES, { NEXTAUTH_SECRET: "only-for-tests-and-no-secret-at-all" });
  connectDatabase(cluster.databaseUrl, 4);
  // By its address: the server has made itself an organisation already, which answers wherever no other does.
  const organisation = await makeOrganisation({ host: "127.0.0.1" });
  for (const [name, role] of CAST) {
    people.set(name, await makePerson(organisation, { name, role }));
  }
  const filed = { title: "The projector hums", description: "It hums in every meeting room." };
  const rosa = await callBy(wayTo(0), person("Rosa"));
  ticketId = madeSchema.parse((await rosa.send("POST", "/api/tickets", filed)).body).id;
  const alma = await callBy(wayTo(1), person("Alma"));
  await alma.send("PUT", `/api/tickets/${ticketId}/watchers/${person("Wanda").id}`);
  // Host names are remembered for five seconds.
  await wait(5_000);
  for (const [index, [name]] of CAST.entries()) {
    guests.push(await enter(person(name), "websocket", wayAt(index)));
    guests.push(await enter(person(name), "polling", wayAt(index + PROCESSES + 1)));
  }
  guests.forEach(({ client }) => client.watch(ticketId));
  await untilConnected(waited());
});

afterAll(async () => {
  guests.forEach(({ client }) => client.close());
  await closeDatabase();
  await cluster?.stop();
});

function person(name: string): MadePerson {
  const found = people.get(name);
  if (!found) {
    throw new Error(`${name} is not in the cast`);
  }
  return found;
}

function wayAt(index: number): Way {
  const way = cluster.ways[index % cluster.ways.length];
  if (!way) {
    throw new Error("there is no way in");
  }
  return way;
}

/** To a process with a cookie, which requests keep too. */
function wayTo(process: number): Way {
  return wayAt(process);
}

function waited(): Waited[] {
  return guests.map(({ client }) => ({ client, bell: null }));
}

function guestsOf(name: string): Guest[] {
  return guests.filter((guest) => guest.person.name === name);
}

function staff(): Guest[] {
  return guests.filter((guest) => isStaffRole(guest.person.role));
}

/** Waits until all of them have received something that fits, from now or before. */
async function untilAllReceive(
  who: readonly Guest[],
  name: string,
  fits: (payload: unknown) => boolean,
): Promise<void> {
  const deaf = (): string[] =>
    who
      .filter(({ client }) => !client.received(name, fits))
      .map(({ person: { name: whom }, transport, way }) => `${whom} by ${transport} at ${way.process}`);
  await until(`all receive ${name}`, () => deaf().length === 0, PASSING_MILLISECONDS).catch(
    (error: unknown) => {
      throw new Error(`${String(error)}; not received by ${deaf().join(", ")}`);
    },
  );
}

function holds(expected: object): (payload: unknown) => boolean {
  return (payload) => {
    try {
      expect(payload).toMatchObject(expected);
      return true;
    } catch {
      return false;
    }
  };
}

describe("three processes under PM2, behind HAProxy and nginx", () => {
  it("hold four of the twelve clients each, two by websocket and two by polling, and know of each other", async () => {
    const byTransport = (transport: string): Promise<number[]> =>
      measure(cluster.ports, "helpejo_sockets_by_transport", `transport="${transport}"`);
    expect(await byTransport("websocket")).toEqual([2, 2, 2]);
    expect(await byTransport("polling")).toEqual([2, 2, 2]);
    expect(await measure(cluster.ports, "helpejo_peers")).toEqual([2, 2, 2]);
  });

  it("tell what was committed through any of them to everybody who may know, once and in order", async () => {
    const posts = (): Promise<number[]> =>
      measure(cluster.ports, "http_request_duration_seconds_count", 'method="POST"', 'status="2xx"');
    const before = await posts();
    for (let process = 0; process < PROCESSES; process += 1) {
      const alma = await callBy(wayTo(process), person("Alma"));
      const path = `/api/tickets/${ticketId}`;
      await alma.send("POST", `${path}/comments`, { body: `Said through process ${process}` });
      await alma.send("POST", `${path}/comments`, { body: `Noted through ${process}`, internal: true });
      await alma.send("PATCH", path, { priority: ["low", "high", "medium"][process] });
    }
    await settle(waited());
    expect((await posts()).map((count, process) => count - (before[process] ?? 0) >= 2)).toEqual([
      true,
      true,
      true,
    ]);
    expect(disorder(guests)).toEqual([]);
    expect(await differences(guests)).toEqual([]);
    for (const {
      person: { role },
      client,
    } of guests) {
      const received = client.names().filter((name) => name === "comment:added").length;
      expect(received).toBe(isStaffRole(role) ? 2 * PROCESSES : PROCESSES);
    }
  });

  it("tell each other who types, who looks and who is away", async () => {
    const [typist] = guestsOf("Alma");
    const others = staff().filter(({ person: { name } }) => name !== "Alma");
    await typist?.client.ask("typing:start", { ticketId });
    await untilAllReceive(others, "typing:started", holds({ ticketId, user: { name: "Alma" } }));
    await untilAllReceive(guestsOf("Rosa"), "typing:started", holds({ ticketId, user: { name: "Support" } }));
    const viewers = ["Ada", "Alma", "Abel", "Vera"].map((name) =>
      expect.objectContaining({ name, state: name === "Alma" ? "typing" : "viewing" }),
    );
    await untilAllReceive(
      staff(),
      "ticket:viewers",
      holds({ ticketId, viewers: expect.arrayContaining(viewers) }),
    );
    for (const { client } of guestsOf("Vera")) {
      await client.ask("presence:set", { status: "away" });
    }
    const away = { userId: person("Vera").id, status: "away" };
    await untilAllReceive(staff(), "presence:changed", holds(away));
  });

  it.each(["websocket", "polling"] as const)(
    "a session that is revoked through another process loses its socket by %s within 2 s",
    async (transport) => {
      const victim = guestsOf("Abel").find((guest) => guest.transport === transport);
      const elsewhere = wayTo(((victim?.way.process ?? 0) + 1) % PROCESSES);
      const ada = await callBy(elsewhere, person("Ada"));
      const began = performance.now();
      expect((await ada.send("DELETE", `/api/admin/sessions/${victim?.sessionId}`)).status).toBe(204);
      await until("it is disconnected", () => victim?.client.socket.connected === false, END_MILLISECONDS);
      console.info(`disconnected by ${transport} after ${Math.round(performance.now() - began)} ms`);
      expect(victim?.client.received("session:ended")).toBeDefined();
      victim?.client.close();
      guests = guests.filter((guest) => guest !== victim);
    },
  );

  // By hand (RUNBOOK.md), and as deploy.sh does it.
  it.each([
    ["reload", "helpejo"],
    ["startOrRestart", "ecosystem.config.js"],
  ])("`pm2 %s` renews them one after the other: nobody is refused, nothing is lost", async (...command) => {
    const writers = ["Alma", "Rosa", "Ada", "Wanda"].map((name, index) => callBy(wayAt(index), person(name)));
    const readers = cluster.ways.map((way) => callBy(way, person("Vera")));
    const work = { ticketId, writers: await Promise.all(writers), readers: await Promise.all(readers) };
    const renewal = await renew(cluster, command, work);
    console.info(renewal.summary);
    expectUnnoticed(cluster, renewal);
    await untilConnected(waited());
    await settle(waited());
    expect(disorder(guests)).toEqual([]);
    expect(await differences(guests)).toEqual([]);
    const fresh = await fetchTicket(await callBy(wayTo(0), person("Ada")), ticketId);
    const arrived = fresh?.comments
      .map(({ body }) => body)
      .filter((body) => renewal.said.includes(body ?? ""));
    expect(arrived?.sort()).toEqual(renewal.said.sort());
  });
});
