import { audit } from "@/server/audit/audit";
import { transaction, type Transaction } from "@/server/database/database";
import type { Job } from "@/server/jobs/jobs";
import { mintOrganisationId } from "@/shared/roles";
import { finishMerge, letComeBack, movePiece, noteMerging, onMerging, type Merging } from "./write-pieces";

const EVERY_MILLISECONDS = 5_000;
/** Pieces of one run: the next begins at once, and a process that is to end waits for no more. */
const PIECES_OF_RUN = 20;

interface Task {
  from_id: string;
  to_id: string;
  organisation_id: string;
  started_by: string | null;
  state: string;
  is_allowed: boolean;
}

/** Moves what merged accounts still have, in pieces. */
export const mergePeopleJob: Job = {
  name: "merge people",
  everyMilliseconds: EVERY_MILLISECONDS,
  wakeOn: onMerging,
  run: () => mergePeople(PIECES_OF_RUN),
};

/**
 * Moves pieces of merges that run, each in a transaction, and returns how many there were. What a process did not commit when it ended is
 * moved by the next. Safe to run in several processes.
 */
export async function mergePeople(mostPieces: number): Promise<number> {
  let moved = 0;
  while (moved < mostPieces && (await transaction(moveNext))) {
    moved += 1;
  }
  return moved;
}

/**
 * One that is done is looked at once more a minute later, in anybody's name: a request of the account that had begun before it ended may have
 * written something since.
 */
async function moveNext(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.query<Task>(
    `SELECT m.from_id, m.to_id, m.organisation_id, m.started_by, m.state,
       EXISTS (SELECT 1 FROM people p WHERE p.id = m.started_by AND p.role = 'admin' AND p.disabled_at IS NULL) AS is_allowed
     FROM person_merges m WHERE m.settled_at IS NULL
       AND (m.state = 'running' OR (m.state = 'done' AND m.finished_at < now() - interval '1 minute'))
     ORDER BY m.created_at, m.from_id LIMIT 1 FOR NO KEY UPDATE OF m SKIP LOCKED`,
  );
  const [task] = rows;
  if (!task) {
    return false;
  }
  noteMerging(tx);
  const merging: Merging = {
    fromId: task.from_id,
    toId: task.to_id,
    organisationId: mintOrganisationId(task.organisation_id),
    actorId: task.started_by,
  };
  if (task.state === "running" && !task.is_allowed) {
    await stop(tx, merging);
    return true;
  }
  if (await movePiece(tx, merging)) {
    if (task.state === "done") {
      await letComeBack(tx, merging);
    }
    return true;
  }
  await (task.state === "running" ? finishMerge(tx, merging) : settle(tx, merging));
  return true;
}

/** Who started it is no admin any more, so nothing more is done in their name until another admin lets it go on. */
async function stop(tx: Transaction, { fromId, toId, organisationId }: Merging): Promise<void> {
  await tx.query("UPDATE person_merges SET state = 'stopped' WHERE from_id = $1", [fromId]);
  await audit(
    tx,
    { organisationId, id: null },
    { action: "person.merge_stopped", subjectType: "person", subjectId: fromId, data: { into: toId } },
  );
}

async function settle(tx: Transaction, { fromId }: Merging): Promise<void> {
  await tx.query("UPDATE person_merges SET settled_at = now() WHERE from_id = $1", [fromId]);
}
