import fc from "fast-check";
import { expect, it } from "vitest";
import { v7 } from "uuid";
import { pool, transaction } from "@/server/database/database";
import { mintOrganisationId } from "@/shared/roles";
import { AUDIT_CHAINS } from "@/shared/audit/chains";
import { addEntries, findProblem, tamper } from "@/testing/audit";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation } from "@/testing/factories";
import type { ChainProblem } from "./chain";
import { eraseInAudit } from "./erase";
import { removeOldEntries } from "./retention";
import { sealAudit } from "./seal";

setUpDatabase();

const problems = async (organisationId: string): Promise<(ChainProblem | null)[]> => [
  await findProblem(organisationId, "actions"),
  await findProblem(organisationId, "attempts"),
];

const operation = fc.oneof(
  fc.record({
    kind: fc.constant("add" as const),
    chain: fc.constantFrom(...AUDIT_CHAINS),
    many: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant("seal" as const), batch: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("erase" as const), every: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("remove" as const), chain: fc.constantFrom(...AUDIT_CHAINS) }),
);
/** Takes something out of every so many entries, in pieces, as an erasure does. */
async function eraseSome(organisationId: string, every: number): Promise<void> {
  let seen = 0;
  let after: string | null = null;
  do {
    const piece: Awaited<ReturnType<typeof eraseInAudit>> = await transaction((tx) =>
      eraseInAudit(tx, {
        actor: { organisationId: mintOrganisationId(organisationId), id: null },
        personId: v7(),
        after,
        limit: 2,
        redact: ({ data }) => ((seen += 1) % every === 0 ? { left: JSON.stringify(data).length } : null),
      }),
    );
    after = piece.last;
  } while (after !== null);
}

/** Ways to tamper with one sealed entry. */
const TAMPERINGS = [
  "UPDATE audit_entries SET action = action || 'x' WHERE id = $2",
  "UPDATE audit_entries SET data = data || '{\"more\": true}' WHERE id = $2",
  "UPDATE audit_entries SET at = at - interval '1 day' WHERE id = $2",
  "UPDATE audit_entries SET number = number + 1000 WHERE id = $2",
  "UPDATE audit_entries SET number = NULL, hash = NULL WHERE id = $2",
  "UPDATE audit_entries SET id = gen_random_uuid() WHERE id = $2",
  "DELETE FROM audit_entries WHERE id = $2",
  "UPDATE audit_entries SET data = '{}', erased_in = gen_random_uuid() WHERE id = $2",
  "UPDATE audit_entries SET data = '{}', erased_in = (SELECT r.id FROM audit_entries r WHERE r.action = 'audit.erased' LIMIT 1) WHERE id = $2",
];

it("after any sequence of operations the chains are whole, and any single tampering with a sealed entry is found", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...TAMPERINGS),
      fc.nat(),
      async (operations, tampering, which) => {
        const organisationId = (await makeOrganisation()).id;
        // Older ones first, as time goes.
        let hours = 24 * 100;
        for (const one of operations) {
          hours -= 24 * 10;
          if (one.kind === "add") {
            await addEntries(organisationId, one.many, one.chain, hours);
          } else if (one.kind === "seal") {
            await sealAudit(one.batch);
          } else if (one.kind === "erase") {
            await eraseSome(organisationId, one.every);
            await tamper(
              "UPDATE audit_entries SET at = now() - make_interval(hours => $2) WHERE organisation_id = $1 AND action = 'audit.erased' AND number IS NULL",
              [organisationId, hours],
            );
          } else {
            // Attempts are never kept for longer than actions, where what tells of their erasure stands.
            const chains = one.chain === "actions" ? (["attempts", "actions"] as const) : [one.chain];
            for (const chain of chains) {
              await removeOldEntries({ organisationId, chain, days: 60 }, 2);
            }
          }
        }
        await sealAudit();
        expect(await problems(organisationId)).toEqual([null, null]);
        const { rows } = await pool().query<{ id: string }>(
          "SELECT id FROM audit_entries WHERE organisation_id = $1 ORDER BY id",
          [organisationId],
        );
        const victim = rows[which % Math.max(1, rows.length)];
        if (victim) {
          await tamper(`${tampering} AND organisation_id = $1`, [organisationId, victim.id]);
          expect(await problems(organisationId)).not.toEqual([null, null]);
          // Sealing again hides nothing.
          await sealAudit();
          expect(await problems(organisationId)).not.toEqual([null, null]);
        }
      },
    ),
    { numRuns: 25 },
  );
});

it("an erasure takes nothing out of what tells of an earlier one", async () => {
  const organisationId = (await makeOrganisation()).id;
  await addEntries(organisationId, 3);
  await sealAudit();
  await eraseSome(organisationId, 1);
  const told = async () =>
    (
      await pool().query(
        "SELECT id, data FROM audit_entries WHERE organisation_id = $1 AND action = 'audit.erased' ORDER BY id",
        [organisationId],
      )
    ).rows;
  const before = await told();
  await eraseSome(organisationId, 1);
  expect((await told()).slice(0, before.length)).toEqual(before);
});
