import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { findOrganisation } from "@/features/organisations/server/read-console";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import { projectRoot } from "@/server/process/root";
import { matchesPassword } from "@/server/sign-in/passwords";
import { forgetHosts, isUnknownHost, organisationForHost } from "@/server/tenant/tenant";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { bundleProgram } from "@/testing/processes/server";
import { UsageError } from "./console/usage-error";
import { carryOut } from "./organisation/carry-out";
import { readOptions } from "./organisation/options";

let database: TestDatabase;
let program = "";
const dataDir = mkdtempSync(join(tmpdir(), "helpejo-organisation-"));

beforeAll(async () => {
  program = await bundleProgram("../commands/organisation.ts");
  database = await createTestDatabase();
  connectDatabase(database.url);
});
beforeEach(async () => {
  await pool().query("TRUNCATE organisations CASCADE");
  forgetHosts();
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(program, { force: true });
});

/** What the command says to these words, in this process. */
const say = (...words: string[]): Promise<string> => carryOut(readOptions(words));
const make = (name: string, host: string, ...more: string[]): Promise<string> =>
  say("create", "--name", name, "--host", host, "--admin-email", "Ada@example.org", "--generate", ...more);
const count = async (table: "organisations" | "people" | "audit_entries"): Promise<number> =>
  (await pool().query(`SELECT 1 FROM ${table}`)).rowCount ?? 0;

describe("create", () => {
  it("makes an organisation that its host selects, with categories, a counter and an admin who can sign in", async () => {
    const first = await ensureOrganisation();
    const said = await make("Ácme & Sons", "Help.Acme.Example.:443", "--admin-name", "Ada Lindqvist");
    expect(said).toContain("Made Ácme & Sons (acme-sons). Ácme & Sons answers to help.acme.example.");
    expect(said).toContain("Ada Lindqvist <ada@example.org>");
    // The sysadmin has to know both: the organisation that answered every name does so no more, and browsers need the origin.
    expect(said).toContain("Help desk (help-desk) answered to every name until now");
    expect(said).toContain("add http://help.acme.example:3003 to ALLOWED_ORIGINS");
    const acme = await findOrganisation({ slug: "acme-sons", host: null });
    expect(await organisationForHost("help.acme.example")).toBe(acme.id);
    expect(await organisationForHost("localhost:3003")).toBe(first);
    expect(await isUnknownHost("elsewhere.example")).toBe(true);
    const { rows } = await pool().query<{ role: string; password_hash: string; categories: number }>(
      `SELECT p.role, p.password_hash, (SELECT count(*)::int FROM categories c WHERE c.organisation_id = $1) AS categories
       FROM people p JOIN ticket_counters t ON t.organisation_id = $1 WHERE p.organisation_id = $1 AND p.email = 'ada@example.org'`,
      [acme.id],
    );
    expect(rows).toMatchObject([{ role: "admin", categories: 6 }]);
    const password = /^Password: (.+)$/m.exec(said)?.[1] ?? "";
    expect(await matchesPassword(rows[0]?.password_hash ?? null, password)).toBe(true);
    const { rows: audit } = await pool().query(
      "SELECT action, data->>'by' AS by FROM audit_entries WHERE organisation_id = $1 AND actor_id IS NULL ORDER BY id",
      [acme.id],
    );
    expect(audit).toEqual([
      { action: "organisation.created", by: "console" },
      { action: "person.first_admin", by: "console" },
    ]);
  });

  it("invites the admin instead, at the new organisation's address", async () => {
    await ensureOrganisation();
    const said = await say(
      ...["create", "--name", "Acme", "--host", "help.acme.example", "--admin-email", "ada@example.org"],
      "--invite",
    );
    expect(said).toMatch(/http:\/\/help\.acme\.example:3003\/invitation#token=[\w-]{32}$/m);
    expect(said).not.toContain("Password:");
    const { rows } = await pool().query("SELECT password_hash FROM people");
    expect(rows).toEqual([{ password_hash: null }]);
  });

  it("done twice is done once, and says so; another of that word or host is refused, and nothing is left of it", async () => {
    await ensureOrganisation();
    await make("Acme", "help.acme.example");
    const before = [await count("organisations"), await count("people"), await count("audit_entries")];
    expect(await make("Acme", "help.acme.example")).toContain("Nothing was changed.");
    await expect(make("Acme", "other.example")).rejects.toMatchObject({
      code: "name_taken",
      message: expect.stringContaining("Choose another word by --slug"),
    });
    await expect(make("Other", "HELP.acme.example")).rejects.toMatchObject({
      code: "name_taken",
      message: "help.acme.example is a host of Acme (acme) already.",
    });
    await expect(make("Other", "a/b")).rejects.toMatchObject({ code: "invalid" });
    await expect(
      say(...["create", "--name", "Acme", "--host", "help.acme.example", "--admin-email", "eve@example.org"]),
    ).rejects.toMatchObject({ message: expect.stringContaining("without this admin") });
    expect([await count("organisations"), await count("people"), await count("audit_entries")]).toEqual(
      before,
    );
  });

  it("refuses what would leave an organisation without a name to be reached by", async () => {
    await ensureOrganisation();
    const nameless = ["create", "--name", "Acme", "--admin-email", "ada@example.org", "--generate"];
    await expect(say(...nameless)).rejects.toMatchObject({ code: "conflict" });
    // 127.0.0.1 and [::1] are the first one's names still; with all of them gone it would be lost.
    await make("Acme", "localhost", "--slug", "one");
    await make("Acme", "127.0.0.1", "--slug", "two");
    await expect(make("Acme", "[::1]", "--slug", "three")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Help desk (help-desk) would be reached by no name any more"),
    });
    expect(await count("organisations")).toBe(3);
  });

  it("makes the first one too, and needs no host for it", async () => {
    const said = await say("create", "--name", "Acme", "--admin-email", "ada@example.org", "--generate");
    expect(said).toContain("answers to the names of NEXTAUTH_URL, and to every name while it is alone");
    const acme = await findOrganisation({ slug: "acme", host: null });
    expect(await ensureOrganisation()).toBe(acme.id);
  });

  it("together with the first start: one of them makes the first organisation, and no name is given twice", async () => {
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 3 }, () => ensureOrganisation()),
      ...Array.from({ length: 4 }, () => make("Acme", "help.acme.example")),
    ]);
    expect(outcomes.slice(0, 3).map(({ status }) => status)).toEqual(Array(3).fill("fulfilled"));
    expect(outcomes.slice(3).filter(({ status }) => status === "fulfilled").length).toBeGreaterThanOrEqual(1);
    const { rows } = await pool().query<{ host: string | null }>("SELECT host FROM organisations");
    expect(rows.filter(({ host }) => host === "help.acme.example")).toHaveLength(1);
    expect(rows.length).toBeLessThanOrEqual(2);
    const first = outcomes[0];
    const starts = outcomes.slice(0, 3).map((one) => (one.status === "fulfilled" ? one.value : ""));
    expect(new Set(starts).size, String(first)).toBe(1);
  });
});

describe("list, rename and host", () => {
  beforeEach(async () => {
    await ensureOrganisation();
    await make("Acme", "help.acme.example");
  });

  it("list tells of each, the first one made first, for people and for programs", async () => {
    const lines = (await say("list")).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^help-desk {2}Help desk {2}0 people, 0 admins, 0 tickets/);
    expect(lines[1]).toMatch(/^acme {7}Acme {7}1 people, 1 admins, 0 tickets {2}help\.acme\.example/);
    expect(JSON.parse(await say("list", "--json"))).toMatchObject([
      { slug: "help-desk", hosts: [], isFirst: true },
      { slug: "acme", name: "Acme", hosts: ["help.acme.example"], isFirst: false, people: 1, admins: 1 },
    ]);
  });

  it("rename changes name and slug, once", async () => {
    const rename = ["rename", "--host", "help.acme.example", "--name", "Acme and Sons", "--slug", "sons"];
    expect(await say(...rename)).toBe("Acme (acme) is called Acme and Sons (sons) now.");
    expect(await say(...rename)).toBe("Acme and Sons (sons) is called so already.");
    await expect(say("rename", "--organisation", "sons", "--slug", "help-desk")).rejects.toMatchObject({
      code: "name_taken",
    });
    await expect(say("rename", "--organisation", "acme", "--name", "X")).rejects.toMatchObject({
      code: "not_found",
      message: "There is no organisation called acme. There is help-desk, sons.",
    });
  });

  it("host gives names and takes them, and each selects the organisation as soon as it is given", async () => {
    const { id } = await findOrganisation({ slug: "acme", host: null });
    const host = (...more: string[]) => say("host", "--organisation", "acme", ...more);
    expect(await host("--add", "BÜCHER.example", "--main", "support.acme.example")).toContain(
      "Acme answers to support.acme.example and to help.acme.example, xn--bcher-kva.example.",
    );
    for (const name of ["support.acme.example", "help.acme.example.", "bücher.example:8443"]) {
      expect(await organisationForHost(name)).toBe(id);
    }
    expect(await host("--add", "help.acme.example")).toContain("It was so already.");
    await host("--remove", "help.acme.example", "--remove", "support.acme.example");
    expect(await host()).toBe("Acme answers to xn--bcher-kva.example.");
    expect(await isUnknownHost("help.acme.example")).toBe(true);
    await expect(host("--remove", "bücher.example")).rejects.toMatchObject({ code: "conflict" });
    await expect(say("host", "--organisation", "help-desk", "--add", "bücher.example")).rejects.toMatchObject(
      { code: "name_taken" },
    );
  });
});

describe("a command line that cannot be followed", () => {
  it.each([
    [[]],
    [["destroy"]],
    [["list", "acme"]],
    [["list", "--name", "Acme"]],
    [["create", "--name", "Acme"]],
    [["create", "--admin-email", "ada@example.org"]],
    [["create", "--name", "Acme", "--admin-email", "nobody"]],
    [["create", "--name", "Acme", "--admin-email", "ada@example.org", "--slug", "Ac me"]],
    [["create", "--name", "Acme", "--admin-email", "ada@example.org", "--generate", "--invite"]],
    [["rename", "--organisation", "acme"]],
    [["rename", "--name", "Acme"]],
    [["host", "--add", "help.acme.example"]],
    [["host", "--organisation"]],
  ])("%j", (words) => {
    expect(() => readOptions(words)).toThrow(UsageError);
  });

  it("as a process: 2 and how it is used; 1 and a sentence where it cannot be done; 0 and the list", async () => {
    await ensureOrganisation();
    expect(await run("destroy")).toMatchObject({
      code: 2,
      out: "",
      error: expect.stringMatching(/^There is no "destroy" here\.\n\nLooks after/),
    });
    expect(await run("rename", "--organisation", "acme", "--name", "Acme")).toEqual({
      code: 1,
      out: "",
      error: "There is no organisation called acme. There is help-desk.\n",
    });
    const { code, out } = await run("list", "--json");
    expect([code, z.array(z.looseObject({ slug: z.string() })).parse(JSON.parse(out))]).toMatchObject([
      0,
      [{ slug: "help-desk" }],
    ]);
  }, 120_000);
});

/** Runs the command as its script does, in a process of its own, over the test's database. */
function run(...words: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, ...words],
      { cwd: projectRoot(), env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir } },
      (failure, out, error) => resolve({ code: Number(failure?.code ?? 0), out, error }),
    );
  });
}
