import { forgetLimits } from "@/server/rate-limits/limits";
import type { Random } from "../chaos/random";
import { judgePair, type Judged } from "./judge";
import { buildPair, type PlannedPair, type Sweep } from "./requests";
import { sendTimed } from "./send";
import { Timing } from "./timing";

/** What differs is asked again: only what differs each time is reported. */
const TRIES = 3;

/** Sends both requests of every pair to a server of this process, and notes what tells them apart. */
export async function sweepRequests(
  url: string,
  sweep: Sweep,
  {
    planned,
    random,
    note,
  }: { planned: readonly PlannedPair[]; random: Random; note: (problem: string) => void },
): Promise<{ timing: Timing; requests: number; routes: number }> {
  const timing = new Timing();
  const routes = new Set<string>();
  let requests = 0;
  for (const plan of planned) {
    const { target, slot } = plan.route;
    routes.add(`${target.method} ${target.pattern}`);
    let wrong: string[] = [];
    for (let count = 0; count === 0 || (count < TRIES && wrong.length > 0); count += 1) {
      const { what, pair, changes, ...sent } = await buildPair(sweep, plan);
      const answers = new Map<"theirs" | "nobodys", Judged & { milliseconds: number }>();
      // Whatever comes second finds the machine warmer.
      for (const whose of random.shuffle(["theirs", "nobodys"] as const)) {
        forgetLimits();
        answers.set(whose, await sendTimed(url, sent[whose]));
        requests += 1;
      }
      const [theirs, nobodys] = [answers.get("theirs"), answers.get("nobodys")];
      if (!theirs || !nobodys) {
        throw new Error("each is sent once");
      }
      timing.add(
        `${target.method} ${target.pattern} ${slot.name}`,
        theirs.milliseconds,
        nobodys.milliseconds,
      );
      wrong = judgePair(sweep, pair, { theirs, nobodys, changes }).map((problem) => `${what}: ${problem}`);
    }
    wrong.forEach(note);
  }
  return { timing, requests, routes: routes.size };
}
