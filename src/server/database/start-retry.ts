import { setTimeout as wait } from "node:timers/promises";
import { log } from "@/server/process/log";
import { isDatabaseAway } from "./away";

const PATIENCE_MILLISECONDS = 60_000;
const AGAIN_MILLISECONDS = 250;

/**
 * Runs a step of the start, and repeats it for a minute while PostgreSQL is away: it may be restarting while
 * we start, and the process must not exit for that. The step must be repeatable. Any other error is thrown as
 * it is.
 */
export async function untilDatabaseAnswers<T>(step: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MILLISECONDS; ;) {
    try {
      return await step();
    } catch (error) {
      if (!isDatabaseAway(error) || Date.now() > end) {
        throw error;
      }
      log().warn({ err: error }, "the database went away while we start; trying again");
      await wait(AGAIN_MILLISECONDS);
    }
  }
}
