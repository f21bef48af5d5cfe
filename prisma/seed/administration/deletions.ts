import { idAt, type Ledger } from "../load/ledger";
import { DAY, HOUR } from "../model/clock";

/** How many tickets lie among the deleted ones. */
const DELETED = 4;
/** They were deleted within these days: after 30 they would be gone. */
const WITHIN_DAYS = 24;

/** Deletes a few finished tickets, as an admin would have: each gets its event and another version. */
export function deleteSome(ledgers: readonly Ledger[], by: string, now: Date): Ledger[] {
  const chosen = ledgers
    .filter(({ row }) => row.status === "closed" && row.priority === "low" && row.attachment_count === 0)
    .filter(({ row }) => {
      const days = (now.getTime() - row.updated_at.getTime()) / DAY;
      return days > 1 && days < WITHIN_DAYS;
    })
    .slice(-DELETED);
  return ledgers.map((ledger) => (chosen.includes(ledger) ? deleted(ledger, by) : ledger));
}

function deleted(ledger: Ledger, by: string): Ledger {
  const at = new Date(ledger.row.updated_at.getTime() + 2 * HOUR);
  const row = {
    ...ledger.row,
    version: ledger.row.version + 1,
    public_version: ledger.row.public_version + 1,
    updated_at: at,
    public_updated_at: at,
    deleted_at: at,
  };
  const event = {
    id: idAt(at),
    type: "ticket:deleted" as const,
    audience: "public" as const,
    version: row.version,
    publicVersion: row.public_version,
    actor: by,
    subjectId: null,
    data: {},
    at,
  };
  return { ...ledger, row, events: [...ledger.events, event] };
}
