import { pool } from "@/server/database";
import type { Write } from "./sender";

/** Writes whose effect is not exactly what their answer says. */
export interface Effects {
  checked: number;
  lost: string[];
  twice: string[];
  /** Refused, and yet there. */
  unasked: string[];
}

/** Counts what each marked write left in the log, and compares it with how it was answered. */
export async function checkEffects(writes: readonly Write[]): Promise<Effects> {
  const { rows } = await pool().query<{ text: string }>(
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
  const { rows: orphans } = await pool().query<{ body: string }>(
    "SELECT body FROM comments c WHERE deleted_at IS NULL AND edited_at IS NULL AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.response->'body'->>'id' = c.id::text)",
  );
  const effects: Effects = {
    checked: 0,
    lost: [],
    twice: orphans.map((one) => `a comment that no answer names: ${one.body}`),
    unasked: [],
  };
  for (const { marker, status, kind } of writes) {
    if (marker === null || status === null) {
      continue;
    }
    effects.checked += 1;
    const count = counts.get(marker) ?? 0;
    const isDone = status >= 200 && status < 300;
    if (isDone && count === 0) {
      effects.lost.push(`${kind} ${marker}`);
    } else if (count > 1) {
      effects.twice.push(`${kind} ${marker}: ${count} times`);
    } else if (!isDone && count > 0) {
      effects.unasked.push(`${kind} ${marker}: answered ${status}`);
    }
  }
  return effects;
}
