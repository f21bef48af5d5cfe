import { z } from "zod";
import { said } from "@/messages/server/keys";
import { boundedList } from "@/shared/bounded-list";
import { pageFields } from "@/shared/paging";
import { serverEvents } from "@/shared/protocol/server-events";
import type { ServerEventName } from "@/shared/protocol/protocol";

/** Seconds that a request may wait for the next event. */
const WAIT_MOST = 30;
/** Characters of a cursor: two positions of the log, with the transactions that were open at each. */
const CURSOR_MOST = 6_000;

const isName = (name: string): name is ServerEventName => Object.hasOwn(serverEvents, name);
const NAMES = Object.keys(serverEvents).filter(isName);

/** The query of GET /api/events. */
export const feedQuerySchema = z
  .object({
    after: z.string().max(CURSOR_MOST).optional(),
    types: boundedList(z.enum(NAMES)).optional(),
    wait: z.coerce
      .number()
      .int()
      .min(0, said("fields.waitSeconds", { most: WAIT_MOST }))
      .max(WAIT_MOST, said("fields.waitSeconds", { most: WAIT_MOST }))
      .default(0),
    limit: pageFields.limit,
  })
  .meta({ id: "FeedQuery" });

/** The query of GET /api/events. */
export type FeedQuery = z.infer<typeof feedQuerySchema>;

/** An event as a socket receives it, with its name inside; its other fields are those of the event (see WEBSOCKET_QUICKSTART.md). */
export const feedItemSchema = z.looseObject({ name: z.enum(NAMES) }).meta({ id: "FeedItem" });

/** An event with its name inside. */
export type FeedItem = z.infer<typeof feedItemSchema>;

/** The answer of GET /api/events. */
export const feedPageSchema = z
  .object({
    items: z.array(feedItemSchema),
    /** Where to go on, also when there was nothing. */
    nextCursor: z.string(),
  })
  .meta({ id: "FeedPage" });

/** The answer of GET /api/events. */
export type FeedPage = z.infer<typeof feedPageSchema>;
