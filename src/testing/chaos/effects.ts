import pg from "pg";
import type { Write } from "./sender";

/** What writes left in one database. */
export interface EraEffects {
  /** How often each marker stands in it. */
  counts: Map<string, number>;
  /** Comments that no answer names. */
  orphans: string[];
  /** People who were told of one event more than once. */
  toldAgain: string[];
}

/** Writes whose effect is not exactly what their answer says. */
export interface Effects {
  checked: number;
  /** Done, answered, and undone by a restore: as it must be. */
  undone: number;
  lost: string[];
  twice: string[];
  /** Refused, and yet there. */
  unasked: string[];
}

/** Refusals that another try of the same write may meet although the first was taken: rights were lost in between. */
const LATER_REFUSALS = new Set([401, 403, 404]);

/**
 * Counts what each marked write left in the log of each database, and compares it with how it was answered. A restore
 * takes back what was done since the copy was made, and knows nothing of its keys: sent again after it, it is done anew.
 */
export function checkEffects(writes: readonly Write[], eras: readonly EraEffects[]): Effects {
  const effects: Effects = { checked: 0, undone: 0, lost: [], twice: [], unasked: [] };
  effects.twice.push(...eras.flatMap((era) => [...era.orphans, ...era.toldAgain]));
  for (const { marker, status, kind, attempts } of writes) {
    if (marker === null || status === null) {
      continue;
    }
    effects.checked += 1;
    const counts = eras.map((era) => era.counts.get(marker) ?? 0);
    const isDone = status >= 200 && status < 300;
    const isThere = (counts.at(-1) ?? 0) > 0;
    if (isDone && counts.every((count) => count === 0)) {
      effects.lost.push(`${kind} ${marker}`);
    } else if (counts.some((count) => count > 1)) {
      effects.twice.push(`${kind} ${marker}: ${counts.join(", ")} times`);
    } else if (!isDone && isThere && !(attempts > 1 && LATER_REFUSALS.has(status))) {
      effects.unasked.push(`${kind} ${marker}: answered ${status}`);
    }
    if (isDone && !isThere) {
      effects.undone += 1;
    }
  }
  return effects;
}

/** Reads what writes left in a database. */
export async function readEffects(url: string): Promise<EraEffects> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ text: string }>(
      `SELECT data->'changes'->'title'->>'to' AS text FROM events WHERE type = 'ticket:updated' AND data->'changes' ? 'title'
       UNION ALL SELECT name FROM attachments
       UNION ALL SELECT description FROM tickets t JOIN ticket_texts x ON x.ticket_id = t.id WHERE description LIKE 'In the storm%'
       UNION ALL SELECT k.response->'body'->>'body' FROM events e JOIN idempotency_keys k ON (k.response->'body'->>'id')::uuid = e.subject_id
         AND k.scope LIKE 'POST %/comments' WHERE e.type = 'comment:added'`,
    );
    const counts = new Map<string, number>();
    for (const { text } of rows) {
      const marker = /\[\d+\.\d+\]/.exec(text ?? "")?.[0];
      if (marker) {
        counts.set(marker, (counts.get(marker) ?? 0) + 1);
      }
    }
    const { rows: orphans } = await client.query<{ body: string }>(
      `SELECT body FROM comments c WHERE deleted_at IS NULL AND edited_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.response->'body'->>'id' = c.id::text)`,
    );
    const { rows: again } = await client.query<{ text: string }>(
      `SELECT person_id || ' was told of event ' || event_id || ' as ' || string_agg(kind, ' and ') AS text
       FROM notifications GROUP BY person_id, event_id HAVING count(*) > 1`,
    );
    return {
      counts,
      orphans: orphans.map((one) => `a comment that no answer names: ${one.body}`),
      toldAgain: again.map((one) => one.text),
    };
  } finally {
    await client.end();
  }
}
