import { log } from "./log";

/** The started parts, to be stopped again, the last first. */
export interface Shutdown {
  /** Adds something to stop; `stop` may fail without keeping the rest from stopping. */
  add(name: string, stop: () => Promise<void> | void): void;
  isStopping(): boolean;
  /** Stops everything added so far, when the start fails half way. */
  stopEverything(): Promise<void>;
}

/** npm and the terminal both send the signal of one Ctrl+C, a moment apart. */
const SAME_KEYPRESS_MILLISECONDS = 700;

/**
 * Listens for SIGINT, SIGTERM and a process manager's "shutdown": stops everything and exits 0; asked again, it exits at
 * once. `now` is a clock in milliseconds.
 */
export function prepareShutdown(patienceMilliseconds: number, now = () => performance.now()): Shutdown {
  const parts: { name: string; stop: () => Promise<void> | void }[] = [];
  let askedAt: number | null = null;

  const ask = (why: string, code = 0): void => {
    if (askedAt !== null) {
      if (now() - askedAt > SAME_KEYPRESS_MILLISECONDS) {
        process.exit(130);
      }
      return;
    }
    askedAt = now();
    log().info({ why }, "stopping");
    // Nothing may block the exit for good: after this the process exits anyway.
    setTimeout(() => process.exit(1), patienceMilliseconds + 35_000).unref();
    void stopAll(parts).then((isClean) => process.exit(isClean ? code : 1));
  };

  process.on("SIGINT", () => ask("SIGINT"));
  process.on("SIGTERM", () => ask("SIGTERM"));
  // The state after an uncaught error is unknown: log it, stop in order, and let the process manager restart.
  process.on("uncaughtException", (error) => {
    log().fatal({ err: error }, "a mistake of ours ends this process");
    ask("a mistake", 1);
  });
  process.on("message", (message) => {
    if (message === "shutdown") {
      ask("shutdown message");
    }
  });
  return {
    add: (name, stop) => void parts.push({ name, stop }),
    isStopping: () => askedAt !== null,
    stopEverything: async () => {
      await stopAll(parts);
    },
  };
}

async function stopAll(parts: { name: string; stop: () => Promise<void> | void }[]): Promise<boolean> {
  let isClean = true;
  for (let part = parts.pop(); part; part = parts.pop()) {
    try {
      await part.stop();
    } catch (error) {
      isClean = false;
      log().error({ err: error, part: part.name }, "could not be stopped");
    }
  }
  return isClean;
}
