import { z } from "zod";
import { say } from "@/messages/server/say";
import { AppError, refusedField } from "@/shared/errors";
import { isWholeList } from "@/shared/bounded-list";
import { LIMITS } from "@/shared/limits";

/** Not counted: a cursor comes with the next page of a list whose first page was accepted, and has a bound of its own. */
const CURSOR = /(?<=[?&])cursor=[^&]*/;

/**
 * Reads the parameters that `schema` knows: lists where it expects lists (repeated, or with commas where no
 * value can hold one), the others as one text. An empty parameter counts as absent, and unknown ones are
 * ignored. Throws `bad_request`
 * for a query that is too long, `invalid` for one value given twice in different ways, of which one would win by chance.
 */
export function readQuery(url: URL, schema: z.ZodType): Record<string, unknown> {
  if (url.search.replace(CURSOR, "").length > LIMITS.queryStringMax) {
    throw new AppError("bad_request", say("refusals.api.queryTooLong", { most: LIMITS.queryStringMax }));
  }
  const shape: Record<string, unknown> = schema instanceof z.ZodObject ? schema.shape : {};
  const given = new Map<string, Set<string>>();
  for (const [name, value] of url.searchParams) {
    if (value !== "" && Object.hasOwn(shape, name)) {
      given.set(name, (given.get(name) ?? new Set()).add(value));
    }
  }
  return Object.fromEntries(
    [...given].map(([name, values]) => [name, readValues(name, values, listOf(shape[name]))]),
  );
}

function readValues(name: string, values: ReadonlySet<string>, list: z.ZodArray | null): unknown {
  if (list === null) {
    return toOne(name, values);
  }
  const all = isWholeList(list) ? [...values] : [...values].flatMap((value) => value.split(","));
  return all.filter((value) => value !== "");
}

function toOne(name: string, values: ReadonlySet<string>): string | undefined {
  if (values.size > 1) {
    throw refusedField(name, say("refusals.api.once"));
  }
  return [...values][0];
}

/** A parameter's list schema, without its wrappers; null when it is no list. */
function listOf(type: unknown): z.ZodArray | null {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodNullable) {
    return listOf(type.unwrap());
  }
  if (type instanceof z.ZodPipe) {
    return listOf(type.out);
  }
  return type instanceof z.ZodArray ? type : null;
}
