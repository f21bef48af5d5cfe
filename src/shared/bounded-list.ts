import { z } from "zod";
import { said } from "@/messages/server/keys";
import { LIMITS } from "./limits";

/** Lists in whose values commas may stand: in a query they are repeated, and never taken apart. */
const wholeLists = z.registry<{ isWhole: true }>();

/**
 * A list in a request: each value counts once, however often it is given, and more than `max` different ones
 * are refused before any of them is parsed. Every list of an input uses this schema (a test walks them all).
 */
export function boundedList<Item extends z.ZodType>(
  item: Item,
  { max = LIMITS.filterValuesMax, min = 0, tooMany, isWhole = false }: ListBounds = {},
) {
  // Checked again: values may have become equal when they were normalised.
  const list = z.array(item).min(min).max(max).overwrite(distinct);
  if (isWhole) {
    wholeLists.add(list, { isWhole });
  }
  return z.preprocess((value, context) => {
    const values: unknown = Array.isArray(value) ? distinct(value) : value;
    if (Array.isArray(values) && values.length > max) {
      context.addIssue({ code: "custom", message: tooMany ?? said("fields.listLong", { most: max }) });
      return z.NEVER;
    }
    return values;
  }, list);
}

/** Whether a list's values may hold commas, so that a query gives each by itself. */
export function isWholeList(list: z.ZodType): boolean {
  return wholeLists.has(list);
}

/** The longest length of a list, the message when it is longer, and whether its values may hold commas. */
interface ListBounds {
  max?: number;
  min?: number;
  tooMany?: string;
  isWhole?: boolean;
}

function distinct<Value>(values: Value[]): Value[] {
  return [...new Set(values)];
}
