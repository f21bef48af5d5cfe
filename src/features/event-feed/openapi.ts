import type { ApiPaths } from "@/server/api/openapi";
import { feedPageSchema, feedQuerySchema } from "./schema";

/** What happens, for clients without a socket. */
export const eventFeedPaths: ApiPaths = {
  "/api/events": {
    get: {
      id: "listEvents",
      summary: "What happens, oldest first, as you may see it",
      description:
        "The events that your socket would receive with every ticket open that you may see, by your rights of today. Without `after` it begins now: `items` is empty and `nextCursor` is where to go on. With `wait` the answer comes with the next event, or empty after so many seconds. A page may be empty or short and the next not: go on with `nextCursor` until you have what you need. Nothing is left out and nothing comes twice; each ticket's events come in the order of its versions. After `resync_required` fetch what you show, and begin without `after`. Four requests of a person may wait at once.",
      query: feedQuerySchema,
      ok: feedPageSchema,
      errors: ["bad_cursor", "resync_required"],
    },
  },
};
