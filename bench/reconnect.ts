import "./settings";
import type { Socket } from "socket.io-client";
import { z } from "zod";
import { outcomeOf } from "@/client/api/http-outcome";
import { ConnectionManager } from "@/client/connection/connection-manager";
import { startBuiltServer } from "@/testing/processes/built-server";
import { call, gather, makePageSocket, openSocket } from "./crowd";
import { figures } from "./figures";

/**
 * `npm run bench:reconnect [-- 5000] [pages] [apart]`: that many people with a program connected, the server killed and
 * started again. How long until every one of them is connected, has joined the ticket that was open and fetched the list
 * (and staff the counts) that was on screen; counted from the moment that the server is ready. With `pages` they are
 * browsers: known by a cookie, and reconnecting by the page's own ConnectionManager. With `apart` each comes from an
 * address of their own behind a proxy, otherwise all from one. One process on the machine's cores, with the clients beside
 * it: so it also says what of the time is the clients' own pause between two tries, and who used the cores.
 */
const [, , amount = "5000", ...words] = process.argv;
const count = Number(amount);
const appearance = { isPage: words.includes("pages"), areApart: words.includes("apart") };
const STAFF = 200;
const LATEST_MILLISECONDS = 300_000;
const itemsSchema = z.object({ items: z.array(z.object({ id: z.string() })) });

const server = await startBuiltServer(appearance.areApart ? { TRUST_PROXY: "1" } : {});
const statuses = new Map<number, number>();
const refused = new Map<string, number>();
const broken = new Map<string, number>();
const say = console.info;
// A page says in its console what becomes of its connection; thousands of pages say too much.
console.info = () => undefined;
try {
  await gather(count);
  const people = Array.from({ length: count }, (_, index) => index + 1);
  const open = new Map<number, { id: string; version: number }>();
  const currentAt = new Map<number, number>();
  const readyAt = new Map<number, number>();
  const triedAt = new Map<number, number>();
  const stops: (() => void)[] = [];
  const sockets = people.map((person) => {
    const socket = appearance.isPage ? openPage(person) : openProgram(person);
    socket.on("session:ready", () => readyAt.set(person, performance.now()));
    socket.on("disconnect", (reason) => {
      currentAt.delete(person);
      note(broken, reason);
    });
    socket.on("connect_error", ({ message }) => note(refused, message));
    return socket;
  });

  function openProgram(person: number): Socket {
    const socket = openSocket(server.url, person, appearance);
    socket.io.on("reconnect_attempt", () => triedAt.set(person, performance.now()));
    socket.on("session:ready", () => {
      void catchUp(person).then(
        () => currentAt.set(person, performance.now()),
        // Its connection broke meanwhile: the next one begins again.
        () => undefined,
      );
    });
    stops.push(() => socket.disconnect());
    return socket;
  }

  function openPage(person: number): Pick<Socket, "on" | "timeout"> {
    const socket = makePageSocket(server.url, person, appearance);
    const manager = new ConnectionManager({
      socket,
      probe: () =>
        call(server.url, person, "/api/me", undefined, appearance).then(
          ({ status }) => outcomeOf(note(statuses, status)),
          () => "unanswered",
        ),
      refetch: () =>
        catchUp(person).then(
          () => true,
          () => false,
        ),
      forget: () => undefined,
      isHidden: () => false,
    });
    manager.subscribe(() => {
      if (manager.get().kind === "live") {
        currentAt.set(person, performance.now());
      } else {
        currentAt.delete(person);
      }
    });
    socket.io.on("open", () => triedAt.set(person, performance.now()));
    stops.push(manager.start());
    return socket;
  }

  /** What a page does on `session:ready`: fetches what is on the screen and joins the open ticket. */
  async function catchUp(person: number): Promise<void> {
    const list = await ask(person, "/api/tickets?status=open,in_progress,waiting&limit=50");
    if (person < STAFF) {
      await ask(person, "/api/stats");
    }
    const known = open.get(person) ?? firstOf(list);
    if (known) {
      const since = open.has(person) ? { since: known.version } : {};
      const joined: unknown = await sockets[person - 1]
        ?.timeout(60_000)
        .emitWithAck("ticket:join", { ticketId: known.id, ...since });
      const version = z.object({ ok: z.literal(true), version: z.number() }).parse(joined).version;
      open.set(person, { id: known.id, version });
    }
  }

  async function ask(person: number, path: string): Promise<unknown> {
    // As a page does: what nobody answered is asked for again.
    for (;;) {
      const answer = await call(server.url, person, path, undefined, appearance).catch(() => null);
      note(statuses, answer?.status ?? 0);
      if (answer && answer.status < 500) {
        return answer.body;
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000 * (1 + Math.random())));
    }
  }

  await untilAll(currentAt);
  say(
    `${count} people are connected and current, ${await metric("process_resident_memory_bytes", 1_048_576)} MB; the server is killed and started again`,
  );
  currentAt.clear();
  readyAt.clear();
  statuses.clear();
  refused.clear();
  const cpu = process.cpuUsage();
  await server.kill();
  const killed = performance.now();
  await server.start();
  const began = performance.now();
  const [whileAway, answeredAway] = [counts(refused), counts(statuses)];
  refused.clear();
  statuses.clear();
  broken.clear();
  const starting = await metric("process_cpu_seconds_total");
  say(
    `the server was ready again after ${Math.round(began - killed)} ms, ${starting} s of processor; in vain until then ${whileAway}, answers ${answeredAway}`,
  );
  await untilAll(currentAt);
  const [own, theirs] = [process.cpuUsage(cpu), (await metric("process_cpu_seconds_total")) - starting];
  const took = (performance.now() - began) / 1_000;
  const tries = [...readyAt].flatMap(([person, at]) => at - Math.max(began, triedAt.get(person) ?? began));
  say(`last try      ${figures(tries)}`);
  say(
    `cores         ${took.toFixed(1)} s long: clients ${((own.user + own.system) / 1e6).toFixed(1)} s, server ${theirs.toFixed(1)} s (${((theirs * 1_000) / count).toFixed(2)} ms a person), the rest PostgreSQL`,
  );
  say(`connected     ${figures([...readyAt.values()].map((at) => Math.max(0, at - began)))}`);
  say(`all current   ${figures([...currentAt.values()].map((at) => at - began))}`);
  say(
    `answers by status ${counts(statuses)}, refused or in vain ${counts(refused)}, broken again ${counts(broken)}`,
  );
  stops.forEach((stop) => stop());
  process.exitCode = [...statuses.keys()].some((status) => status >= 500) ? 1 : 0;

  async function untilAll(done: Map<number, number>): Promise<void> {
    const end = performance.now() + LATEST_MILLISECONDS;
    let shown = performance.now();
    while (done.size < count) {
      if (performance.now() > end) {
        throw new Error(`only ${done.size} of ${count} were current in time`);
      }
      if (performance.now() - shown > 5_000) {
        shown = performance.now();
        say(`${readyAt.size} connected, ${done.size} current, answers ${counts(statuses)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
} finally {
  await server.stop();
}

/** A figure from the server's own metrics, in units of `unit`, to two places. */
async function metric(name: string, unit = 1): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const value = new RegExp(`^${name} (\\S+)`, "m").exec(text)?.[1];
  return Math.round((Number(value) / unit) * 100) / 100;
}

function note<Key>(counted: Map<Key, number>, key: Key): Key {
  counted.set(key, (counted.get(key) ?? 0) + 1);
  return key;
}

function counts(counted: Map<string | number, number>): string {
  return JSON.stringify(Object.fromEntries(counted));
}

function firstOf(list: unknown): { id: string; version: number } | null {
  const parsed = itemsSchema.safeParse(list);
  const first = parsed.success ? parsed.data.items[0] : undefined;
  return first ? { id: first.id, version: 0 } : null;
}
