import { setTimeout as wait } from "node:timers/promises";
import { log } from "@/server/process/log";
import { isDatabaseAway } from "./away";

const PATIENCE_MILLISECONDS = 60_000;
const AGAIN_MILLISECONDS = 250;

/**
 * Runs a step of the start, again while PostgreSQL is away, for a minute: it may be restarted while we start, and then a
 * process must not end over it. The step has to be one that can be done twice. Any other error is thrown as it is.
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
