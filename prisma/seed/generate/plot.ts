import { DAY } from "../model/clock";
import { PHRASES } from "../wording/phrases";
import type { Random } from "../model/random";
import type { Scenario } from "../scenarios/scenario";
import type { Timeline } from "./timeline";
import type { SeedPerson, SeedPriority } from "../model/types";
import type { Wording } from "../wording/wording";

/** How far a ticket gets, whatever time it still has. */
export type Stage = "untouched" | "taken" | "waiting" | "done";

/** Everything that one ticket's course is made from. */
export interface Plot {
  scenario: Scenario;
  timeline: Timeline;
  wording: Wording;
  random: Random;
  requester: SeedPerson;
  agent: SeedPerson;
  stage: Stage;
}

const RESPONSE: Readonly<Record<SeedPriority, readonly [low: number, high: number]>> = {
  urgent: [3, 35],
  high: [8, 140],
  medium: [15, 420],
  low: [40, 900],
};

/** Decides how far a ticket of this age gets: young ones are mostly open, old ones nearly always done. */
export function stageFor(ageDays: number, random: Random): Stage {
  const doneShare = step(ageDays, [0.1, 0.24, 0.34, 0.44, 0.53, 0.65, 0.81], 0.955);
  if (random.chance(doneShare)) {
    return "done";
  }
  const untouchedShare = step(ageDays, [0.75, 0.46, 0.34, 0.24, 0.15, 0.1, 0.06], 0.04);
  if (random.chance(untouchedShare)) {
    return "untouched";
  }
  return random.chance(0.42) ? "taken" : "waiting";
}

/** Lets the agent take the ticket, and adds all further steps up to its stage. */
export function playPlot(plot: Plot, triage: () => void): void {
  const { timeline, agent, random, stage } = plot;
  if (stage === "untouched") {
    nudge(plot);
    return;
  }
  const [low, high] = RESPONSE[timeline.fields.priority];
  timeline.wait(agent, low, high);
  triage();
  if (stage === "taken" || (stage === "waiting" && plot.scenario.asks.length === 0)) {
    playUnfinished(plot);
    return;
  }
  const asks = plot.scenario.asks.length > 0 && random.chance(0.6);
  if (stage === "waiting") {
    ask(plot);
    remind(plot);
    return;
  }
  if (asks) {
    ask(plot);
    if (random.chance(0.08)) {
      remind(plot);
      settle(plot, PHRASES.noAnswer);
      finish(plot);
      return;
    }
    answer(plot);
  } else if (random.chance(0.08) && isOrdinary(plot)) {
    giveUp(plot);
    return;
  } else if (random.chance(0.4)) {
    timeline.say(agent, plot.wording.staffSays(agent, PHRASES.acks));
  }
  work(plot);
  if (
    random.chance(0.35) &&
    (isOrdinary(plot) || plot.scenario.letterFrom) &&
    plot.scenario.nature === "fault"
  ) {
    tryOut(plot);
  } else {
    settle(plot, plot.scenario.fixes);
  }
  finish(plot);
}

function playUnfinished(plot: Plot): void {
  const { timeline, agent, wording, random, scenario } = plot;
  if (random.chance(0.75)) {
    timeline.say(agent, wording.staffSays(agent, PHRASES.acks));
  }
  if (random.chance(0.55)) {
    timeline.wait(agent, 5, 300);
    timeline.say(agent, wording.one([...scenario.notes, ...notesFor(plot)]), true);
  }
  if (random.chance(0.4)) {
    timeline.wait(agent, 20, 300);
    timeline.change(agent, { dueAt: new Date(timeline.at.getTime() + random.int(2, 12) * DAY) });
  }
  if (random.chance(0.5)) {
    timeline.wait(agent, 60, 1200);
    timeline.say(
      agent,
      wording.staffSays(agent, scenario.nature === "fault" ? PHRASES.progressFault : PHRASES.progressRequest),
    );
  }
  nudge(plot);
}

function nudge({ timeline, requester, wording, random, scenario }: Plot): void {
  if (random.chance(0.2) && !scenario.letterFrom) {
    timeline.wait(requester, 500, 2400);
    timeline.say(requester, wording.one(PHRASES.nudges));
  }
}

function ask({ timeline, agent, wording, scenario, random }: Plot): void {
  const question = wording.staffSays(agent, scenario.asks);
  const key = timeline.say(agent, question);
  if (key !== null && random.chance(0.03)) {
    timeline.edit(agent, key);
  }
  timeline.change(agent, { status: "waiting" });
}

function remind(plot: Plot): void {
  const { timeline, agent, wording, random, scenario } = plot;
  if (!scenario.letterFrom) {
    timeline.wait(agent, 1100, 1900);
    timeline.say(agent, wording.one(PHRASES.reminders));
    if (random.chance(0.3)) {
      timeline.wait(agent, 10, 60);
      timeline.say(agent, wording.one(notesFor(plot)), true);
    }
  }
  timeline.wait(agent, 1500, 2600);
}

function answer(plot: Plot): void {
  const { timeline, requester, wording, scenario, random } = plot;
  timeline.wait(requester, 4, 600);
  const key = timeline.say(requester, wording.one(scenario.answers));
  if (key !== null && random.chance(0.03)) {
    timeline.edit(requester, key);
  }
}

function work(plot: Plot): void {
  const { timeline, agent, wording, random, scenario } = plot;
  const slow = random.chance(0.18);
  timeline.wait(agent, 8, slow ? 900 : 260);
  if (random.chance(0.42)) {
    timeline.say(agent, wording.one([...scenario.notes, ...notesFor(plot)]), true);
    timeline.wait(agent, 10, slow ? 1500 : 240);
  }
  if (slow && !scenario.letterFrom) {
    timeline.say(
      agent,
      wording.staffSays(agent, scenario.nature === "fault" ? PHRASES.progressFault : PHRASES.progressRequest),
    );
    timeline.wait(agent, 240, 2800);
  }
}

function notesFor({ wording, scenario }: Plot): readonly string[] {
  const hasTwin = wording.fill("{twin}") !== "";
  return PHRASES.generalNotes.filter((note) => {
    // An earlier ticket of the same kind can be named only where there is one; people who may not see it are not mentioned.
    return (hasTwin || !note.includes("{twin}")) && !(scenario.delicate && note.includes("@"));
  });
}

function settle({ timeline, agent, wording }: Plot, words: readonly string[]): void {
  timeline.say(agent, wording.staffSays(agent, words));
  timeline.change(agent, { status: "resolved" });
}

function tryOut(plot: Plot): void {
  const { timeline, agent, requester, wording, scenario } = plot;
  const question = scenario.letterFrom ? "" : ` ${wording.one(PHRASES.tryIt)}`;
  timeline.say(
    agent,
    wording.staffSays(
      agent,
      scenario.fixes.map((fix) => fix + question),
    ),
  );
  timeline.change(agent, { status: "waiting" });
  timeline.wait(requester, 3, 500);
  timeline.say(requester, wording.one(thanks(scenario)));
  timeline.wait(agent, 1, 90);
  timeline.change(agent, { status: "resolved" });
}

function giveUp(plot: Plot): void {
  const { timeline, requester, wording, scenario } = plot;
  timeline.wait(requester, 15, 400);
  timeline.say(
    requester,
    wording.one(scenario.nature === "fault" ? PHRASES.solvedFault : PHRASES.solvedRequest),
  );
  timeline.change(requester, { status: "closed" });
}

function finish(plot: Plot): void {
  const { timeline, agent, requester, wording, random, scenario } = plot;
  const isFault = scenario.nature === "fault";
  if (random.chance(0.07) && isOrdinary(plot)) {
    timeline.wait(requester, 200, 1500);
    timeline.say(requester, wording.one(isFault ? PHRASES.againFault : PHRASES.againRequest));
    timeline.wait(agent, 15, 400);
    settle(plot, isFault ? PHRASES.secondFixFault : PHRASES.secondFixRequest);
  }
  if (random.chance(0.15)) {
    timeline.wait(requester, 5, 1400);
    timeline.change(requester, { status: "closed" });
    return;
  }
  timeline.skipTo(new Date(timeline.at.getTime() + 7 * DAY));
  timeline.change(null, { status: "closed" });
}

function isOrdinary({ scenario }: Plot): boolean {
  return scenario.letterFrom === undefined && scenario.delicate === undefined;
}

function thanks(scenario: Scenario): readonly string[] {
  return scenario.thanks ?? (scenario.nature === "fault" ? PHRASES.confirmFault : PHRASES.confirmRequest);
}

function step(ageDays: number, shares: readonly number[], oldest: number): number {
  const bounds = [0.25, 1, 2, 4, 7, 14, 30];
  const index = bounds.findIndex((bound) => ageDays < bound);
  return shares[index] ?? oldest;
}
