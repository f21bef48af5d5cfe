import { parseArgs, type ParseArgsConfig } from "node:util";
import type { z } from "zod";
import { UsageError } from "./usage-error";

/** Reads a command line by its options, strictly; throws `UsageError` for what is none of them. */
export function readWords<Options extends NonNullable<ParseArgsConfig["options"]>>(
  words: string[],
  options: Options,
) {
  try {
    return parseArgs({ args: words, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The one word that says what to do; throws `UsageError` for none, several, or one that is not offered. */
export function readVerb<Verb extends string>(positionals: readonly string[], verbs: readonly Verb[]): Verb {
  const [word = "", ...others] = positionals;
  const verb = verbs.find((one) => one === word);
  if (verb === undefined || others.length > 0) {
    throw new UsageError(word === "" ? "" : `There is no "${positionals.join(" ")}" here.`);
  }
  return verb;
}

/** A value as its schema has it; throws `UsageError` with `complaint` for one that does not fit. */
export function readValue<Value>(schema: z.ZodType<Value>, value: string, complaint: string): Value {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new UsageError(complaint);
  }
  return parsed.data;
}
