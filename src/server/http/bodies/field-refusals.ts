import type { z } from "zod";
import { sentenceOfIssue } from "@/messages/server/issues";
import { AppError, type FieldRefusal } from "@/shared/errors";

/** The most field errors that an answer lists: a request may have any number of wrong fields, but the answer's length is bounded. */
const MOST_FIELD_ERRORS = 50;

/** Parses what somebody sent. Throws `invalid` with the fields that are wrong; the first of them is the error's sentence. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  // With the value: some sentences name its kind. The value itself is never answered.
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success) {
    throw invalidInput(result.error.issues);
  }
  return result.data;
}

/** The error for the issues of a failed parse. */
export function invalidInput(issues: readonly z.core.$ZodIssue[]): AppError {
  const errors = toFieldRefusals(issues);
  return new AppError("invalid", errors[0]?.sentence, { errors });
}

/** Turns the issues of a failed parse into the contract's `errors`; of very many, the first. */
export function toFieldRefusals(issues: readonly z.core.$ZodIssue[]): FieldRefusal[] {
  return issues.slice(0, MOST_FIELD_ERRORS).map((issue) => ({
    path: issue.path.map(String).join("."),
    sentence: sentenceOfIssue(issue),
  }));
}
