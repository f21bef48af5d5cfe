import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIMITS } from "./limits";

/** The fields of a list's query by which its pages are asked for. */
export const pageFields = {
  limit: z.coerce
    .number()
    .int()
    .min(1, said("fields.atLeastOne"))
    .max(LIMITS.pageMax, said("fields.atMost100"))
    .default(LIMITS.pageDefault),
  cursor: z.string().max(LIMITS.cursorMax).optional(),
};

/** The query of a list that has pages and no filters. */
export const pageQuerySchema = z.object(pageFields).meta({ id: "PageQuery" });

/** The query of a short list, which comes whole unless a `limit` is given. */
export const wholeListQuerySchema = z
  .object({ limit: pageFields.limit.unwrap().optional(), cursor: pageFields.cursor })
  .meta({ id: "WholeListQuery" });

/** Which end of a list its pages begin at. */
export const orderField = z.enum(["oldest", "newest"]).default("oldest");

/** With `as=requester`, agents and admins get what a ticket's requester gets. */
export const asFields = { as: z.literal("requester").optional() };

/** The query of a ticket's routes that have no other one. */
export const viewedAsSchema = z.object(asFields).meta({ id: "ViewedAs" });

/** Which page of a list is asked for. */
export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** The schema of a page of `item`. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
