import { expect, it } from "vitest";
import {
  hashRecoveryCode,
  isTotpCode,
  makeRecoveryCode,
  plainCode,
  stepOfCode,
  totpUri,
} from "./rules-codes";

/** The secret of the examples in RFC 6238, "12345678901234567890", in Base32. */
const RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("at %i seconds the code is that of RFC 6238", (seconds, code) => {
  const step = Math.floor(seconds / 30);
  expect(stepOfCode(RFC_SECRET, code, seconds * 1_000)).toBe(step);
  // One step either side, and no further.
  expect(stepOfCode(RFC_SECRET, code, (seconds + 30) * 1_000)).toBe(step);
  expect(stepOfCode(RFC_SECRET, code, (seconds - 30) * 1_000)).toBe(step);
  expect(stepOfCode(RFC_SECRET, code, (seconds + 60) * 1_000)).toBeNull();
  expect(stepOfCode(RFC_SECRET, code, (seconds - 60) * 1_000)).toBeNull();
});

it("what people put between the characters does not matter", () => {
  expect(plainCode(" 287 082 ")).toBe("287082");
  expect(plainCode("abcd-efgh–jklm npqr")).toBe("ABCDEFGHJKLMNPQR");
  expect([
    isTotpCode("287082"),
    isTotpCode("28708"),
    isTotpCode("2870821"),
    isTotpCode("２８７０８２"),
  ]).toEqual([true, false, false, false]);
});

it("recovery codes are four times four characters that nobody mistakes, all different, and hashed for their person", () => {
  const codes = Array.from({ length: 500 }, makeRecoveryCode);
  expect(new Set(codes).size).toBe(500);
  codes.forEach((code) => expect(code).toMatch(/^([A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/));
  expect(hashRecoveryCode("ada", "ABCD")).not.toBe(hashRecoveryCode("grace", "ABCD"));
});

it("the address for apps names the help desk and the person, whatever characters they have", () => {
  const uri = new URL(totpUri(RFC_SECRET, { issuer: "Bücher & Söhne", label: "ada@example.org" }));
  expect(uri.protocol).toBe("otpauth:");
  expect(uri.searchParams.get("issuer")).toBe("Bücher & Söhne");
  expect(uri.searchParams.get("secret")).toBe(RFC_SECRET);
  expect(decodeURIComponent(uri.pathname)).toContain("ada@example.org");
});
