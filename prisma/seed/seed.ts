import { setTimeout as sleep } from "node:timers/promises";
import { ensureOrganisation } from "@/features/organisations/server/write-ensure";
import { transaction, type Sql, type Transaction } from "@/server/database/database";
import { forgetHosts } from "@/server/tenant/tenant";
import type { OrganisationId } from "@/shared/roles";
import { removeFiles, storeFiles, type DemoFile } from "./load/files";
import { deleteSome } from "./administration/deletions";
import { loadAdministration } from "./administration/load";
import { generateDesk } from "./generate/generate";
import { insertSearchParts, insertSearchWords } from "./load/insert";
import { keepLedger } from "./load/ledger";
import { loadPeople } from "./load/load-people";
import {
  loadAttachments,
  loadComments,
  loadEvents,
  loadReading,
  loadTickets,
  searchParts,
} from "./load/load-tickets";
import type { SeedDesk } from "./model/types";

/** Held while the demo is written: of several processes that start together one writes it, the others wait and find it. */
const SEED_LOCK = 5_133_020;
const ASK_AGAIN_MILLISECONDS = 200;
/** While pictures are drawn the transaction says nothing: on a slow machine for longer than transactions may. */
const SILENT_MINUTES = 10;

/**
 * Fills the first organisation with the demo help desk, in one transaction, so that a seed that was interrupted left
 * nothing behind. Does nothing when that organisation is no demo (any more) or has tickets or demo people already.
 */
export async function seedDemo(now = new Date()): Promise<void> {
  const organisationId = await ensureOrganisation({ isDemo: true });
  const written = await transaction(async (tx) => {
    await tx.query(`SET LOCAL idle_in_transaction_session_timeout = '${SILENT_MINUTES}min'`);
    await waitForSeed(tx);
    if (!(await isEmptyDemo(tx, organisationId))) {
      return false;
    }
    const desk = generateDesk({ now });
    const attachments = desk.tickets.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === "attachment" ? [step.attachment] : [])),
    );
    // The pictures are drawn while the rows travel. Both are waited for, whatever becomes of either.
    const files = storeFiles(attachments);
    const [stored, loaded] = await Promise.allSettled([
      files,
      loadDesk(tx, organisationId, desk, now, files),
    ]);
    if (loaded.status === "rejected") {
      await removeFiles(stored.status === "fulfilled" ? [...stored.value.values()] : []);
      throw loaded.reason;
    }
    return true;
  });
  if (written) {
    forgetHosts();
  }
}

/** Asks again and again: a slow machine writes the demo for longer than a statement may wait for its answer. */
async function waitForSeed(tx: Sql): Promise<void> {
  for (;;) {
    const { rows } = await tx.query<{ taken: boolean }>("SELECT pg_try_advisory_xact_lock($1) AS taken", [
      SEED_LOCK,
    ]);
    if (rows[0]?.taken) {
      return;
    }
    await sleep(ASK_AGAIN_MILLISECONDS);
  }
}

async function isEmptyDemo(sql: Sql, organisationId: OrganisationId): Promise<boolean> {
  const { rows } = await sql.query(
    `SELECT 1 FROM organisations o WHERE id = $1 AND is_demo
       AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.organisation_id = o.id)
       AND NOT EXISTS (SELECT 1 FROM people p WHERE p.organisation_id = o.id AND p.is_demo)`,
    [organisationId],
  );
  return rows.length > 0;
}

async function loadDesk(
  sql: Transaction,
  organisationId: OrganisationId,
  desk: SeedDesk,
  now: Date,
  files: Promise<ReadonlyMap<string, DemoFile>>,
): Promise<void> {
  await sql.query("UPDATE organisations SET name = $2, created_at = $3 WHERE id = $1", [
    organisationId,
    desk.organisation.name,
    desk.organisation.createdAt,
  ]);
  const directory = await loadPeople(sql, organisationId, desk, now);
  const ledgers = deleteSome(
    desk.tickets.map((ticket) => keepLedger(ticket, directory)),
    "ada.admin",
    now,
  );
  await loadTickets(sql, organisationId, ledgers);
  await loadComments(sql, organisationId, ledgers, directory);
  await loadEvents(sql, organisationId, ledgers, directory);
  await loadReading(sql, ledgers, directory, now);
  await loadAdministration(sql, directory, ledgers, { since: desk.organisation.createdAt, now });
  await insertSearchParts(
    sql,
    ledgers.flatMap((ledger) => searchParts(organisationId, ledger)),
  );
  await insertSearchWords(
    sql,
    organisationId,
    ledgers.map((ledger) => ledger.row.title),
  );
  await loadAttachments(sql, organisationId, ledgers, directory, await files);
  // New statistics at once: a planner that still believes in empty tables makes the first pages slow.
  await sql.query("ANALYZE tickets, comments, events, search_parts, reads, people, notifications");
}
