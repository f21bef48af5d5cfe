import { audit } from "@/server/audit/audit";
import type { Transaction } from "@/server/database/database";
import { onCommit } from "@/server/database/wake";
import { shareOnce } from "@/server/process/globals";
import type { Actor } from "@/shared/roles";

/** No transaction of ours takes longer from a start to its commit. */
const SOON_MILLISECONDS = 10_000;

/** Lets the rows of an import have their turn, in the name of who starts it. */
export async function beginImport(
  tx: Transaction,
  actor: Actor,
  {
    id,
    invite,
    address,
    data,
  }: { id: string; invite: boolean; address: string; data: Record<string, unknown> },
): Promise<void> {
  await tx.query(
    `UPDATE people_imports SET state = 'running', started_at = now(), invites = $3, person_id = $4, address = nullif($5, '')
     WHERE id = $1 AND organisation_id = $2`,
    [id, actor.organisationId, invite, actor.id, address],
  );
  await audit(tx, actor, {
    action: "import.started",
    subjectType: "import",
    subjectId: id,
    data: { ...data, invite },
    address,
  });
  noteRunning(tx);
}

/** Lets the commit of a transaction after which an import has rows to handle wake the job that does. */
export function noteRunning(tx: Transaction): void {
  tx.emitted = true;
  running().at = performance.now();
}

/** Calls `listener` when an import may have rows to handle; returns a function that unsubscribes. */
export function onImportRunning(listener: () => void): () => void {
  return onCommit(() => performance.now() - running().at < SOON_MILLISECONDS && listener());
}

/** When this process last noted one. */
function running(): { at: number } {
  return shareOnce("import-running", () => ({ at: Number.NEGATIVE_INFINITY }));
}
