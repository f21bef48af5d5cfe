import type { Random } from "../random";
import type { SeedCategory, SeedFile, SeedPriority, SeedTeamKey } from "../types";

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
 * A kind of thing that happens at the demo organisation, told several ways. Texts hold slots (see compose.ts). A
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
  titles: readonly string[];
  bodies: readonly string[];
  /** What the agent has to know first. */
  asks: readonly string[];
  /** What the requester says to that. */
  answers: readonly string[];
  /** What agents tell each other. */
  notes: readonly string[];
  /** The agent's word that settles it. */
  fixes: readonly string[];
  files?: readonly FileIdea[];
}
