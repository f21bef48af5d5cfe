import { HttpClient } from "@/testing/http/client";
import type { ServerProcess } from "@/testing/processes/server";
import type { Listener } from "../audience";
import { findDifferences } from "./differences";
import type { Problem } from "./judge";

const AT_ONCE = 6;
const FETCH_MILLISECONDS = 30_000;

/** Every client's view with a fresh fetch, a few at a time. */
export async function compareViews(
  listeners: readonly Listener[],
  processes: readonly ServerProcess[],
): Promise<Problem[]> {
  const found: Problem[] = [];
  const waiting = [...listeners];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      const { url } = processes[index % processes.length] ?? { url: "" };
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const http = new HttpClient(url, one.device.token, { milliseconds: FETCH_MILLISECONDS });
        found.push(...(await findDifferences(one.who, one, http, one.judge.trail)));
      }
    }),
  );
  return found;
}
