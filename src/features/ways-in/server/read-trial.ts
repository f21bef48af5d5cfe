import { say, speak } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { Language } from "@/messages/locale";
import { limitUses } from "@/server/rate-limits/limits";
import { AppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { DIRECTORY_STEPS, type DirectoryStep } from "@/features/directories/schema";
import { findInDirectory } from "@/features/directories/server/read-person";
import { readDirectory } from "@/features/directories/server/read-settings";
import { readProvider } from "@/features/providers/server/read-settings";
import { testProvider } from "@/features/providers/server/read-test";
import type {
  DirectoryStepsDto,
  DirectoryTest,
  ProviderStepsDto,
  ProviderTest,
} from "@/features/ways-in/schema";
import { completeDirectory, completeProvider } from "./read-form";

/** An admin who tries settings needs a handful; somebody who guesses at people's passwords this way many. */
const TRIES = 20;
const TRY_SECONDS = 600;

/**
 * Tries a directory, by settings that are not kept yet or by those that count, and reports each step: nobody comes in by it, and nothing is kept.
 * Throws `not_found` where there is none, `rate_limited`.
 */
export async function tryDirectory(
  actor: Actor,
  { settings, login, password }: DirectoryTest,
  language: Language,
): Promise<DirectoryStepsDto> {
  await limitUses("ways-in-test", actor.id, TRIES, TRY_SECONDS);
  const stored = await readDirectory(actor.organisationId).catch(() => null);
  const isOurs = settings === undefined || stored?.source === "environment";
  const tried = isOurs ? stored?.settings : completeDirectory(settings, stored?.settings ?? null);
  if (!tried) {
    throw nothingSet();
  }
  const results = new Map<DirectoryStep, { isFine: boolean; sentence: Sentence }>();
  // What goes wrong is known by then.
  await findInDirectory(tried, { login, password: password ?? null }, (step, isFine, sentence) =>
    results.set(step, { isFine, sentence }),
  ).catch(() => null);
  return {
    steps: DIRECTORY_STEPS.map((name) => {
      const step = results.get(name);
      return step
        ? { name, outcome: step.isFine ? "fine" : "failed", detail: speak(step.sentence, language) }
        : { name, outcome: "skipped", detail: null };
    }),
  };
}

/** The same for an identity provider. */
export async function tryProvider(
  actor: Actor,
  { settings }: ProviderTest,
  language: Language,
): Promise<ProviderStepsDto> {
  await limitUses("ways-in-test", actor.id, TRIES, TRY_SECONDS);
  const stored = await readProvider(actor.organisationId).catch(() => null);
  const isOurs = settings === undefined || stored?.source === "environment";
  const tried = isOurs ? stored?.settings : completeProvider(settings, stored?.settings ?? null);
  if (!tried) {
    throw nothingSet();
  }
  return {
    steps: (await testProvider(tried)).map(({ name, ok, detail }) => ({
      name,
      outcome: ok ? "fine" : "failed",
      detail: speak(detail, language),
    })),
  };
}

function nothingSet(): AppError {
  return new AppError("not_found", say("refusals.directories.nothingSet"));
}
