import { planFilings, DAYS, type Filing } from "./calendar";
import { DAY } from "../model/clock";
import type { Settled } from "../wording/compose";
import { DEMO_ORGANISATION, PEOPLE, STAFF, TEAMS } from "../model/people";
import { stageFor, playPlot, type Stage } from "./plot";
import { randomFrom, type Random } from "../model/random";
import { readsFor, watchersFor } from "./readers";
import { SCENARIOS } from "../scenarios/all";
import { LETTER_SCENARIOS } from "../scenarios/letters";
import { choosePath, type Scenario } from "../scenarios/scenario";
import { dueFor, startTimeline, type Timeline } from "./timeline";
import type { SeedDesk, SeedFields, SeedPerson, SeedTeamKey, SeedTicket } from "../model/types";
import { wordingOf, type Wording } from "../wording/wording";

/** How many tickets the demo has. */
export const TICKETS = 800;
/** The organisation's first ticket of the demo: others came before, and are no longer kept. */
export const FIRST_NUMBER = 1041;

/** How many of the tickets whose scenario has files come with one: about ninety in all. */
const FILE_SHARE = 0.21;

/** Makes the demo help desk, as it looks at `now`. The same seed and now make the same desk. */
export function generateDesk({ now, seed = "larkmoor" }: { now: Date; seed?: string }): SeedDesk {
  const filings = planFilings(
    TICKETS,
    now,
    randomFrom(`${seed} filings`),
    PEOPLE,
    SCENARIOS,
    LETTER_SCENARIOS,
  );
  const titles = new Set<string>();
  const similarTickets = new Map<string, number>();
  const tickets = filings.map((filing, index) => {
    const number = FIRST_NUMBER + index;
    const similar = similarTickets.get(filing.scenario.id) ?? null;
    similarTickets.set(filing.scenario.id, number);
    return makeTicket({
      filing,
      number,
      similar,
      now,
      titles,
      random: randomFrom(`${seed} ticket ${number}`),
    });
  });
  return {
    organisation: { name: DEMO_ORGANISATION, createdAt: new Date(now.getTime() - (DAYS + 210) * DAY) },
    teams: TEAMS,
    people: PEOPLE,
    tickets,
  };
}

interface Making {
  filing: Filing;
  number: number;
  /** The number of an earlier ticket of the same kind. */
  similar: number | null;
  now: Date;
  /** The titles of all tickets so far: a list in which titles repeat looks made. */
  titles: Set<string>;
  random: Random;
}

function makeTicket({ filing, number, similar, now, titles, random }: Making): SeedTicket {
  const { at: createdAt, requester } = filing;
  const { title, settled, scenario } = freshTitle(filing, similar, titles, random);
  const wording = wordingOf(scenario, settled, random);
  const ageDays = (now.getTime() - createdAt.getTime()) / DAY;
  const stage: Stage = stageFor(ageDays, random);
  const agent = agentFor(scenario.team, random);
  const byPhone = random.chance(0.07) && !scenario.letterFrom && scenario.team !== "security";
  const filedBy = byPhone ? agent : requester;
  const wanted = random.pick(scenario.priorities);
  const priority = wanted === "urgent" && !byPhone ? "high" : wanted;
  const files = scenario.files ?? [];
  const idea =
    files.length > 0 && random.chance(scenario.letterFrom ? 1 : FILE_SHARE) ? random.pick(files) : null;
  const fileWithReport = idea !== null && (scenario.letterFrom !== undefined || random.chance(0.75));
  const description = wording.description(priority, fileWithReport);
  const routed = byPhone || random.chance(0.8);
  const initial: SeedFields = {
    title,
    status: "open",
    priority,
    category: scenario.category,
    team: routed ? scenario.team : null,
    assignee: null,
    tags: byPhone ? scenario.tags : [],
    dueAt: dueFor(priority, createdAt),
  };
  const timeline = startTimeline(number, requester, createdAt, initial, now, random);
  if (idea && fileWithReport) {
    const file = idea.make({ random, fill: wording.fillFile, at: createdAt });
    timeline.attach(requester, wording.fillFile(idea.name), file);
  }
  playPlot({ scenario, timeline, wording, random, requester, agent, stage }, () => {
    triage({ scenario, timeline, wording, random, agent, urgent: wanted === "urgent" });
    for (const person of watchersFor(filing, agent, random)) {
      timeline.watch(person.role === "user" ? agent : person, person);
    }
    if (idea && !fileWithReport) {
      addLater(timeline, wording, agent, idea, random);
    }
  });
  if (stage !== "untouched") {
    planAnew(timeline, agent, now, random);
  }
  const life = { number, requester, agent, createdAt, timeline, stage, now, random };
  return {
    number,
    family: scenario.id,
    requester: requester.key,
    filedBy: filedBy.key,
    createdAt,
    description,
    initial,
    steps: timeline.steps,
    ...readsFor(life),
  };
}

/** Agents who keep a desk in order give late tickets a time that can be kept; a few slip through. */
function planAnew(timeline: Timeline, agent: SeedPerson, now: Date, random: Random): void {
  const { status, dueAt } = timeline.fields;
  const isLate = status !== "resolved" && status !== "closed" && dueAt !== null && dueAt < now;
  if (isLate && random.chance(0.8)) {
    timeline.change(agent, { dueAt: new Date(now.getTime() + random.int(1, 9) * DAY) });
  }
}

/** What is added to a title that another ticket already has, as people do when they are asked to be precise. */
const ADDITIONS = [
  " ({city})",
  " ({department})",
  " – {city}, {floor}",
  " (desk {desk})",
  ", {ago}",
  " ({colleague} too)",
];

function freshTitle(
  { scenario, requester, at }: Filing,
  similar: number | null,
  titles: Set<string>,
  random: Random,
): { title: string; settled: Settled; scenario: Scenario } {
  for (let attempt = 0; ; attempt += 1) {
    const settled: Settled = new Map([
      ["first", requester.call],
      ["city", requester.city],
      ["twin", similar === null ? "" : String(similar)],
      ["date", at.toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".")],
      ["teamName", TEAMS.find((team) => team.key === scenario.team)?.name ?? ""],
    ]);
    const path = choosePath(scenario, random);
    const wording = wordingOf(path, settled, random);
    const plain = wording.title();
    const title = attempt < 4 ? plain : `${plain}${wording.one(ADDITIONS)}`;
    if (!titles.has(title) || attempt === 30) {
      titles.add(title);
      return { title, settled, scenario: path };
    }
  }
}

function agentFor(team: SeedTeamKey, random: Random): SeedPerson {
  const agents = STAFF.filter((person) => person.teams.includes(team));
  return random.weighted(agents, ({ key, role }) =>
    role === "admin" ? 0.25 : key.endsWith(".agent") ? 1.5 : 1,
  );
}

interface Triage {
  scenario: Scenario;
  timeline: Timeline;
  wording: Wording;
  random: Random;
  agent: SeedPerson;
  urgent: boolean;
}

function triage({ scenario, timeline, wording, random, agent, urgent }: Triage): void {
  const raised = urgent && timeline.fields.priority !== "urgent" ? { priority: "urgent" as const } : {};
  if (timeline.fields.team === null) {
    const desk = agentFor("desk", random);
    timeline.change(desk, { team: scenario.team, tags: scenario.tags, ...raised });
    timeline.wait(agent, 2, 90);
    timeline.change(agent, { assignee: agent.key, status: "in_progress" });
    return;
  }
  if (random.chance(0.06) && scenario.team !== "security") {
    const colleagues = STAFF.filter(
      (person) => person.teams.includes(scenario.team) && person.key !== agent.key,
    );
    const first = random.pick(colleagues);
    timeline.change(first, { assignee: first.key, status: "in_progress" });
    timeline.wait(first, 20, 400);
    timeline.say(
      first,
      wording.one(
        [
          "I am off from tomorrow, could you take over, {next}?",
          "{next}, you know this better than I do.",
        ].map((text) => text.replace("{next}", agent.call)),
      ),
      true,
    );
    timeline.change(first, { assignee: agent.key, tags: scenario.tags });
    timeline.wait(agent, 5, 200);
    return;
  }
  const tags = timeline.fields.tags.length > 0 || scenario.tags.length === 0 ? {} : { tags: scenario.tags };
  timeline.change(agent, { assignee: agent.key, status: "in_progress", ...tags, ...raised });
}

function addLater(
  timeline: Timeline,
  wording: Wording,
  agent: SeedPerson,
  idea: NonNullable<Scenario["files"]>[number],
  random: Random,
): void {
  timeline.wait(agent, 3, 50);
  const words = [
    "For the record, what I found on the machine.",
    "From the remote session.",
    "Keeping this here for whoever gets the next one.",
  ];
  const note = timeline.say(agent, wording.one(words), true);
  if (note !== null) {
    const file = idea.make({ random, fill: wording.fillFile, at: timeline.at });
    timeline.attach(agent, wording.fillFile(idea.name), file, note, true);
  }
}
