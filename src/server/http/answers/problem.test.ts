import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { expect, it } from "vitest";
import { toAppError } from "./problem";

const ended = {
  kind: "postgres" as const,
  code: "57P01",
  severity: "FATAL",
  message: "terminating connection due to administrator command",
  detail: undefined,
  column: undefined,
  hint: undefined,
};

it("a database that goes away in the middle of a transaction counts as away, however Prisma wraps the error", () => {
  const bare = new DriverAdapterError({ ...ended, originalCode: ended.code, originalMessage: ended.message });
  const wrapped = Object.assign(new Error("Invalid prisma query"), { meta: { driverAdapterError: bare } });
  const plain = Object.assign(new Error(ended.message), { code: ended.code });
  expect([bare, wrapped, plain].map((error) => toAppError(error).code)).toEqual(Array(3).fill("unavailable"));
});

it("a mistake in a query is ours, and a value that no column holds is the caller's", () => {
  const coded = (code: string): Error => Object.assign(new Error("no"), { code });
  expect([coded("42P01"), coded("22P05"), new Error("boom")].map((error) => toAppError(error).code)).toEqual([
    "internal",
    "bad_request",
    "internal",
  ]);
});
