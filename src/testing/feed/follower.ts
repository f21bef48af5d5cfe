import { z } from "zod";
import { feedPageSchema, type FeedItem } from "@/features/event-feed/schema";
import { serverEvents } from "@/shared/protocol/server-events";
import type { HttpClient } from "../http/client";

/** Follows GET /api/events as one person: keeps what came, and the cursor. */
export class FeedFollower {
  readonly items: FeedItem[] = [];
  cursor = "";

  constructor(private readonly http: HttpClient) {}

  /** Begins now. */
  async begin(): Promise<this> {
    const page = feedPageSchema.parse(await this.http.get("/api/events"));
    this.cursor = page.nextCursor;
    return this;
  }

  /** Reads one page, and holds each item against the catalogue of the wire. Returns how many items it had. */
  async read(query: { limit?: number; wait?: number; types?: string } = {}): Promise<number> {
    const asked = new URLSearchParams({
      after: this.cursor,
      ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    });
    const page = feedPageSchema.parse(await this.http.get(`/api/events?${asked.toString()}`));
    for (const { name, ...payload } of page.items) {
      z.strictObject(serverEvents[name].payload.shape).parse(payload);
    }
    this.items.push(...page.items);
    this.cursor = page.nextCursor;
    return page.items.length;
  }

  /** Reads to the end of what there is now. */
  async drain(limit = 100): Promise<this> {
    for (let empty = 0; empty < 2;) {
      empty = (await this.read({ limit })) === 0 ? empty + 1 : 0;
    }
    return this;
  }
}
