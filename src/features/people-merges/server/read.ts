import { MERGE_STATES, type MergeAnswer, type MergeDto } from "@/features/people-merges/schema";
import { personJson, presentPerson, type PersonRow } from "@/features/users/server/present";
import { readUser } from "@/features/users/server/read-admin";
import { pool, type Sql } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { previewMerge } from "./read-preview";

interface MergeRow {
  source: PersonRow;
  target: PersonRow;
  starter: PersonRow | null;
  state: string;
  total: number;
  done: number;
  created_at: Date;
  finished_at: Date | null;
}

/**
 * GET /api/admin/users/{id}/merge: how the merge of this account stands, where it was merged, and what merging it into another would do. Throws
 * `not_found`, and what stands in the way of such a merge.
 */
export async function readMerge(
  actor: Actor,
  personId: string,
  { into }: { into?: string | undefined },
): Promise<MergeAnswer> {
  const { id } = await readUser(actor.organisationId, personId);
  const merge = await findMerge(id);
  return {
    merge,
    preview: into === undefined || merge !== null ? null : await previewMerge(actor, id, into),
  };
}

/** The merge of an account into another; null where there is none. */
export async function findMerge(fromId: string, sql: Sql = pool()): Promise<MergeDto | null> {
  const { rows } = await sql.query<MergeRow>(
    `SELECT ${personJson("f")} AS source, ${personJson("k")} AS target, CASE WHEN s.id IS NOT NULL THEN ${personJson("s")} END AS starter,
       m.state, m.total, m.done, m.created_at, m.finished_at
     FROM person_merges m JOIN people f ON f.id = m.from_id JOIN people k ON k.id = m.to_id LEFT JOIN people s ON s.id = m.started_by
     WHERE m.from_id = $1`,
    [fromId],
  );
  const [row] = rows;
  return row ? present(row) : null;
}

function present(row: MergeRow): MergeDto {
  return {
    from: presentPerson(row.source, "staff"),
    into: presentPerson(row.target, "staff"),
    state: MERGE_STATES.find((state) => state === row.state) ?? "running",
    total: row.total,
    done: row.done,
    startedBy: row.starter && presentPerson(row.starter, "staff"),
    startedAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}
