import { DAY, HOUR, localDay, localHour, MINUTE } from "../model/clock";
import type { Random } from "../model/random";
import type { Scenario } from "../scenarios/scenario";
import type { SeedPerson } from "../model/types";

/** How many days back the demo goes. */
export const DAYS = 90;

/** Minutes ago that the newest tickets were filed, so that the desk looks busy whenever it is opened. */
const JUST_NOW = [4, 13, 29, 47, 71, 98, 131, 170, 214, 262, 318, 380, 455, 540];

/** A person files a ticket. */
export interface Filing {
  at: Date;
  requester: SeedPerson;
  scenario: Scenario;
}

/** Spreads `count` filings over the last 90 days, in order: busy mornings, quiet weekends, one for each letter. */
export function planFilings(
  count: number,
  now: Date,
  random: Random,
  people: readonly SeedPerson[],
  scenarios: readonly Scenario[],
  letters: readonly Scenario[],
): Filing[] {
  const requesters = people.filter((person) => person.role === "user");
  const filings = letters.flatMap((scenario) =>
    requesters
      .filter((person) => person.key === scenario.letterFrom)
      .map((requester) => ({ at: momentFor(requester, now, random), requester, scenario })),
  );
  const recent = JUST_NOW.map((minutes) => {
    const at = new Date(now.getTime() - minutes * MINUTE - random.int(0, 50_000));
    const awake = requesters.filter(
      (person) => localHour(at, person.offset) >= 7 && localHour(at, person.offset) < 21,
    );
    return { at, requester: random.weighted(awake, eagerness) };
  });
  const others = Array.from({ length: count - filings.length - recent.length }, () => {
    const requester = random.weighted(requesters, eagerness);
    return { at: momentFor(requester, now, random), requester };
  });
  const ordered = [...recent, ...others].sort((a, b) => a.at.getTime() - b.at.getTime());
  let last: string[] = [];
  for (const { at, requester } of ordered) {
    const fresh = scenarios.filter(({ id }) => !last.includes(id));
    const scenario = random.weighted(fresh, ({ weight }) => weight ?? 1);
    last = [...last.slice(-5), scenario.id];
    filings.push({ at, requester, scenario });
  }
  return filings.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function eagerness(person: SeedPerson): number {
  if (person.key === "noor.user") {
    return 3;
  }
  return person.key === "jonas.user" ? 2.4 : 0.6 + (person.name.length % 7) / 8;
}

function momentFor(person: SeedPerson, now: Date, random: Random): Date {
  for (;;) {
    // A little more of the recent past than of the distant one.
    const days = DAYS * random.next() ** 1.12;
    const day = Math.floor((now.getTime() - days * DAY) / DAY) * DAY;
    const at = new Date(day + hourOfDay(random) * HOUR - person.offset * HOUR + random.int(0, 59_999));
    const weekday = localDay(at, person.offset);
    const likely = weekday === 0 || weekday === 6 ? 0.1 : weekday === 1 ? 1 : 0.82;
    const age = now.getTime() - at.getTime();
    if (age > 5 * MINUTE && age < DAYS * DAY && random.chance(likely)) {
      return at;
    }
  }
}

function hourOfDay(random: Random): number {
  const part = random.next();
  if (part < 0.55) {
    return 8 + 4 * random.next();
  }
  return part < 0.94 ? 13 + 4.6 * random.next() : 18 + 5 * random.next();
}
