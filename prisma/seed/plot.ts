import { DAY } from "./clock";
import { PHRASES } from "./phrases";
import type { Random } from "./random";
import type { Scenario } from "./scenarios/scenario";
import type { Story } from "./story";
import type { SeedPerson, SeedPriority } from "./types";
import type { Voice } from "./voices";

/** How far a ticket gets, whatever time it still has. */
export type Stage = "untouched" | "taken" | "waiting" | "done";

/** Everything that the telling of one ticket needs. */
export interface Plot {
  scenario: Scenario;
  story: Story;
  voice: Voice;
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

/** Lets the agent take the ticket, and tells the rest up to its stage. */
export function tellPlot(plot: Plot, triage: () => void): void {
  const { story, agent, random, stage } = plot;
  if (stage === "untouched") {
    nudge(plot);
    return;
  }
  const [low, high] = RESPONSE[story.fields.priority];
  story.wait(agent, low, high);
  triage();
  if (stage === "taken" || (stage === "waiting" && plot.scenario.asks.length === 0)) {
    tellUnfinished(plot);
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
    story.say(agent, plot.voice.staffSays(agent, PHRASES.acks));
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

function tellUnfinished(plot: Plot): void {
  const { story, agent, voice, random, scenario } = plot;
  if (random.chance(0.75)) {
    story.say(agent, voice.staffSays(agent, PHRASES.acks));
  }
  if (random.chance(0.55)) {
    story.wait(agent, 5, 300);
    story.say(agent, voice.one([...scenario.notes, ...notesFor(plot)]), true);
  }
  if (random.chance(0.4)) {
    story.wait(agent, 20, 300);
    story.change(agent, { dueAt: new Date(story.at.getTime() + random.int(2, 12) * DAY) });
  }
  if (random.chance(0.5)) {
    story.wait(agent, 60, 1200);
    story.say(
      agent,
      voice.staffSays(agent, scenario.nature === "fault" ? PHRASES.progressFault : PHRASES.progressRequest),
    );
  }
  nudge(plot);
}

function nudge({ story, requester, voice, random, scenario }: Plot): void {
  if (random.chance(0.2) && !scenario.letterFrom) {
    story.wait(requester, 500, 2400);
    story.say(requester, voice.one(PHRASES.nudges));
  }
}

function ask({ story, agent, voice, scenario, random }: Plot): void {
  const question = voice.staffSays(agent, scenario.asks);
  const key = story.say(agent, question);
  if (key !== null && random.chance(0.03)) {
    story.edit(agent, key);
  }
  story.change(agent, { status: "waiting" });
}

function remind(plot: Plot): void {
  const { story, agent, voice, random, scenario } = plot;
  if (!scenario.letterFrom) {
    story.wait(agent, 1100, 1900);
    story.say(agent, voice.one(PHRASES.reminders));
    if (random.chance(0.3)) {
      story.wait(agent, 10, 60);
      story.say(agent, voice.one(notesFor(plot)), true);
    }
  }
  story.wait(agent, 1500, 2600);
}

function answer(plot: Plot): void {
  const { story, requester, voice, scenario, random } = plot;
  story.wait(requester, 4, 600);
  const key = story.say(requester, voice.one(scenario.answers));
  if (key !== null && random.chance(0.03)) {
    story.edit(requester, key);
  }
}

function work(plot: Plot): void {
  const { story, agent, voice, random, scenario } = plot;
  const slow = random.chance(0.18);
  story.wait(agent, 8, slow ? 900 : 260);
  if (random.chance(0.42)) {
    story.say(agent, voice.one([...scenario.notes, ...notesFor(plot)]), true);
    story.wait(agent, 10, slow ? 1500 : 240);
  }
  if (slow && !scenario.letterFrom) {
    story.say(
      agent,
      voice.staffSays(agent, scenario.nature === "fault" ? PHRASES.progressFault : PHRASES.progressRequest),
    );
    story.wait(agent, 240, 2800);
  }
}

function notesFor({ voice, scenario }: Plot): readonly string[] {
  const hasTwin = voice.fill("{twin}") !== "";
  return PHRASES.generalNotes.filter((note) => {
    // An earlier ticket of the same kind can be named only where there is one; people who may not see it are not mentioned.
    return (hasTwin || !note.includes("{twin}")) && !(scenario.delicate && note.includes("@"));
  });
}

function settle({ story, agent, voice }: Plot, words: readonly string[]): void {
  story.say(agent, voice.staffSays(agent, words));
  story.change(agent, { status: "resolved" });
}

function tryOut(plot: Plot): void {
  const { story, agent, requester, voice, scenario } = plot;
  const question = scenario.letterFrom ? "" : ` ${voice.one(PHRASES.tryIt)}`;
  story.say(
    agent,
    voice.staffSays(
      agent,
      scenario.fixes.map((fix) => fix + question),
    ),
  );
  story.change(agent, { status: "waiting" });
  story.wait(requester, 3, 500);
  story.say(requester, voice.one(thanks(scenario)));
  story.wait(agent, 1, 90);
  story.change(agent, { status: "resolved" });
}

function giveUp(plot: Plot): void {
  const { story, requester, voice, scenario } = plot;
  story.wait(requester, 15, 400);
  story.say(requester, voice.one(scenario.nature === "fault" ? PHRASES.solvedFault : PHRASES.solvedRequest));
  story.change(requester, { status: "closed" });
}

function finish(plot: Plot): void {
  const { story, agent, requester, voice, random, scenario } = plot;
  const isFault = scenario.nature === "fault";
  if (random.chance(0.07) && isOrdinary(plot)) {
    story.wait(requester, 200, 1500);
    story.say(requester, voice.one(isFault ? PHRASES.againFault : PHRASES.againRequest));
    story.wait(agent, 15, 400);
    settle(plot, isFault ? PHRASES.secondFixFault : PHRASES.secondFixRequest);
  }
  if (random.chance(0.15)) {
    story.wait(requester, 5, 1400);
    story.change(requester, { status: "closed" });
    return;
  }
  story.skipTo(new Date(story.at.getTime() + 7 * DAY));
  story.change(null, { status: "closed" });
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
