import { z } from "zod";
import { LIMITS } from "./limits";

/**
 * A list that somebody sends: each value counts once, however often it is given, and more than `max` different ones are
 * refused before any of them is read. Every list of an input is one of these (a test walks them all).
 */
export function boundedList<Item extends z.ZodType>(
  item: Item,
  { max = LIMITS.filterValuesMax, min = 0, tooMany }: { max?: number; min?: number; tooMany?: string } = {},
) {
  return z.preprocess(
    (value, context) => {
      const values: unknown = Array.isArray(value) ? distinct(value) : value;
      if (Array.isArray(values) && values.length > max) {
        context.addIssue({ code: "custom", message: tooMany ?? `Give at most ${max}.` });
        return z.NEVER;
      }
      return values;
    },
    // Once more: values may be one and the same only now that they are in one form.
    z.array(item).min(min).max(max).overwrite(distinct),
  );
}

function distinct<Value>(values: Value[]): Value[] {
  return [...new Set(values)];
}
