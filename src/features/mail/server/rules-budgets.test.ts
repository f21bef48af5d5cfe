import { expect, it } from "vitest";
import { findOverBudget, keysOf, type Spending } from "./rules-budgets";

const BUDGETS = { address: 3, ticket: 5, organisation: 8 };

function mails(count: number, given: (index: number) => Partial<Spending> = () => ({})): Spending[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    organisationId: "acme",
    ticketId: null,
    to: { address: `${index}@example.org` },
    kind: "notification",
    isReleased: false,
    ...given(index),
  }));
}
const held = (some: Spending[], spent = new Map<string, number>()): string[] =>
  [...findOverBudget(some, spent, BUDGETS)].map(([id, scope]) => `${id} ${scope}`);

it("each budget holds what is over it: of an address, a ticket, an organisation", () => {
  expect(held(mails(5, () => ({ to: { address: "a@example.org" } })))).toEqual(["3 address", "4 address"]);
  expect(held(mails(7, () => ({ ticketId: "t" })))).toEqual(["5 ticket", "6 ticket"]);
  expect(held(mails(9))).toEqual(["8 organisation"]);
});

it("what has left before counts, and one organisation's is not another's", () => {
  const [first] = mails(1);
  const spent = new Map(first ? keysOf(first).map(({ key }) => [key, 8]) : []);
  expect(held(mails(1), spent)).toEqual(["0 address"]);
  expect(
    held(
      mails(1, () => ({ organisationId: "other" })),
      spent,
    ),
  ).toEqual([]);
});

it("what a person asked for themselves, or what warns them, is never held, and neither is what an admin let go", () => {
  const same = { to: { address: "a@example.org" } };
  for (const kind of ["passwordReset", "invitation", "account", "test", "guestLink"]) {
    expect(held(mails(20, () => ({ ...same, kind })))).toEqual([]);
  }
  expect(held(mails(5, () => ({ ...same, isReleased: true })))).toEqual([]);
});
