import { fork, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { z } from "zod";
import { projectRoot } from "@/server/process/root";
import { freePort } from "./free-port";

/** A server in a process of its own, which can be killed and started again on the same port. */
export interface ServerProcess {
  url: string;
  isUp(): boolean;
  /** Ends it with SIGKILL, in whatever it is doing. */
  kill(): Promise<void>;
  /** Stops it from doing anything, without ending it, until `resume`. */
  pause(): void;
  resume(): void;
  /** Starts it again; resolves when it answers. */
  start(): Promise<void>;
  /** What it logged around a moment, of the last so many lines; errors are printed as well. */
  loggedAround(at: number, milliseconds: number): string[];
}

/** Several server processes over one database. */
export interface Servers {
  processes: ServerProcess[];
  /** Kills all and removes what they left on the disk. */
  stop(): Promise<void>;
}

/**
 * Builds the server once and starts `count` of it over one database, each with a data folder of its own and the same
 * secret; `environment` is what else they are given, each the same or each its own.
 */
export async function startServers(
  databaseUrl: string,
  count: number,
  environment: Record<string, string> | ((index: number) => Record<string, string>) = {},
): Promise<Servers> {
  const program = await bundleProgram("desk/main.ts");
  const folder = mkdtempSync(join(tmpdir(), "helpejo-servers-"));
  const processes = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const port = await freePort();
      return makeProcess(program, port, {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        DATA_DIR: join(folder, String(index)),
        NEXTAUTH_SECRET: "only-for-tests-and-no-secret-at-all",
        DEMO: "0",
        LOG_LEVEL: process.env["SERVER_LOG_LEVEL"] ?? "error",
        ...(typeof environment === "function" ? environment(index) : environment),
      });
    }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all(processes.map((one) => one.kill()));
    rmSync(folder, { recursive: true, force: true });
    rmSync(program, { force: true });
  };
  try {
    await Promise.all(processes.map((one) => one.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { processes, stop };
}

function makeProcess(program: string, port: number, environment: NodeJS.ProcessEnv): ServerProcess {
  let child: ChildProcess | null = null;
  let isReady = false;
  const logged: LogLine[] = [];
  return {
    loggedAround: (at, milliseconds) =>
      logged.filter((line) => Math.abs(line.time - at) <= milliseconds).map((line) => line.text),
    url: `http://127.0.0.1:${port}`,
    isUp: () => isReady,
    pause: () => void child?.kill("SIGSTOP"),
    resume: () => void child?.kill("SIGCONT"),
    kill: async () => {
      const running = child;
      child = null;
      isReady = false;
      if (running && running.exitCode === null && running.signalCode === null) {
        const exited = new Promise((resolve) => running.once("exit", resolve));
        running.kill("SIGKILL");
        await exited;
      }
    },
    start: async () => {
      const started = fork(program, [], {
        env: environment,
        execArgv: [],
        stdio: ["ignore", "pipe", "inherit", "ipc"],
      });
      if (started.stdout) {
        createInterface({ input: started.stdout }).on("line", (text) => keep(logged, text));
      }
      child = started;
      await new Promise<void>((resolve, reject) => {
        started.once("message", () => resolve());
        started.once("error", reject);
        started.once("exit", (code) =>
          reject(new Error(`the server ended with ${code} before it was ready`)),
        );
      });
      isReady = true;
    },
  };
}

interface LogLine {
  time: number;
  text: string;
}

const logSchema = z.looseObject({ time: z.number(), level: z.number() });
const LINES_KEPT = 50_000;
/** pino's "error". */
const ERROR_LEVEL = 50;

function keep(logged: LogLine[], text: string): void {
  const line = readLine(text);
  if (!line || line.level >= ERROR_LEVEL) {
    process.stdout.write(`${text}\n`);
  }
  if (line) {
    logged.push({ time: line.time, text });
    logged.splice(0, Math.max(0, logged.length - LINES_KEPT));
  }
}

function readLine(text: string): z.infer<typeof logSchema> | null {
  try {
    return logSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Makes one file of a program, named by its path from src/testing, beside the packages that it imports: a process of it is up
 * in a fraction of the time that TypeScript takes. Its caller removes it.
 */
export async function bundleProgram(entry: string): Promise<string> {
  const root = projectRoot();
  const folder = join(root, "node_modules", ".cache", "helpejo-tests");
  mkdirSync(folder, { recursive: true });
  const program = join(folder, `${entry.replace(/\W+/g, "-")}-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, "src", "testing", entry)],
    outfile: program,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "node",
    target: "node20",
    jsx: "automatic",
    logLevel: "silent",
  });
  return program;
}
