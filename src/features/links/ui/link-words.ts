import type { LinkDto, LinkKind } from "@/features/links/schema";
import type { Translate } from "@/messages/translation";

/** What stands in front of a linked ticket: "Duplicate of". */
export function linkWords(t: Translate, { kind, direction }: Pick<LinkDto, "kind" | "direction">): string {
  if (direction === "in" && (kind === "duplicate" || kind === "followUp")) {
    return t(`links.linked.${kind === "duplicate" ? "hasDuplicate" : "hasFollowUp"}`);
  }
  return t(`links.linked.${kind}`);
}

/** The order in which a panel shows links: what one must know first. */
export const LINK_ORDER: readonly LinkKind[] = ["parent", "child", "duplicate", "followUp", "related"];
