import "./settings";
import { z } from "zod";
import { startBuiltServer } from "@/testing/processes/built-server";
import { call, gather, openSocket } from "./crowd";
import { figures } from "./figures";

/**
 * `npm run bench:reconnect [-- 5000]`: that many people with a page open, the server killed and started again. How long
 * until every one of them is connected, has joined the ticket that was open and fetched the list (and staff the counts)
 * that was on screen; counted from the moment that the server is ready. One process on the machine's cores, with the
 * clients beside it: so it also says what of the time is the clients' own pause between two tries, and who used the cores.
 */
const count = Number(process.argv[2] ?? 5_000);
const STAFF = 200;
const LATEST_MILLISECONDS = 300_000;
const itemsSchema = z.object({ items: z.array(z.object({ id: z.string() })) });

const server = await startBuiltServer();
const statuses = new Map<number, number>();
const refused = new Map<string, number>();
const broken = new Map<string, number>();
try {
  await gather(count);
  const people = Array.from({ length: count }, (_, index) => index + 1);
  const open = new Map<number, { id: string; version: number }>();
  const currentAt = new Map<number, number>();
  const readyAt = new Map<number, number>();
  const triedAt = new Map<number, number>();
  const sockets = people.map((person) => {
    const socket = openSocket(server.url, person);
    socket.io.on("reconnect_attempt", () => triedAt.set(person, performance.now()));
    socket.on("session:ready", () => {
      readyAt.set(person, performance.now());
      void catchUp(person).then(
        () => currentAt.set(person, performance.now()),
        // Its connection broke meanwhile: the next one begins again.
        () => undefined,
      );
    });
    socket.on("disconnect", (reason) => {
      currentAt.delete(person);
      broken.set(reason, (broken.get(reason) ?? 0) + 1);
    });
    socket.on("connect_error", ({ message }) => refused.set(message, (refused.get(message) ?? 0) + 1));
    return socket;
  });

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
      const answer = await call(server.url, person, path).catch(() => null);
      const status = answer?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (answer) {
        return answer.body;
      }
      await new Promise((resolve) => setTimeout(resolve, 1_000 * (1 + Math.random())));
    }
  }

  await untilAll(currentAt);
  console.info(`${count} people are connected and current; the server is killed and started again`);
  currentAt.clear();
  readyAt.clear();
  statuses.clear();
  refused.clear();
  await server.kill();
  const killed = performance.now();
  await server.start();
  const began = performance.now();
  broken.clear();
  const cpu = process.cpuUsage();
  const serverCpu = await serverSeconds();
  console.info(`the server was ready again after ${Math.round(began - killed)} ms`);
  await untilAll(currentAt);
  const [own, theirs] = [process.cpuUsage(cpu), (await serverSeconds()) - serverCpu];
  const took = (performance.now() - began) / 1_000;
  const tries = [...readyAt].flatMap(([person, at]) => at - Math.max(began, triedAt.get(person) ?? began));
  console.info(`last try      ${figures(tries)}`);
  console.info(
    `cores         ${took.toFixed(1)} s long: clients ${((own.user + own.system) / 1e6).toFixed(1)} s, server ${theirs.toFixed(1)} s, the rest PostgreSQL`,
  );
  console.info(`connected     ${figures([...readyAt.values()].map((at) => Math.max(0, at - began)))}`);
  console.info(`all current   ${figures([...currentAt.values()].map((at) => at - began))}`);
  console.info(
    `answers by status ${JSON.stringify(Object.fromEntries(statuses))}, refused or in vain ${JSON.stringify(Object.fromEntries(refused))}, broken again ${JSON.stringify(Object.fromEntries(broken))}`,
  );
  sockets.forEach((socket) => socket.disconnect());
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
        console.info(
          `${readyAt.size} connected, ${done.size} current, answers ${JSON.stringify(Object.fromEntries(statuses))}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
} finally {
  await server.stop();
}

/** The processor time that the server has used since it started. */
async function serverSeconds(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1]);
}

function firstOf(list: unknown): { id: string; version: number } | null {
  const parsed = itemsSchema.safeParse(list);
  const first = parsed.success ? parsed.data.items[0] : undefined;
  return first ? { id: first.id, version: 0 } : null;
}
