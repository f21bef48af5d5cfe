import { expect, it } from "vitest";
import { formatBytes } from "./format-bytes";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1 kB"],
  [1_450, "1.5 kB"],
  [14_200, "14 kB"],
  [999_600, "1 MB"],
  [26_214_400, "26 MB"],
])("%i bytes read %s", (bytes, words) => {
  expect(formatBytes(bytes, "en")).toBe(words);
});

it("uses the reader's decimal comma", () => {
  expect(formatBytes(1_450, "de")).toBe("1,5 kB");
});
