import { say } from "@/messages/server/say";
import type { PersonRow } from "@/features/users/server/present";
import type { Sql } from "@/server/database/database";
import { AppError, refusedField } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor } from "@/shared/roles";

/** One of two people of a merge. */
export interface MergePerson extends PersonRow {
  is_disabled: boolean;
  /** Whether they were merged into somebody else. */
  is_merged: boolean;
  /** Whether an account is being merged into theirs. */
  is_receiving: boolean;
}

/**
 * The two people of a merge, who may be merged as far as it follows from them alone. Throws `not_found` for an account that does not exist here, and
 * `invalid` or `conflict` for what may not be. `lock` locks their rows for the rest of the transaction.
 */
export async function readPair(
  sql: Sql,
  actor: Pick<Actor, "id" | "organisationId">,
  { fromId, intoId, lock = false }: { fromId: string; intoId: string; lock?: boolean },
): Promise<{ from: MergePerson; into: MergePerson }> {
  const { rows } = await sql.query<MergePerson>(
    `SELECT p.id, p.name, p.role, p.email, p.avatar_key, p.disabled_at IS NOT NULL AS is_disabled,
       EXISTS (SELECT 1 FROM person_merges m WHERE m.from_id = p.id) AS is_merged,
       EXISTS (SELECT 1 FROM person_merges m WHERE m.to_id = p.id AND m.state <> 'done') AS is_receiving
     FROM people p WHERE p.id = ANY($1::uuid[]) AND p.organisation_id = $2 ORDER BY p.id ${lock ? "FOR NO KEY UPDATE" : ""}`,
    [[fromId, intoId].filter(isUuid), actor.organisationId],
  );
  const from = rows.find(({ id }) => id === fromId);
  const into = rows.find(({ id }) => id === intoId);
  if (!from) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  if (!into) {
    throw refusedField("into", say("refusals.merges.unknown"));
  }
  if (from.id === into.id) {
    throw refusedField("into", say("refusals.merges.same"));
  }
  if (from.id === actor.id) {
    throw new AppError("conflict", say("refusals.merges.yourself"));
  }
  if (from.is_merged) {
    throw new AppError("conflict", say("refusals.merges.already"));
  }
  if (from.is_receiving) {
    throw new AppError("conflict", say("refusals.merges.receiving"));
  }
  if (into.is_merged || into.is_disabled) {
    throw refusedField("into", say("refusals.merges.disabled"));
  }
  if (into.role === "guest") {
    throw refusedField("into", say("refusals.merges.guest"));
  }
  return { from, into };
}
