import { variableValue } from "@/features/canned-replies/fields";
import { createCommentSchema, type CommentDto } from "@/features/comments/schema";
import { addCommentWithin } from "@/features/comments/server/write-add";
import type { MacroActions, MacroItem, MacroResult, MacroRun } from "@/features/macros/schema";
import type { TicketDto, UpdateTicketInput } from "@/features/tickets/schema";
import { listedOf, refusedRow, rowKeyOf } from "@/features/tickets/server/bulk/write-row";
import { asStillSeen, findTicket, findTicketOrNull, presentSeen } from "@/features/tickets/server/read";
import { changeSeenTicket } from "@/features/tickets/server/write-update";
import type { Language } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { LIMITS } from "@/shared/limits";
import {
  claimKey,
  findAnswer,
  transactionOnce,
  type RequestKey,
  type WithKey,
} from "@/server/api/idempotency";
import { runExclusive } from "@/server/concurrency/keyed-mutex";
import { Semaphore } from "@/server/concurrency/semaphore";
import { pool, type Transaction } from "@/server/database/database";
import { shareOnce } from "@/server/process/globals";
import { countFurtherWrites } from "@/server/rate-limits/write-limits";
import { refusedField } from "@/shared/errors";
import type { TicketChanges } from "@/shared/events";
import type { Actor } from "@/shared/roles";
import { fillVariables } from "@/ui/markdown/variables";
import { readMacro } from "./read";

/** Tickets under way: of one person, and of all together. Each takes a connection of the pool's sixteen. */
const BOUNDS = { perKey: 2, inAll: 4 };

/** What a macro did to a ticket, as it is kept for its key. */
interface Done {
  ticket: TicketDto;
  comment: CommentDto | null;
  changes: TicketChanges;
}

/**
 * POST /api/macros/{id}/run: does to each ticket what the macro says, by the rules and with the events of a comment and a PATCH, all of it or nothing,
 * each in a transaction of its own, a few at a time. A dry run does the same and rolls it back. Every ticket counts as a write; with a key, a repeated request does
 * only what the first did not come to, or was refused. Throws `not_found` for the macro.
 */
export async function runMacro(
  actor: Actor,
  {
    id,
    ticketIds,
    versions,
    dryRun,
    key: given = null,
    language,
  }: WithKey<MacroRun & { id: string }> & { language: Language },
): Promise<MacroResult> {
  const { actions } = await readMacro(actor, id);
  const key = dryRun ? null : given;
  if (key && !(await claimKey(pool(), key))) {
    // Refuses the key of another request.
    await findAnswer(key);
  }
  await countFurtherWrites(actor, ticketIds.length - 1);
  const runOne = async (ticket: string): Promise<MacroItem> => {
    const version = versions && Object.hasOwn(versions, ticket) ? versions[ticket] : undefined;
    const own = key && rowKeyOf(key, ticket);
    try {
      const done = await apply(actor, { ticket, version, actions, dryRun, key: own });
      return { id: ticket, ok: true, ...(await presentDone(actor, done, own)) };
    } catch (error) {
      return refusedRow(ticket, error, language);
    }
  };
  const semaphore = shareOnce("macro-runs", () => new Semaphore(BOUNDS));
  return {
    items: await Promise.all(ticketIds.map((one) => semaphore.run(() => runOne(one), { key: actor.id }))),
  };
}

interface Asked {
  ticket: string;
  version: number | undefined;
  actions: MacroActions;
  dryRun: boolean;
  key: RequestKey | null;
}

/** Carries what a dry run found out of its transaction, which it ends. */
class RolledBack extends Error {
  constructor(readonly done: Done) {
    super("a dry run is rolled back");
  }
}

async function apply(actor: Actor, { ticket, version, actions, dryRun, key }: Asked): Promise<Done> {
  const { row } = await findTicket(actor, ticket);
  try {
    return await runExclusive(row.id, () =>
      transactionOnce(
        key,
        (ticketId) => findTicket(actor, ticketId),
        async (tx) => {
          const done = await applyWithin(tx, actor, row.id, { version, actions });
          if (dryRun) {
            throw new RolledBack(done);
          }
          return { body: done, ticketId: row.id };
        },
      ),
    );
  } catch (error) {
    if (error instanceof RolledBack) {
      return error.done;
    }
    throw error;
  }
}

/** First the message, then the changes: these may take the ticket out of its actor's sight. */
async function applyWithin(
  tx: Transaction,
  actor: Actor,
  ticketId: string,
  { version, actions: { changes, comment: message } }: Pick<Asked, "version" | "actions">,
): Promise<Done> {
  const before = await findTicket(actor, ticketId, { sql: tx, lock: true });
  const checked = version === undefined ? {} : { version };
  const comment = message
    ? await addCommentWithin(tx, actor, ticketId, {
        body: filledIn(message.body, actor, await presentSeen(actor, before, tx)),
        internal: message.internal,
        ...checked,
      })
    : null;
  const seen = message ? await findTicket(actor, ticketId, { sql: tx, lock: true }) : before;
  const plan = changes
    ? await changeSeenTicket(tx, actor, seen, { ...inputOf(actor, changes, seen.row.tags), ...checked })
    : null;
  const now = (await findTicketOrNull(actor, ticketId, { sql: tx })) ?? seen;
  return { ticket: await presentSeen(actor, now, tx), comment, changes: plan?.changes ?? {} };
}

function filledIn(body: string, actor: Actor, ticket: TicketDto): string {
  const { text, missing } = fillVariables(body, (name) => variableValue(name, { ticket, agent: actor }));
  if (missing.length > 0) {
    throw refusedField("actions.comment.body", say("refusals.macros.unfilled", { names: missing.join(" ") }));
  }
  // A short text of variables can become a long one.
  if (!createCommentSchema.shape.body.safeParse(text).success) {
    throw refusedField("actions.comment.body", say("fields.longest", { most: LIMITS.commentMax }));
  }
  return text;
}

/** The changes as a PATCH of this ticket takes them. */
function inputOf(
  actor: Actor,
  { tags, assigneeId, ...rest }: NonNullable<MacroActions["changes"]>,
  present: readonly string[],
): UpdateTicketInput {
  const kept = present.filter((tag) => !tags?.remove?.includes(tag));
  return {
    ...rest,
    ...(assigneeId === undefined ? {} : { assigneeId: assigneeId === "me" ? actor.id : assigneeId }),
    ...(tags === undefined ? {} : { tags: [...new Set([...kept, ...(tags.add ?? [])])] }),
  };
}

/** Of a ticket that its caller sees with fewer rights since, a repeated answer says only how it is. */
async function presentDone(
  actor: Actor,
  { ticket, comment, changes }: Done,
  key: RequestKey | null,
): Promise<Omit<MacroItem, "id" | "ok">> {
  const now = key ? await asStillSeen(actor, ticket) : ticket;
  return now === ticket
    ? { ticket: listedOf(now), changes, ...(comment ? { comment } : {}) }
    : { ticket: listedOf(now) };
}
