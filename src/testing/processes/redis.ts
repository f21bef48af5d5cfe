import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port";
import { until } from "../wait";

/** A Redis of a test's own, which can be killed and started again on the same port; it keeps nothing. */
export interface RedisServer {
  port: number;
  url: string;
  /** Ends it with SIGKILL. */
  kill(): Promise<void>;
  /** Starts it again, empty; resolves when it answers. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const PROGRAM = "/usr/bin/redis-server";

/** Starts a Redis on a free port, in a temporary folder, without persistence; throws a sentence when none is installed. */
export async function startRedis(): Promise<RedisServer> {
  if (!existsSync(PROGRAM)) {
    throw new Error(`These tests need Redis, and ${PROGRAM} is not there: apt install redis-server`);
  }
  const folder = mkdtempSync(join(tmpdir(), "helpejo-redis-"));
  const port = await freePort();
  let child: ChildProcess | null = null;
  const end = (): void => void child?.kill("SIGKILL");
  process.once("exit", end);
  const server: RedisServer = {
    port,
    url: `redis://127.0.0.1:${port}`,
    start: async () => {
      const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
      child = spawn(PROGRAM, [...settings, "--save", "", "--appendonly", "no"], { stdio: "ignore" });
      await until("Redis answers", () => answers(port), 10_000);
    },
    kill: async () => {
      const running = child;
      child = null;
      if (running && running.exitCode === null && running.signalCode === null) {
        const exited = new Promise((resolve) => running.once("exit", resolve));
        running.kill("SIGKILL");
        await exited;
      }
    },
    stop: async () => {
      await server.kill();
      process.off("exit", end);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once("data", (data) => {
      resolve(data.toString().startsWith("+PONG"));
      socket.destroy();
    });
    socket.once("error", () => resolve(false));
    socket.once("close", () => resolve(false));
  });
}
