import { compose, type Settled } from "./compose";
import { PHRASES } from "./phrases";
import type { Random } from "../model/random";
import type { Scenario } from "../scenarios/scenario";
import type { SeedPerson, SeedPriority } from "../model/types";

/** Agents who put their name under what they write. */
const SIGNERS = ["tomas.agent", "farida.nazari", "sunita.rao", "agnieszka.wrona"];

/** Fills texts with one ticket's words. */
export interface Wording {
  /** Fills in the ticket's own words. */
  fill: (text: string) => string;
  /** As `fill`, and every `#` becomes a digit: for file names and what is in files. */
  fillFile: (text: string) => string;
  title: () => string;
  description: (priority: SeedPriority, withFile: boolean) => string;
  /** A public word of staff, greeting and signature as this person does it. */
  staffSays: (person: SeedPerson, texts: readonly string[]) => string;
  /** One of the texts, filled. */
  one: (texts: readonly string[]) => string;
}

/** Makes the texts of one ticket: `settled` holds the requester, place and time. */
export function wordingOf(scenario: Scenario, settled: Settled, random: Random): Wording {
  const fill = (text: string) => compose(text, settled, random, scenario.words);
  const one = (texts: readonly string[]) => fill(random.pick(texts));
  let spoken = false;
  return {
    fill,
    one,
    fillFile: (text) => fill(text).replace(/#/g, () => String(random.int(1, 9))),
    title: () => capitalise(one(scenario.titles)),
    description: (priority, withFile) => describe(scenario, one, random, priority, withFile),
    staffSays: (person, texts) => {
      const greeting = scenario.letterFrom ? "" : one(spoken ? PHRASES.greetings : PHRASES.firstGreetings);
      spoken = true;
      const signature = SIGNERS.includes(person.key) && random.chance(0.7) ? `\n\n${person.call}` : "";
      const said = capitalise(one(texts));
      return `${greeting === "" ? "" : `${greeting}\n\n`}${said}${signature}`;
    },
  };
}

function describe(
  scenario: Scenario,
  one: (texts: readonly string[]) => string,
  random: Random,
  priority: SeedPriority,
  withFile: boolean,
): string {
  const body = one(scenario.bodies);
  if (scenario.letterFrom) {
    return body;
  }
  const attached = withFile && !/attach|photo|picture|screenshot/i.test(body) ? one(PHRASES.attached) : "";
  if (/^[a-z]/.test(body)) {
    return [body, attached.toLowerCase()].filter(Boolean).join("\n");
  }
  const opening = random.chance(0.45) && !/^(Hi|Hello)\b/.test(body) ? one(PHRASES.openings) : "";
  const extra = random.chance(0.45) && !scenario.delicate ? one(extrasFor(scenario, priority)) : "";
  const closing = random.chance(0.4) ? one(PHRASES.closings) : "";
  const last = [extra, attached].filter(Boolean).join(" ");
  return [opening, body, last, closing].filter(Boolean).join("\n\n");
}

function extrasFor({ nature, category }: Scenario, priority: SeedPriority): readonly string[] {
  const pressing =
    priority === "low" || priority === "medium" ? PHRASES.patientExtras : PHRASES.hurriedExtras;
  if (nature === "request") {
    return [...PHRASES.requestExtras, ...PHRASES.reachExtras];
  }
  const isMachine = category === "software" || category === "network";
  // A person who writes from a journey is in no office.
  const reach = category === "travel" ? [] : PHRASES.reachExtras;
  return [...pressing, ...reach, ...(isMachine ? PHRASES.machineExtras : [])];
}

function capitalise(text: string): string {
  // Names such as lm-app-01 and eSIM are written as they are.
  return /^(lm-|[a-z][A-Z])/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
