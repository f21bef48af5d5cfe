import { say, speak } from "@/messages/server/say";
import { audit } from "@/server/audit/audit";
import { eraseInAudit } from "@/server/audit/erase";
import { flushTallies } from "@/server/audit/tally";
import { transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { storage } from "@/server/storage/storage";
import { discardFiles } from "@/server/storage/upload";
import { readTask, type Erasure, type ErasureRow, type Piece } from "./read-task";
import { STEPS } from "./read-steps";
import { noteErasing, onErasing } from "./write-begin";
import {
  eraseAnswers,
  eraseDeliveries,
  eraseImportedRows,
  eraseInMails,
  eraseInNotices,
} from "./write-copies";
import { eraseByAddress, eraseNotes, eraseOwnRows, eraseWatching } from "./write-own";
import { eraseComments, eraseFiles, eraseTitles } from "./write-texts";

const EVERY_MILLISECONDS = 5_000;
/** Pieces of one run: the next begins at once, and a process that is to end waits for no more. */
const PIECES_OF_RUN = 20;
const ENTRIES = 1_000;
const FILES = 200;

type Stage = (tx: Transaction, erasure: Erasure) => Promise<Piece>;

const STAGES: Record<(typeof STEPS)[number], Stage> = {
  addresses: eraseByAddress,
  own: eraseOwnRows,
  watching: eraseWatching,
  notes: eraseNotes,
  imports: eraseImportedRows,
  titles: ifTexts(eraseTitles),
  comments: ifTexts(eraseComments),
  files: ifTexts(eraseFiles),
  answers: eraseAnswers,
  mails: eraseInMails,
  notices: eraseInNotices,
  audit: eraseEntries,
  stored: discardStored,
  deliveries: eraseDeliveries,
};

/** Lets erasures that were started go on. */
export const erasePeopleJob: Job = {
  name: "erase personal data",
  everyMilliseconds: EVERY_MILLISECONDS,
  wakeOn: onErasing,
  run: () => erasePeople(PIECES_OF_RUN),
};

/**
 * Does pieces of erasures that were started, each in a transaction of its own, and returns how many rows they handled. What a process did not
 * commit when it ended is done by the next. Safe to run in several processes. What was started is brought to its end, also when its admin is none any more: half of a
 * person would be left otherwise, under no name.
 */
export async function erasePeople(mostPieces: number): Promise<number> {
  let handled = 0;
  for (let piece = 0; piece < mostPieces; piece += 1) {
    const done = await erasePiece();
    if (done === null) {
      break;
    }
    handled += done;
  }
  return handled;
}

/** Null where nothing is to be done. */
async function erasePiece(): Promise<number | null> {
  // What was tried in the last second is to be in the audit before it is looked through.
  await flushTallies();
  let files: readonly string[] = [];
  const handled = await transaction(async (tx) => {
    const { rows } = await tx.query<ErasureRow>(
      `SELECT id, organisation_id, person_id, started_by, texts, language, stage, position, sealed FROM person_erasures
       WHERE state = 'running' ORDER BY started_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
    );
    const [row] = rows;
    if (!row) {
      return null;
    }
    noteErasing(tx);
    const step = STEPS[row.stage];
    if (step === undefined) {
      await endErasure(tx, row);
      return 0;
    }
    const piece = await STAGES[step](tx, readTask(row));
    files = piece.files ?? [];
    await tx.query(
      `UPDATE person_erasures SET position = $2, stage = stage + CASE WHEN $2::text IS NULL THEN 1 ELSE 0 END,
         counts = jsonb_set(counts, ARRAY[$3], to_jsonb(coalesce((counts->>$3)::int, 0) + $4::int)) WHERE id = $1`,
      [row.id, piece.position, step, piece.handled],
    );
    return piece.handled;
  });
  await discardFiles(files);
  return handled;
}

async function endErasure(tx: Transaction, row: ErasureRow): Promise<void> {
  const { organisationId, personId, startedById, language } = readTask(row);
  const { rows } = await tx.query<{ counts: Record<string, number> }>(
    "UPDATE person_erasures SET state = 'done', finished_at = now(), sealed = NULL WHERE id = $1 RETURNING counts",
    [row.id],
  );
  // A directory or provider may have written a name meanwhile, in the moment in which they were signed in.
  await tx.query(
    "UPDATE people SET name = $2, email = NULL, external_source = NULL, external_id = NULL WHERE id = $1 AND name <> $2",
    [personId, speak(say("erasure.name"), language)],
  );
  await audit(
    tx,
    { organisationId, id: startedById },
    {
      action: "person.erased",
      subjectType: "person",
      subjectId: personId,
      data: { texts: row.texts, ...rows[0]?.counts },
    },
  );
}

function ifTexts(stage: Stage): Stage {
  return async (tx, erasure) =>
    erasure.hasTexts ? await stage(tx, erasure) : { handled: 0, position: null };
}

async function eraseEntries(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { organisationId, personId, startedById, redactor, position } = erasure;
  const { erased, last } = await eraseInAudit(tx, {
    actor: { organisationId, id: startedById },
    personId,
    after: position,
    limit: ENTRIES,
    redact: ({ subjectId, data }) => redactor.value(data, { isAboutThem: subjectId === personId }),
  });
  return { handled: erased, position: last };
}

/** Removes the picture, and once more what deleted files of theirs may have left, where a process ended before it could. */
async function discardStored(tx: Transaction, erasure: Erasure): Promise<Piece> {
  const { personId, known, hasTexts, position } = erasure;
  const { rows } = await tx.query<{ id: string; keys: string[] }>(
    `SELECT f.id, array_remove(ARRAY[f.storage_key, f.thumbnail_key], NULL) AS keys FROM attachments f
     WHERE $4 AND f.uploader_id = $1 AND f.deleted_at IS NOT NULL AND ($2::uuid IS NULL OR f.id > $2) ORDER BY f.id LIMIT $3`,
    [personId, position, FILES, hasTexts],
  );
  const keys = rows.flatMap((row) => row.keys);
  // Before the commit: this stage is not done before they are gone. One that cannot be removed fails the piece, and has its turn again.
  for (const key of [...(known.avatarKey === null ? [] : [known.avatarKey]), ...keys]) {
    await storage().remove(key);
  }
  return { handled: keys.length, position: rows.length < FILES ? null : (rows.at(-1)?.id ?? null) };
}
