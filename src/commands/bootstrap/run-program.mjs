import { spawn } from "node:child_process";
import { ROOT } from "./fingerprints.mjs";

/**
 * Runs a program in the checkout, quietly: what it says is kept and returned. It ends with us, and so do the programs
 * that it started itself.
 * @param {string} program @param {string[]} options @param {Record<string, string>} [environment]
 * @param {(pid: number) => void} [started] Called with its number, once it runs.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, options, environment = {}, started = () => undefined) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that all of it can be ended together, whether by Ctrl+C or by a signal to us alone.
      detached: true,
    });
    if (child.pid !== undefined) {
      started(child.pid);
    }
    const endGroup = () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, "SIGTERM");
      }
    };
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    process.once("exit", endGroup);
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    const forget = () => {
      process.off("exit", endGroup);
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
    };
    let output = "";
    const keep = (/** @type {Buffer} */ part) => {
      output += part.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => {
      forget();
      reject(error);
    });
    child.once("close", (code) => {
      forget();
      resolve({ code: code ?? 1, output });
    });
  });
}
