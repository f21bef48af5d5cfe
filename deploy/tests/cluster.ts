import { request } from "node:http";
import { startTemporaryDatabase } from "@/server/database/temporary-database";
import { freePorts } from "@/testing/processes/free-port";
import { startHaproxy, startNginx } from "@/testing/processes/proxies";
import { startRedis } from "@/testing/processes/redis";
import { makePm2, type Pm2 } from "./under-pm2";

/** One way from a client to a process: through an entrance that keeps it there. */
export interface Way {
  entrance: "HAProxy" | "HAProxy, then nginx";
  url: string;
  /** Which process it ends at, counted from 0. */
  process: number;
  /** The client's own address, by which programs without cookies are distinguished. */
  address: string;
  /** What HAProxy has the client keep; null where nginx decides by the address. */
  cookie: string | null;
}

/** Several processes under PM2 over one PostgreSQL and one Redis, behind the proxies of deploy/. */
export interface Cluster {
  databaseUrl: string;
  manager: Pm2;
  /** The addresses of the processes themselves, for requests without a proxy. */
  ports: number[];
  entrances: Record<Way["entrance"], string>;
  /** To each process through each entrance. */
  ways: Way[];
  /** What nginx last complained of. */
  complaints(): string;
  stop(): Promise<void>;
}

const ADDRESSES_TRIED = 200;

/** Starts all of it, each thing on free ports and in folders of its own; PM2 with ecosystem.config.js as it stands. */
export async function startCluster(count: number, settings: Record<string, string>): Promise<Cluster> {
  const running: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of running.splice(0).reverse()) {
      await end();
    }
  };
  try {
    const [database, redis] = await Promise.all([startTemporaryDatabase({ durable: true }), startRedis()]);
    running.push(database.stop, redis.stop);
    const first = await freePorts(count);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    const manager = makePm2({
      PORT: String(first),
      INSTANCES: String(count),
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      DATA_DIR: `${database.dataDir}/desk`,
      // Through the shorter entrance addresses count as unknown, which nothing here depends on.
      TRUST_PROXY: "2",
      DEMO: "0",
      ...settings,
    });
    running.push(manager.stop);
    await manager.run("start", "ecosystem.config.js");
    const others = ports.slice(1);
    const nginx = await startNginx(first, [["# 10.0.0.5 1;", "127.0.0.1 1;"], serversOfNginx(ports)]);
    running.push(nginx.stop);
    const outer = await startHaproxy(nginx.port);
    running.push(outer.stop);
    const alone = await startHaproxy(first, [
      [
        /# (server) app1 \S+ cookie app1 (check.*)/,
        others
          .map((port, index) => `$1 app${index + 1} 127.0.0.1:${port} cookie app${index + 1} $2`)
          .join("\n    "),
      ],
    ]);
    running.push(alone.stop);
    const entrances = {
      HAProxy: `http://127.0.0.1:${alone.port}`,
      "HAProxy, then nginx": `http://127.0.0.1:${outer.port}`,
    };
    const ways = [
      ...(await findWays("HAProxy", entrances.HAProxy, ports)),
      ...(await findWays("HAProxy, then nginx", entrances["HAProxy, then nginx"], ports)),
    ];
    return { databaseUrl: database.url, manager, ports, entrances, ways, complaints: nginx.words, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** For `startNginx` in front of the first port: a line for each of the others. */
export function serversOfNginx(ports: readonly number[]): readonly [RegExp, string] {
  const others = ports.slice(1).map((port) => `$1$2:${port} $3`);
  return [/(\n +)(server 127\.0\.0\.1):\d+ (max_fails.*)/, `$&${others.join("")}`];
}

/** A figure of each process, the sum over all whose labels hold these words, from its own /metrics. */
export function measure(ports: readonly number[], name: string, ...labels: string[]): Promise<number[]> {
  return Promise.all(
    ports.map(async (port) => {
      const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      return text
        .split("\n")
        .filter((line) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)))
        .filter((line) => labels.every((label) => line.includes(label)))
        .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    }),
  );
}

/** Comes from one address after the other until each process has been reached, and keeps the cookies that are given. */
async function findWays(entrance: Way["entrance"], url: string, ports: readonly number[]): Promise<Way[]> {
  const found = new Map<number, Way>();
  // Nobody else asks with HEAD here: whose count has gone up has answered.
  const count = (): Promise<number[]> =>
    measure(ports, "http_request_duration_seconds_count", 'method="HEAD"');
  for (let index = 1; found.size < ports.length; index += 1) {
    if (index > ADDRESSES_TRIED) {
      throw new Error(`through ${entrance} only ${found.size} of ${ports.length} processes were reached`);
    }
    const address = `127.0.4.${index}`;
    const before = await count();
    const cookie = await visit(url, address);
    const after = await count();
    const process = after.findIndex((value, place) => value !== before[place]);
    if (process >= 0 && !found.has(process)) {
      found.set(process, { entrance, url, process, address, cookie });
    }
  }
  return [...found.values()].sort((a, b) => a.process - b.process);
}

/** Asks once, from this address; returns the cookie that came with the answer. */
function visit(url: string, address: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const options = { method: "HEAD", localAddress: address, agent: false };
    request(`${url}/health`, options, (response) => {
      response.resume();
      response.once("end", () => resolve(response.headers["set-cookie"]?.[0]?.split(";")[0] ?? null));
    })
      .once("error", reject)
      .end();
  });
}
