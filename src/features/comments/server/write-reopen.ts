import { isRequester } from "@/features/tickets/policy";
import type { Status } from "@/features/tickets/schema";
import type { SeenTicket } from "@/features/tickets/server/read";
import { readListedRows } from "@/features/tickets/server/read-row";
import { planChanges } from "@/features/tickets/server/write-plan";
import { readUpwards } from "@/features/ticket-record/server/read-family";
import { recordTicketChange } from "@/features/ticket-record/server/write";
import type { Transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";

/** The states that a requester's reply ends; the time limit for closed tickets is checked before. */
export const REOPENED: readonly Status[] = ["resolved", "waiting", "closed"];

/** A reply by the requester of a merged ticket reopens the one that staff go on in; nobody there learns whose it was. */
export async function reopenTarget(tx: Transaction, actor: Actor, seen: SeenTicket, at: Date): Promise<void> {
  const targetId = isRequester(actor, seen.facts) ? (await readUpwards(tx, seen.row.id)).at(-1) : undefined;
  const [target] = targetId && targetId !== seen.row.id ? await readListedRows([targetId], tx) : [];
  if (!target || !REOPENED.includes(target.status)) {
    return;
  }
  const team = target.team && { id: target.team.id, isPrivate: target.team.is_private };
  const status = target.assignee_id ? "in_progress" : "open";
  const plan = planChanges({ ...target, description: "" }, { input: { status }, team, at });
  if (plan) {
    const { changes, publicChanges, set, isPublic } = plan;
    const by = { organisationId: actor.organisationId, actorId: null, at };
    const events = [{ type: "ticket:updated" as const, data: { changes, publicChanges } }];
    await recordTicketChange(tx, by, { ticketId: target.id, isPublic, set, events });
  }
}
