import { v7 } from "uuid";
import type { Sentence } from "@/messages/server/sentence";
import { NOTICE_LEVELS, type NoticeKind, type NoticeLevel } from "@/features/notices/schema";
import type { Transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";

/** The content of a notice. */
export interface NoticeText {
  kind: NoticeKind;
  level: NoticeLevel;
  /** For an admin. Never a ticket's text (see `ticketId`), a secret, or anything of another organisation. */
  sentence: Sentence;
  link?: string | null;
  /** The ticket that it is about; its title is added to the message whenever the notice is read. */
  ticketId?: string;
  /** The data that the next call of `say` gets. */
  data?: Record<string, unknown>;
  /** Seconds from now after which it ends by itself; without it the earlier end stays. */
  endsIn?: number;
}

/** A problem, by a key that is the same as long as it is the same problem. */
export interface Problem {
  organisationId: string;
  key: string;
  /** The content; `before` is the data of the open notice, null when the problem is new. Null: nothing new. */
  describe(before: unknown): NoticeText | null;
}

/**
 * Raises a notice: one for each problem, until it is over. While it lasts, the notice is updated in place;
 * admins who acknowledged it have to do so again only when it becomes worse. Returns whether a notice was
 * added.
 */
export async function raiseNotice(tx: Transaction, problem: Problem): Promise<boolean> {
  const { organisationId, key } = problem;
  await endNotices(tx, "n.organisation_id = $1 AND n.dedupe_key = $2 AND n.ends_at <= now()", [
    organisationId,
    key,
  ]);
  const known = await lockNotice(tx, problem);
  if (known) {
    await changeNotice(tx, organisationId, known, problem.describe(known.data));
    return false;
  }
  const text = problem.describe(null);
  if (text && !(await addNotice(tx, problem, text))) {
    // Another process was first, and has committed by now.
    return await raiseNotice(tx, problem);
  }
  return text !== null;
}

/** Raises it for the admins of every organisation; returns how many notices were added. */
export async function raiseEverywhere(
  tx: Transaction,
  problem: Omit<Problem, "organisationId">,
): Promise<number> {
  let added = 0;
  // In one order, so that processes that raise the same at once wait for each other.
  for (const { id } of (await tx.query<{ id: string }>("SELECT id FROM organisations ORDER BY id")).rows) {
    added += Number(await raiseNotice(tx, { ...problem, organisationId: id }));
  }
  return added;
}

/**
 * Ends all open notices (aliased `n`) that match `where`: they stay in the list, and the same problem can be
 * raised again. Returns how many there were.
 */
export async function endNotices(tx: Transaction, where: string, values: unknown[]): Promise<number> {
  const { rows } = await tx.query<{ id: string; organisation_id: string }>(
    `UPDATE notices SET ended_at = least(now(), ends_at), ends_at = NULL, dedupe_key = NULL
     WHERE id IN (SELECT n.id FROM notices n WHERE n.dedupe_key IS NOT NULL AND ${where} ORDER BY n.organisation_id, n.id FOR UPDATE)
     RETURNING id, organisation_id`,
    values,
  );
  for (const row of rows) {
    await emitNotice(tx, "notice:changed", row.organisation_id, row.id);
  }
  return rows.length;
}

interface KnownNotice {
  id: string;
  level: NoticeLevel;
  message: string;
  data: unknown;
}

async function lockNotice(tx: Transaction, problem: Problem): Promise<KnownNotice | null> {
  const { rows } = await tx.query<{ id: string; level: NoticeLevel; message: string; data: unknown }>(
    "SELECT id, level, message, data FROM notices WHERE organisation_id = $1 AND dedupe_key = $2 FOR UPDATE",
    [problem.organisationId, problem.key],
  );
  return rows[0] ?? null;
}

async function addNotice(tx: Transaction, problem: Problem, text: NoticeText): Promise<boolean> {
  const id = v7();
  const { rowCount } = await tx.query(
    `INSERT INTO notices (id, organisation_id, dedupe_key, kind, level, message, link, ticket_id, data, ends_at, sentence)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + $10 * interval '1 second', $11)
     ON CONFLICT (organisation_id, dedupe_key) DO NOTHING`,
    [
      id,
      problem.organisationId,
      problem.key,
      text.kind,
      text.level,
      text.sentence.english,
      text.link ?? null,
      text.ticketId ?? null,
      JSON.stringify(text.data ?? {}),
      text.endsIn ?? null,
      storedSentence(text.sentence),
    ],
  );
  if (rowCount === 0) {
    return false;
  }
  await emitNotice(tx, "notice:added", problem.organisationId, id);
  return true;
}

async function changeNotice(
  tx: Transaction,
  organisationId: string,
  known: KnownNotice,
  text: NoticeText | null,
): Promise<void> {
  if (!text) {
    return;
  }
  await tx.query(
    `UPDATE notices SET level = $2, message = $3, data = $4, ends_at = coalesce(now() + $5 * interval '1 second', ends_at), sentence = $6
     WHERE id = $1`,
    [
      known.id,
      text.level,
      text.sentence.english,
      JSON.stringify(text.data ?? {}),
      text.endsIn ?? null,
      storedSentence(text.sentence),
    ],
  );
  const isWorse = NOTICE_LEVELS.indexOf(text.level) > NOTICE_LEVELS.indexOf(known.level);
  if (isWorse) {
    await tx.query("DELETE FROM notice_acks WHERE notice_id = $1", [known.id]);
  }
  if (isWorse || text.sentence.english !== known.message) {
    await emitNotice(tx, "notice:changed", organisationId, known.id);
  }
}

/** A sentence as its row keeps it, to be put into each admin's language; what has no key is read as it stands in `message`. */
function storedSentence({ key, values }: Sentence): string | null {
  return key === null ? null : JSON.stringify({ key, values });
}

async function emitNotice(
  tx: Transaction,
  type: "notice:added" | "notice:changed",
  organisationId: string,
  noticeId: string,
): Promise<void> {
  await emit(tx, { type, organisationId, actorId: null, subjectId: noticeId, data: { noticeId } });
}
