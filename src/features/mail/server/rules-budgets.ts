import { BUDGETED_KINDS } from "@/features/mail/fields";

/** What is counted: the mails to one address, those about one ticket, all of an organisation. */
export type BudgetScope = "address" | "ticket" | "organisation";

/** How many mails of BUDGETED_KINDS leave within an hour. One desk's busiest hour is far below; a program that answers each mail is soon above. */
export const BUDGETS: Readonly<Record<BudgetScope, number>> = {
  address: 60,
  ticket: 300,
  organisation: 10_000,
};

/** A mail that is about to leave, as budgets see it. */
export interface Spending {
  id: string;
  organisationId: string;
  ticketId: string | null;
  to: { address: string };
  kind: string;
  isReleased: boolean;
}

/** How many have left within the hour, by the key that `keysOf` gives. */
export type Spent = ReadonlyMap<string, number>;

/** Whether a mail counts, and can be held. */
export function isBudgeted({ kind }: Pick<Spending, "kind">): boolean {
  return BUDGETED_KINDS.some((one) => one === kind);
}

/** The keys under which a mail is counted. */
export function keysOf({ organisationId, ticketId, to }: Omit<Spending, "id" | "kind" | "isReleased">): {
  scope: BudgetScope;
  key: string;
}[] {
  return [
    { scope: "address", key: `address ${organisationId} ${to.address}` },
    ...(ticketId === null ? [] : [{ scope: "ticket", key: `ticket ${ticketId}` } as const]),
    { scope: "organisation", key: `organisation ${organisationId}` },
  ];
}

/** Which of these mails are over a budget, and over which; they are taken in their order, and each that leaves counts for the next. */
export function findOverBudget(
  mails: readonly Spending[],
  spent: Spent,
  budgets: Readonly<Record<BudgetScope, number>> = BUDGETS,
): Map<string, BudgetScope> {
  const counts = new Map(spent);
  const held = new Map<string, BudgetScope>();
  for (const mail of mails.filter(isBudgeted)) {
    const keys = keysOf(mail);
    const over = keys.find(({ scope, key }) => (counts.get(key) ?? 0) >= budgets[scope]);
    if (over && !mail.isReleased) {
      held.set(mail.id, over.scope);
    } else {
      keys.forEach(({ key }) => counts.set(key, (counts.get(key) ?? 0) + 1));
    }
  }
  return held;
}
