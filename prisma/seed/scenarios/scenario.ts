import type { Random } from "../model/random";
import type { SeedCategory, SeedFile, SeedPriority, SeedTeamKey } from "../model/types";

/** What a file of a scenario is made from: the ticket's own words, filled in. */
export interface FileContext {
  random: Random;
  /** Fills a text with the ticket's own words. */
  fill: (text: string) => string;
  /** When it was attached. */
  at: Date;
}

/** A file that fits a scenario; `name` may hold slots like every other text. */
export interface FileIdea {
  name: string;
  make: (context: FileContext) => SeedFile;
}

/**
 * A kind of thing that happens at the demo organisation, worded in several ways. Texts hold slots (see compose.ts). A
 * `fault` is something broken, a `request` something wanted: they are thanked for and followed up differently.
 */
export interface Scenario {
  id: string;
  nature: "fault" | "request";
  category: SeedCategory;
  team: SeedTeamKey;
  /** How often compared with others; 1 when absent. */
  weight?: number;
  /** One is picked: repeat one to make it likelier. */
  priorities: readonly SeedPriority[];
  tags: readonly string[];
  words?: Readonly<Record<string, readonly string[]>>;
  /**
   * What belongs together: each path names by index its titles, bodies, asks, answers, fixes, notes and files, in this
   * order, such as "01 2 0 * 1 -": title 0 or 1, body 2, ask 0, any answer, fix 1, no note of its own. A missing column means any.
   */
  paths?: readonly string[];
  /** A delicate matter: nobody adds small talk, and it does not come back after it was settled. */
  delicate?: true;
  titles: readonly string[];
  bodies: readonly string[];
  /** What the agent has to know first. */
  asks: readonly string[];
  /** What the requester says to that. */
  answers: readonly string[];
  /** Texts of internal notes. */
  notes: readonly string[];
  /** The agent's word that settles it. */
  fixes: readonly string[];
  /** What the requester says when it is settled; the usual words when absent. */
  thanks?: readonly string[];
  /** The one person who wrote this one letter, in their own language: used once, and without greetings around it. */
  letterFrom?: string;
  files?: readonly FileIdea[];
}

/** One of the scenario's paths, as a scenario that has only this. */
export function choosePath(scenario: Scenario, random: Random): Scenario {
  const path = scenario.paths ? random.pick(scenario.paths) : "* * * * * * *";
  const [titles, bodies, asks, answers, fixes, notes, files] = path.split(" ");
  return {
    ...scenario,
    titles: narrow(scenario.titles, titles),
    bodies: narrow(scenario.bodies, bodies),
    asks: narrow(scenario.asks, asks),
    answers: narrow(scenario.answers, answers),
    fixes: narrow(scenario.fixes, fixes),
    notes: narrow(scenario.notes, notes),
    files: narrow(scenario.files ?? [], files),
  };
}

function narrow<T>(texts: readonly T[], indices = "*"): readonly T[] {
  return indices === "*" ? texts : texts.filter((_, index) => indices.includes(String(index)));
}
