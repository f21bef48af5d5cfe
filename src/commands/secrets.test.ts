import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { checkSecondFactor, totpPurpose } from "@/features/second-factors/server/write-check";
import { closeDatabase, connectDatabase, pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { projectRoot } from "@/server/process/root";
import { currentKey, listKeys } from "@/server/secrets/keyring";
import { openSecret, sealSecret } from "@/server/secrets/seal";
import { createTestDatabase, type TestDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { codeNow } from "@/testing/second-factors/totp";
import { bundleProgram } from "@/testing/processes/server";
import { until } from "@/testing/wait";
import { UsageError } from "./console/usage-error";
import { carryOut } from "./secrets/carry-out";
import { readOptions, USAGE } from "./secrets/options";

const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const AT_ONCE = { settleMilliseconds: 0 };
/** A process of its own begins, and reads its sources, on a busy machine. */
const START_MILLISECONDS = 60_000;

let database: TestDatabase;
let organisation: MadeOrganisation;
let program = "";
const dataDir = mkdtempSync(join(tmpdir(), "helpejo-secrets-"));
const file = join(dataDir, "sealing-keys.json");
/** The settings' folder is shared by all tests: this one turns keys, and has its own. */
const sharedDir = env().dataDir;

beforeAll(async () => {
  env().dataDir = dataDir;
  program = await bundleProgram("../commands/secrets.ts");
  database = await createTestDatabase();
  connectDatabase(database.url);
});
beforeEach(async () => {
  await pool().query("TRUNCATE organisations CASCADE");
  rmSync(file, { force: true });
  organisation = await makeOrganisation();
});
afterAll(async () => {
  env().dataDir = sharedDir;
  await closeDatabase();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(program, { force: true });
});

const say = (...words: string[]): Promise<string> => carryOut(readOptions(words), AT_ONCE);
const keyring = (): unknown => JSON.parse(readFileSync(file, "utf8"));

/** A person with a second factor, and one that they were shown and did not confirm. */
async function makeFactor(): Promise<string> {
  const { id } = await makePerson(organisation, {});
  await pool().query(
    `INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at, pending_secret, pending_until)
     VALUES ($1, $2, $3, now(), $4, now() + interval '1 hour')`,
    [id, organisation.id, sealSecret(SECRET, totpPurpose(id)), sealSecret("PENDING", totpPurpose(id))],
  );
  return id;
}

async function readFactors() {
  const { rows } = await pool().query<{ id: string; secret: string; pending: string }>(
    "SELECT person_id AS id, secret, pending_secret AS pending FROM totp_factors ORDER BY person_id",
  );
  return rows;
}

/** Everything opens, by one key alone. */
async function expectSealedBy(id: string, count: number): Promise<void> {
  const factors = await readFactors();
  expect(factors).toHaveLength(count);
  for (const factor of factors) {
    expect([factor.secret.split(".")[1], factor.pending.split(".")[1]]).toEqual([id, id]);
    expect(openSecret(factor.secret, totpPurpose(factor.id))).toBe(SECRET);
    expect(openSecret(factor.pending, totpPurpose(factor.id))).toBe("PENDING");
  }
}

it("everything is sealed by a new key, the former one is gone, and codes are accepted as before", async () => {
  for (let index = 0; index < 250; index += 1) {
    await makeFactor();
  }
  const former = currentKey().id;
  const said = await say("turn");
  const { current, former: others } = listKeys();
  expect(said).toBe(
    `The key was turned: 500 secrets were sealed anew by ${current}, and ${former} was dropped. Save sealing-keys.json with the next backup.`,
  );
  expect([current === former, others]).toEqual([false, []]);
  await expectSealedBy(current, 250);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await say("status")).toBe(`${current}  seals now, has sealed 500`);
  const [factor] = await readFactors();
  const owner = await makeActor(organisation, { role: "user" });
  await expect(
    checkSecondFactor({ ...owner, id: factor?.id ?? "" }, codeNow(SECRET), "127.0.0.1"),
  ).resolves.toBe(true);
});

it("killed in the middle, nothing is lost: both keys stay, all opens, and the next call brings it to its end", async () => {
  const people: string[] = [];
  for (let index = 0; index < 6; index += 1) {
    people.push(await makeFactor());
  }
  const former = currentKey().id;
  // The command waits at the fourth person's row, having written those before it.
  const holder = await pool().connect();
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM totp_factors WHERE person_id = $1 FOR UPDATE", [people.sort()[3]]);
  const child = start("turn");
  try {
    await until(
      "three were sealed anew, and the fourth waits",
      async () => {
        const [factors, { rows }] = await Promise.all([
          readFactors(),
          pool().query("SELECT 1 FROM pg_locks WHERE NOT granted"),
        ]);
        const done = factors.filter(({ secret }) => !secret.includes(`.${former}.`));
        return rows.length > 0 && done.length === 3;
      },
      START_MILLISECONDS,
    );
  } finally {
    child.process.kill("SIGKILL");
    await child.ended;
    await holder.query("ROLLBACK");
    holder.release();
  }
  // The server side of a killed client ends when it next writes.
  await until("the killed command's statement is over", async () => {
    const { rows } = await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted");
    return rows.length === 0;
  });

  const between = listKeys();
  expect(between.former).toEqual([former]);
  for (const { id, secret, pending } of await readFactors()) {
    expect([openSecret(secret, totpPurpose(id)), openSecret(pending, totpPurpose(id))]).toEqual([
      SECRET,
      "PENDING",
    ]);
  }
  expect(await say("status")).toContain(
    `${former}  kept for opening: an earlier turn did not come to its end`,
  );

  expect(await say("turn")).toContain("An earlier turn was brought to its end");
  expect(listKeys()).toEqual({ current: between.current, former: [] });
  await expectSealedBy(between.current, 6);
}, 120_000);

it("what cannot be opened, and what stands where nobody said, keeps the former key", async () => {
  await makeFactor();
  const lost = await makeFactor();
  const former = currentKey().id;
  await pool().query("UPDATE totp_factors SET secret = $2 WHERE person_id = $1", [
    lost,
    sealSecret(SECRET, "something else"),
  ]);
  await pool().query("UPDATE organisations SET settings = jsonb_build_object('somewhere', $1::text)", [
    sealSecret("a password", "a directory"),
  ]);
  await expect(say("turn")).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/: 1 in organisations\.settings, 1 in totp_factors\.secret\./),
  });
  expect(listKeys().former).toEqual([former]);
  await pool().query("DELETE FROM totp_factors WHERE person_id = $1", [lost]);
  await pool().query("UPDATE organisations SET settings = '{}'");
  expect(await say("turn")).toContain("An earlier turn was brought to its end: 0 secrets");
  expect(listKeys().former).toEqual([]);
});

it("a code that is checked while its secret is sealed anew is accepted", async () => {
  const id = await makeFactor();
  const owner = { ...(await makeActor(organisation, { role: "user" })), id };
  const turning = await pool().connect();
  await turning.query("BEGIN");
  await turning.query("UPDATE totp_factors SET secret = $2 WHERE person_id = $1", [
    id,
    sealSecret(SECRET, totpPurpose(id)),
  ]);
  const checked = checkSecondFactor(owner, codeNow(SECRET), "127.0.0.1");
  await until("it waits", async () => {
    const { rows } = await pool().query("SELECT 1 FROM pg_locks WHERE NOT granted");
    return rows.length > 0;
  });
  await turning.query("COMMIT");
  turning.release();
  expect(await checked).toBe(true);
  expect(await checkSecondFactor(owner, codeNow(SECRET), "127.0.0.1")).toBe(false);
});

it("a line that cannot be followed is 2, and help is 0", async () => {
  for (const words of [[], ["burn"], ["turn", "twice"], ["turn", "--fast"]]) {
    expect(() => readOptions(words)).toThrow(UsageError);
  }
  expect(await start("burn").ended).toMatchObject({ code: 2, out: "" });
  expect(await start("turn", "--help").ended).toEqual({ code: 0, out: USAGE, error: "" });
  writeFileSync(file, JSON.stringify({ current: "a", keys: { a: Buffer.alloc(32).toString("base64url") } }));
  const { code, out } = await start("status").ended;
  expect([code, out]).toEqual([0, "a  seals now, has sealed 0\n"]);
  expect(z.looseObject({ current: z.literal("a") }).safeParse(keyring()).success).toBe(true);
}, 180_000);

/** The command as its script runs it, in a process of its own. */
function start(...words: string[]) {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: projectRoot(),
    env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: dataDir },
  });
  const text = { out: "", error: "" };
  child.stdout.on("data", (part: Buffer) => (text.out += part.toString()));
  child.stderr.on("data", (part: Buffer) => (text.error += part.toString()));
  const ended = new Promise<{ code: number; out: string; error: string }>((resolve) =>
    child.on("close", (code) => resolve({ code: code ?? -1, ...text })),
  );
  return { process: child, ended };
}
