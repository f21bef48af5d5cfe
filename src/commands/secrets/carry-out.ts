import { SEALED_LINKS } from "@/features/mail/server/rules-sealed";
import { SEALED_ERASURES } from "@/features/person-data/server/rules-sealed";
import { SEALED_ID_TOKENS } from "@/features/providers/server/rules-sealed";
import { SEALED_FACTORS } from "@/features/second-factors/server/rules-sealed";
import { SEALED_WEBHOOKS } from "@/features/webhooks/server/rules-sealed";
import { onConsole } from "@/messages/server/say";
import { listKeys } from "@/server/secrets/keyring";
import { SEALED_SETTINGS } from "@/server/secrets/sealed-settings";
import { countSealed, turnKey, type SealedColumn } from "@/server/secrets/turn";
import { AppError } from "@/shared/errors";
import type { SecretsOptions } from "./options";

/** Every column of sealed texts. What is missing here keeps a former key from being dropped, so nothing is lost by it. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ...SEALED_FACTORS,
  ...SEALED_LINKS,
  ...SEALED_SETTINGS,
  ...SEALED_ID_TOKENS,
  ...SEALED_ERASURES,
  ...SEALED_WEBHOOKS,
];

/** Does what is wanted and returns what to say of it; throws where something still needs a former key. */
export async function carryOut(
  { verb }: SecretsOptions,
  options?: { settleMilliseconds: number },
): Promise<string> {
  return verb === "status" ? await sayStatus() : await turn(options);
}

async function turn(options?: { settleMilliseconds: number }): Promise<string> {
  const { current, isResumed, resealed, dropped, left } = await turnKey(SEALED_COLUMNS, options);
  const began = isResumed ? "An earlier turn was brought to its end" : "The key was turned";
  if (left.length > 0) {
    throw new AppError(
      "conflict",
      onConsole(
        `${began}, but the former key stays, as something is still sealed by it that could not be sealed anew: ${left.join(", ")}. What cannot be opened has to be set again or removed; then call this once more.`,
      ),
    );
  }
  return `${began}: ${resealed} ${resealed === 1 ? "secret was" : "secrets were"} sealed anew by ${current}, and ${dropped.join(", ")} was dropped. Save sealing-keys.json with the next backup.`;
}

async function sayStatus(): Promise<string> {
  const { current, former } = listKeys();
  const counts = await countSealed(SEALED_COLUMNS);
  const strange = [...counts.keys()].filter((id) => id !== current && !former.includes(id));
  const lineOf = (id: string, what: string) => `${id}  ${what}, has sealed ${counts.get(id) ?? 0}`;
  return [
    lineOf(current, "seals now"),
    ...former.map((id) => lineOf(id, "kept for opening: an earlier turn did not come to its end")),
    ...strange.map((id) => lineOf(id, "is not kept here")),
  ].join("\n");
}
