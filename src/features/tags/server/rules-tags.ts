import type { TagChangeDto } from "@/features/tags/schema";
import { LIMITS } from "@/shared/limits";

/** What is done to a tag. */
type TagStep = Pick<TagChangeDto, "kind" | "name" | "into">;

/** The tags of a ticket after a change: the other tag takes the place, and none is there twice. */
export function changeTags(tags: readonly string[], { name, into }: Omit<TagStep, "kind">): string[] {
  const changed = tags.flatMap((tag) => (tag !== name ? [tag] : into === null ? [] : [into]));
  return [...new Set(changed)];
}

/**
 * The tags of a ticket after a change of it was taken back. Tags that nobody has touched since are exactly those of before;
 * otherwise what came since stays, and the tag comes back where there is room.
 */
export function restoreTags(
  tags: readonly string[],
  before: readonly string[],
  step: Omit<TagStep, "kind">,
): string[] {
  const after = changeTags(before, step);
  if (tags.length === after.length && tags.every((tag, at) => tag === after[at])) {
    return [...before];
  }
  const { name, into } = step;
  if (into !== null && !tags.includes(into)) {
    // Somebody has taken the tag away since.
    return [...tags];
  }
  if (into !== null && !before.includes(into)) {
    return [...new Set(tags.map((tag) => (tag === into ? name : tag)))];
  }
  return tags.includes(name) || tags.length >= LIMITS.tagsMax ? [...tags] : [...tags, name];
}
