import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { sealAudit } from "@/server/audit/seal";
import { tamper } from "@/testing/audit";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import { carryOut } from "./audit/carry-out";
import { readOptions } from "./audit/options";
import { UsageError } from "./console/usage-error";

setUpDatabase();

let organisation: MadeOrganisation;
let slug = "";
beforeEach(async () => {
  await pool().query("TRUNCATE organisations CASCADE");
  organisation = await makeOrganisation();
  slug = `organisation-${organisation.id}`;
  await pool().query(
    "INSERT INTO audit_entries (id, organisation_id, action) SELECT gen_random_uuid(), $1, 'person.changed' FROM generate_series(1, 7)",
    [organisation.id],
  );
  await sealAudit();
});

const say = (...words: string[]): Promise<string> => carryOut(readOptions(words));
const heads = async (): Promise<string[]> =>
  (await say("head")).split("\n").map((line) => line.split("  ")[1] ?? "");
const remove = (which: string): Promise<void> => tamper(`DELETE FROM audit_entries WHERE number ${which}`);

describe("check", () => {
  it("says how many entries are whole and which is the last one, of each chain", async () => {
    const [actions, attempts] = await heads();
    expect(actions).toMatch(/^actions:7:[0-9a-f]{64}$/);
    expect(await say("check")).toBe(
      `${slug}, actions: 7 entries are whole. The last one is ${actions}\n${slug}, attempts: 0 entries are whole. The last one is ${attempts}`,
    );
    expect(await say("check", "--after", "actions:5")).toContain(": 2 entries are whole.");
    await expect(say("check", "--organisation", "nowhere")).rejects.toMatchObject({ code: "not_found" });
  });

  it("says the first entry that is wrong, in a sentence", async () => {
    await remove("= 3");
    await expect(say("check")).rejects.toMatchObject({
      code: "conflict",
      message: `${slug}, actions: entry 3 is missing; the last one before it is 2.`,
    });
  });

  it("proves by a head that was kept that nothing was cut off, also where the recorded end was changed with it", async () => {
    const [kept = ""] = await heads();
    expect(await say("check", "--head", kept)).toContain("entry 7 is the one that was kept");
    await remove("> 5");
    await pool().query(
      "UPDATE audit_chains SET head_number = 5, head_hash = (SELECT hash FROM audit_entries WHERE number = 5)",
    );
    expect(await say("check")).toContain("5 entries are whole");
    await expect(say("check", "--head", kept)).rejects.toMatchObject({
      message: expect.stringContaining(
        "entry 7 was kept, but the chain ends with 5: later entries were cut off.",
      ),
    });
    await pool().query(
      "INSERT INTO audit_entries (id, organisation_id, action) SELECT gen_random_uuid(), $1, 'person.changed' FROM generate_series(1, 2)",
      [organisation.id],
    );
    await sealAudit();
    expect(await say("check")).toContain("7 entries are whole");
    await expect(say("check", "--head", kept)).rejects.toMatchObject({
      message: expect.stringContaining("entry 7 is another one than was kept"),
    });
  });
});

it.each([
  [["turn"]],
  [["head", "--after", "actions:1"]],
  [["check", "--head", "actions:7"]],
  [["check", "--head", "deeds:7:" + "0".repeat(64)]],
  [["check", "--after", "actions"]],
])("does not understand %j", (words) => {
  expect(() => readOptions(words)).toThrow(UsageError);
});

it("a head needs one organisation to belong to", async () => {
  const [kept = ""] = await heads();
  await makeOrganisation();
  await expect(say("check", "--head", kept)).rejects.toThrow(UsageError);
  expect(await say("check", "--organisation", slug, "--head", kept)).toContain("is the one that was kept");
});
