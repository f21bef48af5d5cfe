import { spawn } from "node:child_process";
import { ROOT } from "./fingerprints.mjs";

/**
 * Runs a program in the checkout, quietly: what it says is kept and returned.
 * @param {string} program @param {string[]} options @param {Record<string, string>} [environment]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, options, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (/** @type {Buffer} */ part) => {
      output += part.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
