import { z } from "zod";
import type { HttpClient } from "./client";

const pageOfAnything = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  nextCursor: z.string().nullable(),
});

/** Follows a list's cursors from its first page to its last; `path` may have a query. Throws for a list without an end. */
export async function pageThrough(
  http: HttpClient,
  path: string,
  limit: number,
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages <= 1_000; pages++) {
    const address: string = `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor === null ? "" : `&cursor=${cursor}`}`;
    const page = pageOfAnything.parse(await http.get(address));
    items.push(...page.items);
    if (page.nextCursor === null) {
      return items;
    }
    cursor = page.nextCursor;
  }
  throw new Error(`${path} has no last page`);
}
