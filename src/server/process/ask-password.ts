import { randomInt } from "node:crypto";
import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** Without characters that are easily confused when read aloud or typed from paper. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** Makes a password that a person can read aloud: four groups of five, 99 bits. */
export function makePassword(): string {
  return Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join(""),
  ).join("-");
}

/** Asks on the console without showing the input; null where input or output is no terminal. */
export async function askHidden(question: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    return null;
  }
  process.stderr.write(question);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: mute, terminal: true });
  try {
    return await new Promise((answer, refuse) => {
      terminal.once("line", answer);
      terminal.once("SIGINT", () => refuse(new Error("Cancelled.")));
    });
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
}
