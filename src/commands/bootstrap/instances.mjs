import { fork } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./fingerprints.mjs";

const RESTART_AFTER_MILLISECONDS = 1_000;

/**
 * Runs several servers on consecutive ports, starts one that dies again, and ends when all have ended.
 * @param {number} count
 */
export function startInstances(count) {
  /** @type {Map<number, import("node:child_process").ChildProcess>} */
  const running = new Map();
  let isStopping = false;
  let worst = 0;

  const launch = (/** @type {number} */ instance) => {
    const child = fork(join(ROOT, "dist", "server.js"), {
      cwd: ROOT,
      env: { ...process.env, NODE_APP_INSTANCE: String(instance) },
      execArgv: ["--enable-source-maps"],
    });
    running.set(instance, child);
    let wasReady = false;
    child.on("message", (message) => {
      wasReady ||= message === "ready";
    });
    child.once("exit", (code) => {
      running.delete(instance);
      if (!isStopping && !wasReady) {
        // It has said why; trying again would only say it again.
        stop("SIGTERM");
        worst = 1;
      }
      worst = Math.max(worst, isStopping ? (code ?? 1) : 0);
      if (!isStopping) {
        process.stderr.write(`Instance ${instance} ended with ${code}; starting it again.\n`);
        setTimeout(() => !isStopping && launch(instance), RESTART_AFTER_MILLISECONDS);
      } else if (running.size === 0) {
        process.exit(worst);
      }
    });
  };

  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    isStopping = true;
    running.forEach((child) => child.kill(signal));
  };

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.on(signal, () => {
      stop(signal);
      if (running.size === 0) {
        process.exit(worst);
      }
    });
  }
  Array.from({ length: count }, (_, instance) => launch(instance));
}
