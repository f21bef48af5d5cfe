import pg from "pg";
import type { Problem } from "./judge/judge";
import type { Attempt, Write } from "./actions/sender";

/** The effects of writes in one database. */
export interface EraEffects {
  /** When each marker was committed to it, once for each time that it stands there; milliseconds since the epoch. */
  committed: Map<string, number[]>;
  /** The same of what merged accounts wrote, whose answers are forgotten, by the ids of their comments. */
  merged: Map<string, number[]>;
  /** Comments that no answer names. */
  orphans: string[];
  /** People who were notified of one event more than once. */
  repeated: string[];
}

/** Writes whose effect differs from their answer. */
export interface Effects {
  checked: number;
  /** Done, answered, and undone by a restore: as it must be. */
  undone: number;
  lost: string[];
  twice: string[];
  /** Refused, and yet in the database. */
  unasked: Problem[];
}

/** Refusals that another try of the same write may meet although the first was taken: rights were lost in between. */
const LATER_REFUSALS = new Set([401, 403, 404]);

/**
 * Counts what each marked write left in the log of each database, and compares it with how it was answered. A restore
 * takes back what was done since the copy was made, and knows nothing of its keys: sent again after it, it is done anew.
 */
export function checkEffects(writes: readonly Write[], eras: readonly EraEffects[]): Effects {
  const effects: Effects = { checked: 0, undone: 0, lost: [], twice: [], unasked: [] };
  effects.twice.push(...eras.flatMap((era) => [...era.orphans, ...era.repeated]));
  for (const { marker, status, kind, attempts, madeId } of writes) {
    if (marker === null || status === null) {
      continue;
    }
    effects.checked += 1;
    const found = eras.map((era) => era.committed.get(marker) ?? era.merged.get(madeId ?? "") ?? []);
    const counts = found.map((times) => times.length);
    const [committed] = found.at(-1) ?? [];
    const isDone = status >= 200 && status < 300;
    const isThere = committed !== undefined;
    if (isDone && counts.every((count) => count === 0)) {
      effects.lost.push(`${kind} ${marker}`);
    } else if (counts.some((count) => count > 1)) {
      effects.twice.push(`${kind} ${marker}: ${counts.join(", ")} times`);
    } else if (!isDone && isThere && !isExcused(status, attempts, committed)) {
      effects.unasked.push({
        text: `${kind} ${marker}: answered ${status}`,
        at: committed,
        trail: describeAttempts(attempts, committed),
      });
    }
    if (isDone && !isThere) {
      effects.undone += 1;
    }
  }
  return effects;
}

/**
 * Of two requests that arrive together one may be refused on the ticket's earlier state, which stores
 * nothing, while the other is accepted a moment later on its later state, and loses its answer. The refused
 * request must have been sent before the effect was committed: a later one gets the stored answer.
 */
function isExcused(status: number, attempts: readonly Attempt[], committed: number): boolean {
  return (
    attempts.length > 1 &&
    (LATER_REFUSALS.has(status) ||
      attempts.filter((one) => one.status === status).every((one) => one.from <= committed))
  );
}

function describeAttempts(attempts: readonly Attempt[], committed: number): string[] {
  return attempts.map(({ process, from, to, status, code }) => {
    const begun = Math.round(from - committed);
    return `process ${process}: sent ${begun} ms from the commit, ${status ?? "no answer"} ${code} ${to - from} ms later`;
  });
}

/** Reads what writes left in a database. */
export async function readEffects(url: string): Promise<EraEffects> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string; at: number }>(
      `SELECT text, (extract(epoch FROM pg_xact_commit_timestamp(xid)) * 1000)::float8 AS at FROM (
       SELECT data->'changes'->'title'->>'to' AS text, xid::xid AS xid FROM events WHERE type = 'ticket:updated' AND data->'changes' ? 'title'
       UNION ALL SELECT name, xmin FROM attachments
       UNION ALL SELECT description, t.xmin FROM tickets t JOIN ticket_texts x ON x.ticket_id = t.id WHERE description LIKE 'In the storm%'
       UNION ALL SELECT k.response->'body'->>'body', e.xid::xid FROM events e JOIN idempotency_keys k ON (k.response->'body'->>'id')::uuid = e.subject_id
         AND k.scope LIKE 'POST %/comments' WHERE e.type = 'comment:added') written`,
    );
    const committed = new Map<string, number[]>();
    for (const { text, at } of rows) {
      const marker = /\[\d+\.\d+\]/.exec(text ?? "")?.[0];
      if (marker) {
        committed.set(marker, [...(committed.get(marker) ?? []), at]);
      }
    }
    const { rows: ofMerged } = await client.query<{ id: string; at: number }>(
      `SELECT e.subject_id AS id, (extract(epoch FROM pg_xact_commit_timestamp(e.xid::xid)) * 1000)::float8 AS at
       FROM events e JOIN person_merges m ON m.from_id = e.actor_id WHERE e.type = 'comment:added'`,
    );
    const merged = new Map<string, number[]>();
    ofMerged.forEach(({ id, at }) => merged.set(id, [...(merged.get(id) ?? []), at]));
    const { rows: orphans } = await client.query<{ body: string }>(
      `SELECT body FROM comments c WHERE deleted_at IS NULL AND edited_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.response->'body'->>'id' = c.id::text)
         AND NOT EXISTS (SELECT 1 FROM events e JOIN person_merges m ON m.from_id = e.actor_id WHERE e.type = 'comment:added' AND e.subject_id = c.id)`,
    );
    const { rows: again } = await client.query<{ text: string }>(
      `SELECT person_id || ' was notified of event ' || event_id || ' as ' || string_agg(kind, ' and ') AS text
       FROM notifications n WHERE NOT EXISTS (SELECT 1 FROM person_merges m WHERE m.to_id = n.person_id)
       GROUP BY person_id, event_id HAVING count(*) > 1`,
    );
    return {
      committed,
      merged,
      orphans: orphans.map((one) => `a comment that no answer names: ${one.body}`),
      repeated: again.map((one) => one.text),
    };
  } finally {
    await client.end();
  }
}
