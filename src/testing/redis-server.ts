import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";
import { until } from "./wait";

/** A Redis of the test's own, which keeps nothing. */
export interface RedisServer {
  url: string;
  port: number;
  /** Ends it as a crash does: SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const PROGRAM = "/usr/bin/redis-server";

/** Starts a Redis on a free port of the loopback. */
export async function startRedis(): Promise<RedisServer> {
  if (!existsSync(PROGRAM)) {
    throw new Error(`There is no ${PROGRAM} here. On Debian: apt-get install redis-server`);
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "helpejo-redis-"));
  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const settings = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    child = spawn(PROGRAM, [...settings, "--dir", folder], { stdio: "ignore" });
    await until("Redis answers", () => answers(port), 10_000);
  };
  const kill = async (): Promise<void> => {
    const running = child;
    child = null;
    if (running && running.exitCode === null && running.signalCode === null) {
      const gone = new Promise((resolve) => running.once("exit", resolve));
      running.kill("SIGKILL");
      await gone;
    }
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    start,
    stop: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", (data) => done(data.toString().startsWith("+PONG")));
    socket.once("error", () => done(false));
    socket.once("close", () => done(false));
  });
}
