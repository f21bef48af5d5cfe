import { beforeEach, describe, expect, it } from "vitest";
import { pool, transaction } from "@/server/database/database";
import type { AuditChain } from "@/shared/audit/chains";
import { addEntries, findProblem, tamper } from "@/testing/audit";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation } from "@/testing/factories";
import { audit } from "./audit";
import { checkRange } from "./check";
import { removeOldEntries } from "./retention";
import { sealAudit } from "./seal";
import { flushTallies, tally } from "./tally";

setUpDatabase();

let organisationId: Awaited<ReturnType<typeof makeOrganisation>>["id"];
beforeEach(async () => {
  organisationId = (await makeOrganisation()).id;
});

const add = (count: number, chain?: AuditChain, hours?: number) =>
  addEntries(organisationId, count, chain, hours);
const check = (chain?: AuditChain) => findProblem(organisationId, chain);
const byHand = (statement: string, values: unknown[] = []) => tamper(statement, [organisationId, ...values]);
const count = async (where: string): Promise<number> =>
  (
    await pool().query(`SELECT 1 FROM audit_entries WHERE organisation_id = $1 AND ${where}`, [
      organisationId,
    ])
  ).rowCount ?? 0;

describe("a chain of sealed entries", () => {
  it("is whole as it was sealed, in its order, also over several parts and batches", async () => {
    await add(5, "actions", 2);
    await add(5, "attempts", 2);
    expect(await sealAudit(2)).toBeGreaterThanOrEqual(10);
    await add(2);
    await sealAudit();
    expect([await check(), await check("attempts")]).toEqual([null, null]);
    expect(await count("number IS NULL")).toBe(0);
    const { last } = await checkRange({ organisationId, chain: "actions", after: null });
    expect(last.number).toBe(7);
  });

  it.each([
    [
      "UPDATE audit_entries SET action = 'person.created' WHERE organisation_id = $1 AND number = 4",
      "changed",
    ],
    [
      "UPDATE audit_entries SET actor_id = gen_random_uuid() WHERE organisation_id = $1 AND number = 4",
      "changed",
    ],
    [
      "UPDATE audit_entries SET subject_id = gen_random_uuid() WHERE organisation_id = $1 AND number = 4",
      "changed",
    ],
    [
      "UPDATE audit_entries SET data = '{\"role\": 4.0}' WHERE organisation_id = $1 AND number = 4",
      "changed",
    ],
    ["UPDATE audit_entries SET address = NULL WHERE organisation_id = $1 AND number = 4", "changed"],
    ["UPDATE audit_entries SET user_agent = '' WHERE organisation_id = $1 AND number = 4", "changed"],
    ["UPDATE audit_entries SET count = 2 WHERE organisation_id = $1 AND number = 4", "changed"],
    [
      "UPDATE audit_entries SET at = at + interval '1 ms' WHERE organisation_id = $1 AND number = 4",
      "changed",
    ],
    ["UPDATE audit_entries SET hash = repeat('0', 64) WHERE organisation_id = $1 AND number = 4", "changed"],
    ["DELETE FROM audit_entries WHERE organisation_id = $1 AND number = 4", "missing"],
  ])("shows what was done by hand: %s", async (statement, kind) => {
    await add(7);
    await sealAudit();
    await byHand(statement);
    expect(await check()).toEqual({ kind, number: 4 });
  });

  it("shows two entries that changed places", async () => {
    await add(7);
    await sealAudit();
    await byHand("UPDATE audit_entries SET number = -1 WHERE organisation_id = $1 AND number = 3");
    await byHand("UPDATE audit_entries SET number = 3 WHERE organisation_id = $1 AND number = 5");
    await byHand("UPDATE audit_entries SET number = 5 WHERE organisation_id = $1 AND number = -1");
    expect(await check()).toEqual({ kind: "changed", number: 3 });
  });

  it("shows an end that was cut off, and one that was cut off and grew again", async () => {
    await add(7);
    await sealAudit();
    await byHand("DELETE FROM audit_entries WHERE organisation_id = $1 AND number > 5");
    expect(await check()).toEqual({ kind: "missing", number: 6 });
    await add(1);
    await sealAudit();
    expect(await check()).toEqual({ kind: "missing", number: 6 });
  });

  it("shows an entry that was inserted: in between, before the beginning, behind the end, or unsealed with an old time", async () => {
    await add(5);
    await sealAudit();
    const insert = (number: number | null, at = "now()") =>
      byHand(
        `INSERT INTO audit_entries (id, organisation_id, action, number, hash, at) VALUES (gen_random_uuid(), $1, 'person.changed', $2, repeat('a', 64), ${at})`,
        [number],
      );
    const remove = (number: number) =>
      byHand("DELETE FROM audit_entries WHERE organisation_id = $1 AND number = $2", [number]);
    await insert(6);
    expect(await check()).toEqual({ kind: "beyond", number: 6 });
    await remove(6);
    await insert(0);
    expect(await check()).toEqual({ kind: "repeated", number: 0 });
    await remove(0);
    expect(await check()).toBeNull();
    for (const number of [5, 4, 3]) {
      await byHand("UPDATE audit_entries SET number = $2 + 1 WHERE organisation_id = $1 AND number = $2", [
        number,
      ]);
    }
    await insert(3);
    expect(await check()).toEqual({ kind: "changed", number: 3 });
    await remove(3);
    for (const number of [4, 5, 6]) {
      await byHand("UPDATE audit_entries SET number = $2 - 1 WHERE organisation_id = $1 AND number = $2", [
        number,
      ]);
    }
    await insert(null, "'2020-01-01'");
    await sealAudit();
    expect(await check()).toEqual({ kind: "late", number: 6 });
  });

  it("shows that its recorded end is another", async () => {
    await add(3);
    await sealAudit();
    await pool().query("UPDATE audit_chains SET head_hash = repeat('0', 64) WHERE organisation_id = $1", [
      organisationId,
    ]);
    expect(await check()).toEqual({ kind: "changed", number: 3 });
  });

  it("is each organisation's own", async () => {
    await add(4);
    const mine = organisationId;
    organisationId = (await makeOrganisation()).id;
    await add(4);
    await sealAudit();
    await byHand("DELETE FROM audit_entries WHERE organisation_id = $1 AND number = 2");
    expect(await check()).toEqual({ kind: "missing", number: 2 });
    organisationId = mine;
    expect(await check()).toBeNull();
  });

  it("is whole when several write and several seal at once, and nothing is sealed twice or left out", async () => {
    const write = async (): Promise<void> => {
      for (let index = 0; index < 15; index += 1) {
        await transaction((tx) =>
          audit(tx, { organisationId, id: null }, { action: "person.changed", subjectType: "person" }),
        );
      }
    };
    const seal = async (): Promise<void> => {
      for (let index = 0; index < 10; index += 1) {
        await sealAudit(4);
      }
    };
    await Promise.all([write(), write(), write(), seal(), seal()]);
    await sealAudit();
    expect(await check()).toBeNull();
    expect([await count("number IS NULL"), await count("number BETWEEN 1 AND 45")]).toEqual([0, 45]);
  });
});

describe("the database", () => {
  it("refuses to change an entry or to remove one, sealed or not; a removed organisation takes its own along", async () => {
    await add(1);
    const change = () =>
      pool().query("UPDATE audit_entries SET action = 'x' WHERE organisation_id = $1", [organisationId]);
    const remove = () =>
      pool().query("DELETE FROM audit_entries WHERE organisation_id = $1", [organisationId]);
    await expect(change()).rejects.toThrow("are not changed");
    await expect(remove()).rejects.toThrow("by its retention alone");
    await sealAudit();
    await expect(change()).rejects.toThrow("are not changed");
    await expect(remove()).rejects.toThrow("by its retention alone");
    await expect(
      pool().query("UPDATE audit_entries SET number = NULL WHERE organisation_id = $1", [organisationId]),
    ).rejects.toThrow("are not changed");
    await pool().query("DELETE FROM organisations WHERE id = $1", [organisationId]);
    expect(await count("true")).toBe(0);
  });
});

it("an attempt is sealed once it counts up no more; what is counted afterwards is another entry", async () => {
  const attempt = async (): Promise<void> => {
    const from = { actorId: null, address: "192.0.2.1", userAgent: null };
    tally({ organisationId, action: "sign_in.failed", data: { email: "a@example.org" }, ...from });
    await flushTallies();
  };
  await attempt();
  await attempt();
  await sealAudit();
  expect(await count("number IS NULL")).toBe(1);
  await byHand("UPDATE audit_entries SET at = at - interval '3 minutes' WHERE organisation_id = $1");
  await sealAudit();
  expect(await count("number = 1 AND count = 2")).toBe(1);
  await attempt();
  expect([await count("number = 1 AND count = 2"), await count("number IS NULL AND count = 1")]).toEqual([
    1, 1,
  ]);
  expect(await check("attempts")).toBeNull();
});

describe("retention", () => {
  it("removes the oldest up to the first that is young enough, and the rest can still be checked", async () => {
    await add(5, "actions", 24 * 40);
    await add(3);
    await sealAudit();
    expect(await removeOldEntries({ organisationId, chain: "actions", days: 30 }, 2)).toBe(5);
    const { anchor, checked, problem } = await checkRange({ organisationId, chain: "actions", after: null });
    expect([anchor.number, checked, problem]).toEqual([5, 3, null]);
    expect(await removeOldEntries({ organisationId, chain: "actions", days: 30 })).toBe(0);
    await byHand("DELETE FROM audit_entries WHERE organisation_id = $1 AND number = 6");
    expect(await check()).toEqual({ kind: "missing", number: 6 });
  });

  it("removes nothing of a chain that is not whole, nor what is not sealed", async () => {
    await add(3, "actions", 24 * 40);
    expect(await removeOldEntries({ organisationId, chain: "actions", days: 30 })).toBe(0);
    await sealAudit();
    await byHand("UPDATE audit_entries SET address = 'elsewhere' WHERE organisation_id = $1 AND number = 2");
    expect(await removeOldEntries({ organisationId, chain: "actions", days: 30 })).toBe(0);
    expect(await count("true")).toBe(3);
  });
});
