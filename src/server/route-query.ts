import { z } from "zod";
import { AppError } from "@/shared/errors";
import { LIMITS } from "@/shared/limits";

/** Not counted: it comes with the next page of a list whose first page was accepted, and has a bound of its own. */
const CURSOR = /(?<=[?&])cursor=[^&]*/;
const TOO_LONG = `The part of the address after the question mark is longer than ${LIMITS.queryStringMax.toLocaleString("en")} characters.`;

/**
 * Reads the parameters that `schema` knows: those for which it wants a list as lists (repeated, or with commas), the others
 * as one text. What is given empty counts as absent, and what the schema does not know is not looked at. Throws `bad_request`
 * for a query that is too long, `invalid` for one value given twice in different ways, of which one would win by chance.
 */
export function readQuery(url: URL, schema: z.ZodType): Record<string, unknown> {
  if (url.search.replace(CURSOR, "").length > LIMITS.queryStringMax) {
    throw new AppError("bad_request", TOO_LONG);
  }
  const shape: Record<string, unknown> = schema instanceof z.ZodObject ? schema.shape : {};
  const given = new Map<string, Set<string>>();
  for (const [name, value] of url.searchParams) {
    if (value !== "" && Object.hasOwn(shape, name)) {
      given.set(name, (given.get(name) ?? new Set()).add(value));
    }
  }
  return Object.fromEntries(
    [...given].map(([name, values]) => [name, isList(shape[name]) ? toList(values) : toOne(name, values)]),
  );
}

function toList(values: ReadonlySet<string>): string[] {
  return [...values].flatMap((value) => value.split(",")).filter((value) => value !== "");
}

function toOne(name: string, values: ReadonlySet<string>): string | undefined {
  if (values.size > 1) {
    const message = "Give this once.";
    throw new AppError("invalid", message, { errors: [{ path: name, message }] });
  }
  return [...values][0];
}

function isList(type: unknown): boolean {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodNullable) {
    return isList(type.unwrap());
  }
  return type instanceof z.ZodPipe ? isList(type.out) : type instanceof z.ZodArray;
}
