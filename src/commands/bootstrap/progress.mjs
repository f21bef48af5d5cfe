// Plain JavaScript without packages: it runs on a fresh clone, before anything is installed.

const FRAMES = ["|", "/", "-", "\\"];
const REPORT_EVERY_MILLISECONDS = 15_000;

/** A reason to stop that the sysadmin can correct; shown without a stack. */
export class PrepareError extends Error {
  /** @param {string} message @param {string} [output] What the failing program said. */
  constructor(message, output = "") {
    super(message);
    this.name = "PrepareError";
    this.output = output;
  }
}

/**
 * Shows that a step is under way, and how long it took. `work` may report how far it is, as a short text.
 * @template T
 * @param {string} title Such as "Building the pages".
 * @param {(report: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const began = Date.now();
  let detail = "";
  const seconds = () => `${Math.max(1, Math.round((Date.now() - began) / 1000))} s`;
  const stop = process.stdout.isTTY
    ? spin(() => `${title} ${detail}`, seconds)
    : repeat(() => `${title} ${detail}(${seconds()})`);
  if (!process.stdout.isTTY) {
    process.stdout.write(`  ${title} ...\n`);
  }
  try {
    const result = await work((text) => {
      detail = `${text} `;
    });
    stop();
    process.stdout.write(`  ${title}: done in ${seconds()}\n`);
    return result;
  } catch (error) {
    stop();
    process.stdout.write(`  ${title}: failed after ${seconds()}\n`);
    throw error;
  }
}

/** @param {() => string} text @param {() => string} seconds */
function spin(text, seconds) {
  let frame = 0;
  const timer = setInterval(() => {
    frame = (frame + 1) % FRAMES.length;
    process.stdout.write(
      `\r\u001b[2K  ${FRAMES[frame]} ${text()}${seconds()}`.slice(0, (process.stdout.columns ?? 80) + 4),
    );
  }, 120);
  return () => {
    clearInterval(timer);
    process.stdout.write("\r\u001b[2K");
  };
}

/** @param {() => string} text */
function repeat(text) {
  const timer = setInterval(() => process.stdout.write(`  ${text()}\n`), REPORT_EVERY_MILLISECONDS);
  return () => clearInterval(timer);
}
