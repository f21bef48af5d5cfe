import type { Filing } from "./calendar";
import { DAY, MINUTE } from "../model/clock";
import type { Stage } from "./plot";
import { PEOPLE, STAFF } from "../model/people";
import type { Random } from "../model/random";
import type { Timeline } from "./timeline";
import type { SeedPerson, SeedRead, SeedTicket } from "../model/types";

/** A ticket whose steps are all made, about to be read. */
export interface Life {
  number: number;
  requester: SeedPerson;
  agent: SeedPerson;
  createdAt: Date;
  timeline: Timeline;
  stage: Stage;
  now: Date;
  random: Random;
}

/** The watchers of a ticket: a colleague of the requester, seldom two, sometimes a staff member. */
export function watchersFor(
  { requester, scenario }: Filing,
  agent: SeedPerson,
  random: Random,
): SeedPerson[] {
  const isPrivate = scenario.team === "security";
  const users = PEOPLE.filter((person) => person.role === "user" && person.key !== requester.key);
  const colleagues = users.filter((person) => person.city === requester.city);
  const others = random.chance(isPrivate ? 0 : 0.12) ? random.sample(colleagues, random.int(1, 2)) : [];
  const isNoors = requester.key === "noor.user" && !isPrivate && random.chance(0.3);
  const known = isNoors ? users.filter((person) => person.key === "jonas.user") : [];
  const staff = STAFF.filter(
    (person) => person.key !== agent.key && (!isPrivate || person.teams.includes("security")),
  );
  const desk = random.chance(0.06) ? [random.pick(staff)] : [];
  return [...new Set([...others, ...known, ...desk])];
}

/** When staff first opened the ticket, and up to where each person has read it. */
export function readsFor(life: Life): Pick<SeedTicket, "seenAt" | "reads"> {
  const { timeline, createdAt, random, now, stage, requester } = life;
  const last = timeline.steps.at(-1)?.at ?? createdAt;
  const firstWork = timeline.steps.find(({ actor }) => STAFF.some(({ key }) => key === actor))?.at;
  const lookedAt = new Date(Math.min(createdAt.getTime() + random.int(3, 200) * MINUTE, now.getTime()));
  const looked = stage !== "untouched" || random.chance(0.6);
  const seenAt = firstWork
    ? new Date(Math.min(firstWork.getTime() - 20_000, lookedAt.getTime()))
    : looked
      ? lookedAt
      : null;
  const seen = seenAt && seenAt > createdAt ? seenAt : (firstWork ?? null);
  const settled = now.getTime() - last.getTime() > 4 * DAY;
  const reads = new Map<string, Date>();
  for (const step of timeline.steps) {
    if (step.actor !== null) {
      reads.set(step.actor, step.at);
    }
  }
  for (const person of STAFF) {
    const keen = person.key === "ada.admin" || person.key.endsWith(".agent") || person.key === "vera.viewer";
    if (
      seen &&
      maySee(person, timeline) &&
      (settled ? keen || random.chance(0.5) : random.chance(keen ? 0.5 : 0.25))
    ) {
      const upTo = settled || random.chance(0.6) ? last : seen;
      reads.set(person.key, later(reads.get(person.key), upTo));
    }
  }
  const watchers = timeline.steps.flatMap((step) =>
    step.kind === "watch" && !reads.has(step.person) ? [step.person] : [],
  );
  for (const key of [requester.key, ...watchers]) {
    const patient = settled ? 0.93 : 0.6;
    reads.set(key, random.chance(patient) ? last : later(reads.get(key), createdAt));
  }
  return { seenAt: seen, reads: [...reads].map(([person, at]): SeedRead => ({ person, at })) };
}

function maySee(person: SeedPerson, timeline: Timeline): boolean {
  return timeline.fields.team !== "security" || person.role !== "agent" || person.teams.includes("security");
}

function later(a: Date | undefined, b: Date): Date {
  return a && a > b ? a : b;
}
