import { describe, expect, it } from "vitest";
import { canAskForAssignment, canDecide } from "@/features/assignment-requests/policy";
import { mintOrganisationId } from "@/shared/roles";
import { generateDesk } from "../generate/generate";
import { keepLedger, type Directory } from "../load/ledger";
import { DAY } from "../model/clock";
import { PEOPLE, TEAMS } from "../model/people";
import { deleteSome } from "./deletions";
import { planRequests } from "./requests";

const directory: Directory = {
  organisationId: "organisation",
  person: (key) => ({
    id: `person ${key}`,
    name: key,
    isStaff: PEOPLE.some((one) => one.key === key && one.role !== "user"),
  }),
  team: (key) => ({
    id: `team ${key}`,
    name: key,
    isPrivate: TEAMS.some((one) => one.key === key && one.isPrivate),
  }),
};
/** A start on any day of a week, at any hour. */
const NOWS = Array.from(
  { length: 14 },
  (_, index) => new Date(Date.UTC(2026, 10, 16, index * 13) + (index * DAY) / 2),
);

describe.each(NOWS.map((now) => [now.toISOString(), now] as const))("the demo of a start at %s", (_, now) => {
  const whole = generateDesk({ now }).tickets.map((ticket) => keepLedger(ticket, directory));
  const ledgers = deleteSome(whole, "ada.admin", now);
  const requests = planRequests(directory, ledgers, now);

  it("has requests in every state, and pending ones for the two agents whom a visitor signs in as", () => {
    expect(new Set(requests.map(({ state }) => state)).size).toBe(5);
    const pending = requests.filter(({ state }) => state === "pending");
    expect(pending.map(({ ledger }) => ledger.row.team_id)).toEqual(
      expect.arrayContaining(["team desk", "team network"]),
    );
  });

  it("has them asked by who may not assign, decided by who may, and in the past", () => {
    for (const { asker, decidedBy, state, at, decidedAt, ledger } of requests) {
      const facts = {
        id: ledger.row.id,
        organisationId,
        teamId: ledger.row.team_id,
        teamIsPrivate: false,
        requesterId: ledger.row.requester_id,
        isWatcher: false,
        isDeleted: false,
      };
      expect(canAskForAssignment(actor(asker), facts)).toBe(true);
      if (decidedBy && ["approved", "declined"].includes(state)) {
        expect(canDecide(actor(decidedBy), facts)).toBe(true);
      }
      expect([
        at > ledger.row.created_at,
        at < now,
        decidedAt === null || (decidedAt > at && decidedAt < now),
      ]).toEqual([true, true, true]);
    }
    expect(requests.some(({ ledger }) => ledger.row.deleted_at !== null)).toBe(false);
  });

  it("has deleted tickets that can still be restored", () => {
    const deleted = ledgers.filter(({ row }) => row.deleted_at !== null);
    expect(deleted).toHaveLength(4);
    for (const { row, events } of deleted) {
      expect([events.at(-1)?.version, events.at(-1)?.publicVersion]).toEqual([
        row.version,
        row.public_version,
      ]);
      expect(row.deleted_at && now.getTime() - row.deleted_at.getTime()).toBeLessThan(30 * DAY);
      expect(row.deleted_at && row.deleted_at < now).toBe(true);
    }
  });
});

const organisationId = mintOrganisationId("organisation");

function actor(key: string) {
  const person = PEOPLE.find((one) => one.key === key);
  return {
    id: `person ${key}`,
    organisationId,
    role: person?.role ?? ("user" as const),
    name: key,
    guestTicketId: null,
    teamIds: (person?.teams ?? []).map((team) => `team ${team}`),
    sessionId: "",
  };
}
