import { ownTarget } from "@/shared/own-path";
import { readLink } from "@/ui/markdown/links";

/** Where a link is shown it has words of its own, so that its address says nothing. */
const LABEL = "link";

/**
 * The link of an announcement as it is kept: a page of ours as a path, or an https address elsewhere, parsed and serialised
 * anew; null for everything else. `ownOrigins` are this installation's own.
 */
export function checkedLink(wish: string, ownOrigins: readonly string[]): string | null {
  const own = ownTarget(wish, ownOrigins);
  if (own !== null) {
    return readLink(own, LABEL, ownOrigins)?.href ?? null;
  }
  const link = readLink(wish, LABEL, ownOrigins);
  return link !== null && link.isElsewhere && link.href.startsWith("https://") ? link.href : null;
}
