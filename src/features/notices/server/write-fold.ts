import { z } from "zod";
import type { Transaction } from "@/server/database/database";
import { raiseNotice, type NoticeText, type Problem } from "./write";

/** How many notices of a kind an hour stand by themselves; more are counted in one. */
const MOST_AN_HOUR = 20;
const HOUR_SECONDS = 3_600;
const KEPT = 500;

const countedSchema = z.object({ count: z.number(), keys: z.array(z.string()) });

/** A problem that may come very often. */
export interface FoldedProblem extends Omit<Problem, "describe"> {
  text: NoticeText;
  /** The message instead, of `count` more within the hour. */
  more(count: number): Pick<NoticeText, "sentence" | "link">;
}

/** As `raiseNotice`, but very many of the same kind are folded into one. Returns whether a notice was added. */
export async function raiseFolded(tx: Transaction, problem: FoldedProblem): Promise<boolean> {
  const { organisationId, key, text } = problem;
  const { rows } = await tx.query<{ is_known: boolean; count: number }>(
    `SELECT EXISTS (SELECT 1 FROM notices WHERE organisation_id = $1 AND dedupe_key = $2) AS is_known,
       (SELECT count(*)::int FROM notices WHERE organisation_id = $1 AND kind = $3 AND at > now() - interval '1 hour') AS count`,
    [organisationId, key, text.kind],
  );
  if (rows[0]?.is_known || (rows[0]?.count ?? 0) < MOST_AN_HOUR) {
    return await raiseNotice(tx, {
      organisationId,
      key,
      describe: (before) => (before === null ? text : null),
    });
  }
  return await raiseNotice(tx, {
    organisationId,
    key: `more:${text.kind}`,
    describe: (before) => {
      const counted = before === null ? { count: 0, keys: [] } : countedSchema.parse(before);
      if (counted.keys.includes(key)) {
        return null;
      }
      const count = counted.count + 1;
      const { kind, level } = text;
      return {
        kind,
        level,
        ...problem.more(count),
        data: { count, keys: [...counted.keys, key].slice(-KEPT) },
        // The hour counts from the first one.
        ...(before === null ? { endsIn: HOUR_SECONDS } : {}),
      };
    },
  });
}
