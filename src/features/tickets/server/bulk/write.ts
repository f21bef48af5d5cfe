import { TICKET_FIELD_NAMES, TICKET_FIELDS } from "@/features/tickets/fields";
import type { ListedTicket, TicketDto } from "@/features/tickets/schema";
import type { BulkItem, BulkResult, BulkUpdateInput, RestoringChanges } from "@/features/tickets/schema-bulk";
import { asStillSeen, type SeenTicket } from "@/features/tickets/server/read";
import type { Plan } from "@/features/tickets/server/write-plan";
import { updateTicketOnce } from "@/features/tickets/server/write-update";
import type { Language } from "@/messages/locale";
import { claimKey, findAnswer, type RequestKey, type WithKey } from "@/server/api/idempotency";
import { Semaphore } from "@/server/concurrency/semaphore";
import { pool } from "@/server/database/database";
import { shareOnce } from "@/server/process/globals";
import { countFurtherWrites, returnWrite } from "@/server/rate-limits/write-limits";
import type { Actor } from "@/shared/roles";
import { listedOf, refusedRow, rowKeyOf } from "./write-row";

/** Rows under way: of one person, and of all together. Each takes a connection of the pool's sixteen. */
const BOUNDS = { perKey: 2, inAll: 6 };

/** A row that was carried out, as it is kept for its key. */
interface Changed {
  ticket: TicketDto;
  before: RestoringChanges;
}

/**
 * POST /api/tickets/bulk: changes each ticket as a PATCH would, each in a transaction of its own, a few at a time; one that is
 * refused leaves the others alone. Every row counts as a write. With a key, a repeated request does only what the first did not
 * come to, or was refused.
 */
export async function updateTickets(
  actor: Actor,
  { ids, changes, versions, key = null, language }: WithKey<BulkUpdateInput> & { language: Language },
): Promise<BulkResult> {
  if (key && !(await claimKey(pool(), key))) {
    // Refuses the key of another request.
    await findAnswer(key);
  }
  await countFurtherWrites(actor, ids.length - 1);
  let repeated = 0;
  const updateRow = async (id: string): Promise<BulkItem> => {
    const own = key && rowKeyOf(key, id);
    const version = versions && Object.hasOwn(versions, id) ? versions[id] : changes.version;
    try {
      const changed = await updateTicketOnce(
        actor,
        { ...changes, ticket: id, key: own, ...(version === undefined ? {} : { version }) },
        ({ ticket, seen, plan }): Changed => ({ ticket, before: formerValues(seen, plan) }),
      );
      repeated += own?.repeat.isRepeat ? 1 : 0;
      return { id, ok: true, ...(await presentRow(actor, changed, own)) };
    } catch (error) {
      return refusedRow(id, error, language);
    }
  };
  const items = await Promise.all(ids.map((id) => semaphore().run(() => updateRow(id), { key: actor.id })));
  await returnRepeated(actor, { key, repeated, rows: ids.length });
  return { items };
}

async function presentRow(
  actor: Actor,
  { ticket, before }: Changed,
  key: RequestKey | null,
): Promise<{ ticket: ListedTicket; before: RestoringChanges }> {
  const now = key ? await asStillSeen(actor, ticket) : ticket;
  // Seen with fewer rights since: what it was before may be more than they see now.
  return { ticket: listedOf(now), before: now === ticket ? before : {} };
}

function formerValues({ row }: SeenTicket, plan: Plan | null): RestoringChanges {
  const values = TICKET_FIELD_NAMES.flatMap((field) => {
    const rules = TICKET_FIELDS[field];
    if (rules.kind === "text" || !plan?.changes[rules.shown]) {
      return [];
    }
    const value = row[rules.column];
    return [[field, value instanceof Date ? value.toISOString() : value] as const];
  });
  return Object.fromEntries(values);
}

/** Rows that an earlier request had done cost nothing; the route gives back the request's own write where all are such. */
async function returnRepeated(
  actor: Actor,
  { key, repeated, rows }: { key: RequestKey | null; repeated: number; rows: number },
): Promise<void> {
  if (key && repeated === rows) {
    key.repeat.isRepeat = true;
  }
  const given = Math.min(repeated, rows - 1);
  if (given > 0) {
    await returnWrite(actor, given);
  }
}

function semaphore(): Semaphore {
  return shareOnce("bulk-changes", () => new Semaphore(BOUNDS));
}
