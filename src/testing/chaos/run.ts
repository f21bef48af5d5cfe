import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/server/database";
import { SocketClient } from "@/testing/socket-client";
import { startServers } from "@/testing/server-process";
import { until } from "@/testing/wait";
import { findDifferences } from "./differences";
import { disturb } from "./disturbances";
import { checkEffects } from "./effects";
import { History } from "./history";
import { judge } from "./judge";
import { Random } from "./random";
import { Sender } from "./sender";
import { makeWorld, type Somebody } from "./world";
import { Writers } from "./writers";

/** How a run goes. */
export interface GivenRun {
  databaseUrl: string;
  /** Another database of the same cluster, where a transaction stays open. */
  otherDatabaseUrl: string;
  seed: number;
  seconds: number;
  writers: number;
  killEveryMilliseconds: number;
}

/** What came of a run: numbers to print, and sentences that must not be there. */
export interface Outcome {
  figures: Record<string, number>;
  problems: Record<"lost" | "twice" | "outOfOrder" | "leaked" | "holes" | "effects" | "failures", string[]>;
}

const OPEN_TICKETS = 5;
const SETTLE_MILLISECONDS = 30_000;

/**
 * Two server processes, twenty clients of all roles, writers at random, kills: at the end every client's view must be
 * what a fresh fetch shows, and nothing may have been received that was not for its receiver. The pool is connected.
 */
export async function runChaos(given: GivenRun): Promise<Outcome> {
  const random = new Random(given.seed);
  const world = await makeWorld();
  const servers = await startServers(given.databaseUrl, 2);
  const clients: { who: Somebody; client: SocketClient }[] = [];
  try {
    for (const [index, who] of world.people.entries()) {
      const url = servers.processes[index % servers.processes.length]?.url ?? "";
      const client = new SocketClient({
        url,
        token: who.token,
        transports: index % 5 === 4 ? ["polling"] : ["websocket"],
      });
      clients.push({ who, client });
      client.watch(world.ticketIds[0] ?? "");
      for (let count = 1; count < OPEN_TICKETS; count++) {
        client.watch(random.pick(world.ticketIds));
      }
    }
    await until(
      "everybody is connected",
      () => clients.every(({ client }) => client.isIdle()),
      SETTLE_MILLISECONDS,
    );
    const sender = new Sender(servers.processes, random, given.seed);
    const writers = new Writers(world, sender, random);
    const disturbances = await disturb(
      servers.processes,
      random,
      { own: given.databaseUrl, other: given.otherDatabaseUrl },
      given.killEveryMilliseconds,
    );
    const writing = writers.run(given.writers);
    await sleep(given.seconds * 1000);
    await disturbances.stop();
    writers.stop();
    await writing;
    await settle(clients.map(({ client }) => client));
    const differences = await Promise.all(clients.map(({ who, client }) => findDifferences(who, client)));
    const history = await History.read();
    const judgements = clients.map(({ who, client }) => judge(who, client.receipts, history));
    const effects = await checkEffects(sender.writes);
    const { rows } = await pool().query<{ count: number }>("SELECT count(*)::int AS count FROM events");
    const total = (count: (one: SocketClient) => number): number =>
      clients.reduce((sum, { client }) => sum + count(client), 0);
    return {
      figures: {
        events: rows[0]?.count ?? 0,
        deliveries: judgements.reduce((sum, one) => sum + one.deliveries, 0),
        receipts: total((client) => client.receipts.length),
        requests: sender.figures.requests,
        retries: sender.figures.retries,
        sentTwiceAtOnce: sender.figures.sentTwice,
        writesChecked: effects.checked,
        kills: disturbances.kills,
        brokenReaders: disturbances.brokenReaders,
        connections: total((client) => client.counts.connections),
        joins: total((client) => client.counts.joins),
        gaps: total((client) => client.counts.gaps),
        resyncs: total((client) => client.counts.resyncs),
      },
      problems: {
        lost: differences.flat(),
        twice: judgements.flatMap((one) => one.twice),
        outOfOrder: judgements.flatMap((one) => one.outOfOrder),
        leaked: judgements.flatMap((one) => one.leaked),
        holes: history.holes(),
        effects: [...effects.lost, ...effects.twice, ...effects.unasked],
        failures: sender.figures.failures,
      },
    };
  } finally {
    clients.forEach(({ client }) => client.close());
    await servers.stop();
  }
}

/** Waits until nothing is under way and nothing has come for a while. */
async function settle(clients: readonly SocketClient[]): Promise<void> {
  let heard = -1;
  let since = performance.now();
  await until(
    "everybody is quiet",
    () => {
      const now = clients.reduce((sum, client) => sum + client.receipts.length, 0);
      if (now !== heard || !clients.every((client) => client.isIdle())) {
        heard = now;
        since = performance.now();
      }
      return performance.now() - since > 1_500;
    },
    SETTLE_MILLISECONDS,
  ).catch((error: unknown) => {
    const busy = clients.filter((client) => !client.isIdle()).map((client) => client.describe());
    throw new Error(`${String(error)}; not quiet: ${busy.join("; ")}`);
  });
}
