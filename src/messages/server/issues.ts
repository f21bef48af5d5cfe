import { z } from "zod";
import { sayStored } from "./say";
import type { Sentence } from "./sentence";

/** A message of a schema of ours, as `said` writes it. */
const SAID = /^(\w+(?:\.\w+)+)(?: (\{.*\}))?$/s;
const valuesSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const { localeError: inGerman } = z.locales.de();

/** What an issue of a failed parse says: our schema's own sentence, or zod's about what it expected, which it knows in German too. */
export function sentenceOfIssue(issue: z.core.$ZodIssue): Sentence {
  const [, key, values = "{}"] = SAID.exec(issue.message) ?? [];
  const own = key === undefined ? null : sayStored(key, valuesSchema.parse(JSON.parse(values)));
  if (own) {
    return own;
  }
  // Whether a value was given is optional in an issue that is reported, and not in one that is raised: nothing else differs.
  const german: unknown = Reflect.apply(inGerman, null, [issue]);
  const spoken = typeof german === "string" ? { spoken: { de: german } } : {};
  return { key: null, values: {}, english: issue.message, ...spoken };
}
