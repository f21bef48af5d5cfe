import { recordTicketChange, type ChangedBy } from "@/features/ticket-record/server/write";
import type { Transaction } from "@/server/database/database";
import { readListedRows } from "../read-row";
import type { ChosenTeam } from "../write-checks";
import { planChanges } from "../write-plan";

/**
 * Tickets that were merged into one that went into a private team, or out of it, go with it: the staff of all of them are the same. The
 * caller has locked their rows.
 */
export async function moveMerged(
  tx: Transaction,
  by: ChangedBy,
  ticketIds: readonly string[],
  team: ChosenTeam | null,
): Promise<void> {
  for (const row of await readListedRows(ticketIds, tx)) {
    const plan = planChanges(
      { ...row, description: "" },
      { input: { teamId: team?.id ?? null }, team, at: by.at },
    );
    if (plan) {
      const { changes, publicChanges, sight, isPublic, set } = plan;
      await recordTicketChange(tx, by, {
        ticketId: row.id,
        isPublic,
        set,
        events: [{ type: "ticket:updated", data: { changes, publicChanges, ...(sight ? { sight } : {}) } }],
      });
    }
  }
}
