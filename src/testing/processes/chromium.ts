import { existsSync } from "node:fs";

/**
 * Chromium without a window of its own around each page, which costs half of the processor's time that the whole browser does;
 * where only that is installed, that.
 */
const PROGRAMS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/** The browser that tests and measurements drive. Throws a sentence where none is installed. */
export function findChromium(): string {
  const program = PROGRAMS.find((path) => existsSync(path));
  if (program === undefined) {
    throw new Error(
      `There is no browser: apt-get install chromium-headless-shell, for ${PROGRAMS.join(" or ")}`,
    );
  }
  return program;
}
