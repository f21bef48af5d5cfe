import { spawn } from "node:child_process";
import { ROOT } from "./fingerprints.mjs";

/**
 * Runs a program in the checkout, quietly: what it says is kept and returned. It ends with us, and so do the programs
 * that it started itself.
 * @param {string} program @param {string[]} options @param {Record<string, string>} [environment]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, options, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that all of it can be ended together, whether by Ctrl+C or by a signal to us alone.
      detached: true,
    });
    const end = (/** @type {NodeJS.Signals} */ signal) => {
      process.kill(-(child.pid ?? 0), "SIGTERM");
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    const forget = () => {
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
