import { say } from "@/messages/server/say";
import type { Transaction } from "@/server/database/database";
import type { Reaction } from "@/server/event-log/reaction";
import type { LogEvent } from "@/shared/events";
import { endNotices } from "@/features/notices/server/write";
import { raiseFolded } from "@/features/notices/server/write-fold";

/** An urgent ticket raises a notice, which ends when the ticket is less urgent, solved, closed or deleted. */
export const urgentReaction: Reaction = {
  types: ["ticket:created", "ticket:updated", "ticket:deleted"],
  react,
};

interface TicketFacts {
  id: string;
  organisation_id: string;
  number: number;
  is_urgent: boolean;
}

async function react(tx: Transaction, events: LogEvent[]): Promise<number> {
  const touched = events.filter(mayMatter);
  const facts = await readFacts(tx, [...new Set(touched.flatMap((event) => event.ticketId ?? []))]);
  const over = facts.filter((ticket) => !ticket.is_urgent);
  let done = await endNotices(tx, "n.kind = 'ticket_urgent' AND n.ticket_id = ANY($1::uuid[])", [
    over.map((ticket) => ticket.id),
  ]);
  const became = new Set(touched.filter(becameUrgent).map((event) => event.ticketId));
  for (const ticket of facts.filter((one) => one.is_urgent && became.has(one.id))) {
    done += Number(await raise(tx, ticket));
  }
  return done;
}

async function raise(tx: Transaction, ticket: TicketFacts): Promise<boolean> {
  return await raiseFolded(tx, {
    organisationId: ticket.organisation_id,
    key: `urgent:${ticket.id}`,
    text: {
      kind: "ticket_urgent",
      level: "warning",
      sentence: say("alerts.urgent", { number: ticket.number }),
      link: `/tickets/${ticket.number}`,
      ticketId: ticket.id,
    },
    more: (count) => ({
      sentence: say("alerts.moreUrgent", { count }),
      link: "/tickets?status=open,in_progress,waiting&priority=urgent",
    }),
  });
}

function mayMatter(event: LogEvent): boolean {
  return (
    event.type !== "ticket:updated" ||
    ["priority", "status", "deletedAt"].some((field) => field in event.data.changes)
  );
}

/** Whether the ticket was filed, made urgent, or reopened; whether it is urgent now is checked later. */
function becameUrgent(event: LogEvent): boolean {
  if (event.type !== "ticket:updated") {
    return event.type === "ticket:created";
  }
  const { priority, status, deletedAt } = event.data.changes;
  return (
    priority?.to === "urgent" ||
    status?.from === "resolved" ||
    status?.from === "closed" ||
    deletedAt?.to === null
  );
}

/** Reads the tickets as they are now: one that was urgent at its event may not be any more. */
async function readFacts(tx: Transaction, ids: string[]): Promise<TicketFacts[]> {
  if (ids.length === 0) {
    return [];
  }
  const { rows } = await tx.query<TicketFacts>(
    `SELECT t.id, t.organisation_id, t.number, t.priority = 'urgent' AND t.deleted_at IS NULL AND t.status NOT IN ('resolved', 'closed') AS is_urgent
     FROM tickets t WHERE t.id = ANY($1::uuid[]) ORDER BY t.created_at, t.id`,
    [ids],
  );
  return rows;
}
