import { BUDGETED_KINDS, STOPPED_KINDS } from "@/features/mail/fields";
import { readRefusals } from "@/features/refused-addresses/server/read";
import { say } from "@/messages/server/say";
import { pool } from "@/server/database/database";
import { BUDGETS, findOverBudget, isBudgeted, keysOf, type BudgetScope, type Spent } from "./rules-budgets";
import { markHeld, markUnsent, type DueMail } from "./write-settle";

/** Of mails that are about to leave, those that may: what is over a budget is held, and what goes to an address that refuses mail for good is given up. */
export async function holdBack(
  due: readonly DueMail[],
  budgets: Readonly<Record<BudgetScope, number>> = BUDGETS,
): Promise<DueMail[]> {
  const refused = await findRefused(due);
  for (const [id, answer] of refused) {
    await markUnsent(id, say("mails.error.addressRefused", { answer }), true);
  }
  const left = due.filter(({ id }) => !refused.has(id));
  const held = findOverBudget(left, await readSpent(left), budgets);
  for (const [id, scope] of held) {
    await markHeld(id, say(`mails.error.held.${scope}`, { most: budgets[scope] }));
  }
  return left.filter(({ id }) => !held.has(id));
}

async function findRefused(due: readonly DueMail[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const stoppable = due.filter(
    ({ kind, isReleased }) => !isReleased && STOPPED_KINDS.some((one) => one === kind),
  );
  for (const organisationId of new Set(stoppable.map((mail) => mail.organisationId))) {
    const own = stoppable.filter((mail) => mail.organisationId === organisationId);
    const refusals = await readRefusals(
      organisationId,
      own.map(({ to }) => to.address),
    );
    for (const { id, to } of own) {
      const refusal = refusals.get(to.address);
      if (refusal) {
        found.set(id, refusal.answer);
      }
    }
  }
  return found;
}

/** What has left within the hour to the addresses, about the tickets and of the organisations of these mails. */
async function readSpent(due: readonly DueMail[]): Promise<Spent> {
  const counted = due.filter(isBudgeted);
  const unique = <T>(of: readonly T[]): T[] => [...new Set(of)];
  if (counted.length === 0) {
    return new Map();
  }
  const { rows } = await pool().query<{ key: string; count: number }>(
    `WITH given AS (SELECT $1::text[] AS kinds, now() - interval '1 hour' AS since)
     SELECT 'address ' || m.organisation_id || ' ' || m.to_address AS key, count(*)::int AS count FROM given, outgoing_mails m
       WHERE m.organisation_id = ANY($2::uuid[]) AND m.to_address = ANY($3) AND m.state = 'sent' AND m.settled_at > given.since AND m.kind = ANY(given.kinds)
       GROUP BY m.organisation_id, m.to_address
     UNION ALL SELECT 'ticket ' || m.ticket_id, count(*)::int FROM given, outgoing_mails m
       WHERE m.ticket_id = ANY($4::uuid[]) AND m.state = 'sent' AND m.settled_at > given.since AND m.kind = ANY(given.kinds) GROUP BY m.ticket_id
     UNION ALL SELECT 'organisation ' || m.organisation_id, count(*)::int FROM given, outgoing_mails m
       WHERE m.settled_at > given.since AND m.state = 'sent' AND m.organisation_id = ANY($2::uuid[]) AND m.kind = ANY(given.kinds) GROUP BY m.organisation_id`,
    [
      BUDGETED_KINDS,
      unique(counted.map(({ organisationId }) => organisationId)),
      unique(counted.map(({ to }) => to.address)),
      unique(counted.flatMap(({ ticketId }) => ticketId ?? [])),
    ],
  );
  const known = new Set(counted.flatMap((mail) => keysOf(mail).map(({ key }) => key)));
  return new Map(rows.filter(({ key }) => known.has(key)).map(({ key, count }) => [key, count]));
}
