import { isDeepStrictEqual } from "node:util";
import { say } from "@/messages/server/say";
import { AppError } from "@/shared/errors";

/** A change of something that several people may change, with what its maker saw. */
export interface SeenChange {
  /** The fields that are to change. */
  patch: object;
  /** Those fields as they stood where the change was made; what is absent is not compared. */
  was: object | undefined;
  /** As they stand now. */
  now: Record<string, unknown>;
  /** What stands now, as the caller reads it: the refusal carries it. */
  current: unknown;
}

/**
 * Throws `conflict` for each field that is to change, and that somebody else has changed since it was seen; fields that
 * nobody touched merge, and what somebody else has set to the same value is no conflict. The current state is the
 * problem's `current`. Lists of words and numbers are compared without their order.
 */
export function refuseStale({ patch, was, now, current }: SeenChange): void {
  const seen = new Map(Object.entries(was ?? {}));
  const stale = Object.entries(patch)
    .filter(([field, wanted]) => wanted !== undefined && field in now && seen.get(field) !== undefined)
    .filter(([field, wanted]) => !isSame(seen.get(field), now[field]) && !isSame(wanted, now[field]))
    .map(([field]) => field);
  if (stale.length > 0) {
    throw new AppError("conflict", say("refusals.api.changedMeanwhile"), {
      errors: stale.map((path) => ({ path, sentence: say("refusals.api.changedSince") })),
      members: { current },
    });
  }
}

/** Of the fields that change, the values before, for the audit; nothing when none does. */
export function changedFrom(
  patch: object,
  before: Record<string, unknown>,
): { before?: Record<string, unknown> } {
  const changed = Object.entries(patch).filter(
    ([field, wanted]) => wanted !== undefined && field in before && !isSame(wanted, before[field]),
  );
  return changed.length === 0
    ? {}
    : { before: Object.fromEntries(changed.map(([field]) => [field, before[field]])) };
}

function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(unordered(one), unordered(other));
}

function unordered(value: unknown): unknown {
  return Array.isArray(value) && value.every((one) => typeof one !== "object") ? [...value].sort() : value;
}
