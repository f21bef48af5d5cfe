import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { projectRoot } from "@/server/process/root";

const listSchema = z.array(
  z.object({
    pid: z.number(),
    pm2_env: z.object({
      status: z.string(),
      exit_code: z.number().optional(),
      restart_time: z.number(),
      treekill: z.boolean(),
    }),
  }),
);

/** What PM2 says of its processes. */
export type Pm2Processes = z.infer<typeof listSchema>;

/** A PM2 of a test's own, with its own home, for the built product and ecosystem.config.js as it stands. */
export interface Pm2 {
  /** A command of PM2's; returns what it printed. */
  run(...options: string[]): Promise<string>;
  processes(): Promise<Pm2Processes>;
  /** All that the processes have logged. */
  readLog(): string;
  /** Ends all of it and removes its home. */
  stop(): Promise<void>;
}

/** Makes a PM2 whose processes get `settings` and nothing of this shell's; nothing runs before `run("start", ...)`. */
export function makePm2(settings: Record<string, string>): Pm2 {
  const home = mkdtempSync(join(tmpdir(), "helpejo-pm2-"));
  const environment: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    HOME: home,
    PATH: process.env["PATH"],
    PM2_HOME: home,
    // As deploy.sh has it: otherwise two processes are taken down at once.
    PM2_CONCURRENT_ACTIONS: "1",
    ...settings,
  };
  const run = async (...options: string[]): Promise<string> => {
    const program = join(projectRoot(), "node_modules", "pm2", "bin", "pm2");
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...options], {
      cwd: projectRoot(),
      env: environment,
      maxBuffer: 16 * 1024 * 1024,
    });
    return stdout;
  };
  return {
    run,
    processes: async () => {
      const text = await run("jlist");
      return listSchema.parse(JSON.parse(text.slice(text.indexOf("["))));
    },
    readLog: () => readFileSync(join(home, "logs", "helpejo-out.log"), "utf8"),
    stop: async () => {
      await run("kill");
      rmSync(home, { recursive: true, force: true });
    },
  };
}
