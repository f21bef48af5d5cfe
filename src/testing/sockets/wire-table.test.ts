import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { expect, it } from "vitest";
import { wireTables } from "./wire-table";

const FILE = join(import.meta.dirname, "../../../documents/WEBSOCKET_QUICKSTART.md");
const PLACE = /(<!-- wire:[^\n]*-->\n)([\s\S]*?)(<!-- \/wire -->)/;

it("the tables of WEBSOCKET_QUICKSTART.md are those of the catalogue (npm run documents writes them)", async () => {
  const before = readFileSync(FILE, "utf8");
  const after = await format(
    before.replace(PLACE, (_, start: string, _old, end: string) => `${start}\n${wireTables()}\n\n${end}`),
    { ...(await resolveConfig(FILE)), parser: "markdown" },
  );
  if (process.env["WRITE_DOCUMENTS"]) {
    writeFileSync(FILE, after);
  }
  expect(PLACE.test(before), "the place for the tables").toBe(true);
  expect(readFileSync(FILE, "utf8")).toBe(after);
});
