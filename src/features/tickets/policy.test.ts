import { describe, expect, it } from "vitest";
import { mintOrganisationId, type Actor, type Role } from "@/shared/roles";
import { TICKET_FIELD_NAMES } from "./fields";
import {
  accessRules,
  canAssign,
  canChangeField,
  canChangeOwn,
  canComment,
  canCreateForOthers,
  canCreateTicket,
  canDeleteTicket,
  canNote,
  canSetPriority,
  canSetWatcher,
  opensAgain,
  ticketAudience,
  type TicketFacts,
} from "./policy";
import { STATUSES } from "./schema";

const ours = mintOrganisationId("ours");
const ROLES: readonly Role[] = ["guest", "user", "viewer", "agent", "admin"];

function somebody(role: Role, overrides: Partial<Actor> = {}): Actor {
  return {
    id: `the ${role}`,
    organisationId: ours,
    role,
    name: role,
    teamIds: [],
    sessionId: "",
    guestTicketId: null,
    ...overrides,
  };
}

function about(overrides: Partial<TicketFacts> = {}): TicketFacts {
  return {
    id: "the ticket",
    organisationId: ours,
    teamId: null,
    teamIsPrivate: false,
    requesterId: "somebody else",
    isWatcher: false,
    isDeleted: false,
    ...overrides,
  };
}

const sealed = { teamId: "sealed", teamIsPrivate: true };
const open = { teamId: "open", teamIsPrivate: false };

/** The answers for guest, user, viewer, agent and admin, in this order. */
const forAll = <T>(ask: (actor: Actor) => T): T[] => ROLES.map((role) => ask(somebody(role)));

describe("why somebody sees a ticket", () => {
  const relations = [
    {},
    { requesterId: "me" },
    { isWatcher: true },
    { requesterId: "me", isWatcher: true },
    { organisationId: "theirs", isWatcher: true },
    { isDeleted: true, requesterId: "me" },
  ];
  const cases = ROLES.flatMap((role) =>
    [{}, sealed, open].flatMap((team) =>
      [[], ["sealed"], ["open"]].flatMap((teamIds) =>
        [null, "the ticket", "another"].flatMap((guestTicketId) =>
          relations.map((relation) => ({
            actor: somebody(role, { id: "me", teamIds, guestTicketId }),
            ticket: about({ ...team, ...relation }),
          })),
        ),
      ),
    ),
  );

  it("follows from the same rule: there is a reason exactly where something is seen, one of staff's exactly on their side", () => {
    const isStaffRule = (rule: string | undefined) => /^(admin|viewer|agent|agent_of_team)$/.test(rule ?? "");
    expect(cases.length).toBeGreaterThan(500);
    for (const { actor, ticket } of cases) {
      const [rules, audience] = [accessRules(actor, ticket), ticketAudience(actor, ticket)];
      expect(rules.length > 0, JSON.stringify({ actor, ticket })).toBe(audience !== null);
      expect(isStaffRule(rules[0]), JSON.stringify({ actor, ticket })).toBe(audience === "staff");
    }
  });
});

describe("who sees a ticket", () => {
  it("is all staff, where it is in no private team", () => {
    const answer = [null, null, "staff", "staff", "staff"];
    expect(forAll((actor) => ticketAudience(actor, about()))).toEqual(answer);
    expect(forAll((actor) => ticketAudience(actor, about(open)))).toEqual(answer);
  });

  it("is that team's agents, admins and viewers, where it is in a private one", () => {
    expect(forAll((actor) => ticketAudience(actor, about(sealed)))).toEqual([
      null,
      null,
      "staff",
      null,
      "staff",
    ]);
    expect(ticketAudience(somebody("agent", { teamIds: ["sealed"] }), about(sealed))).toBe("staff");
    // A user is no agent, whatever team they are in.
    expect(ticketAudience(somebody("user", { teamIds: ["sealed"] }), about(sealed))).toBeNull();
  });

  it("is its requester and its watchers too, who are only in the public audience by that", () => {
    const isPublic = [null, "public", "staff", "public", "staff"];
    expect(forAll((actor) => ticketAudience(actor, about({ ...sealed, requesterId: actor.id })))).toEqual(
      isPublic,
    );
    expect(forAll((actor) => ticketAudience(actor, about({ ...sealed, isWatcher: true })))).toEqual(isPublic);
  });

  it("is a guest by the link of this very ticket", () => {
    expect(ticketAudience(somebody("guest", { guestTicketId: "the ticket" }), about(sealed))).toBe("public");
    expect(ticketAudience(somebody("guest", { guestTicketId: "another" }), about())).toBeNull();
    expect(ticketAudience(somebody("user", { guestTicketId: "the ticket" }), about())).toBeNull();
  });

  it("is nobody of another organisation, and nobody at all once it is deleted", () => {
    const theirs = { organisationId: mintOrganisationId("theirs"), isWatcher: true };
    expect(forAll((actor) => ticketAudience(actor, about({ ...theirs, requesterId: actor.id })))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(
      forAll((actor) => ticketAudience(actor, about({ isDeleted: true, requesterId: actor.id }))),
    ).toEqual([null, null, null, null, null]);
  });
});

describe("what people do with a ticket that they see", () => {
  it("files it: everybody but guests, for others agents and admins", () => {
    expect(forAll(canCreateTicket)).toEqual([false, true, true, true, true]);
    expect(forAll(canCreateForOthers)).toEqual([false, false, false, true, true]);
    expect(forAll((actor) => canSetPriority(actor, "high"))).toEqual([true, true, true, true, true]);
    expect(forAll((actor) => canSetPriority(actor, "urgent"))).toEqual([false, false, false, true, true]);
  });

  it("answers it: agents, admins, its requester, and watchers but for viewers", () => {
    expect(forAll((actor) => canComment(actor, about()))).toEqual([false, false, false, true, true]);
    expect(forAll((actor) => canComment(actor, about({ requesterId: actor.id })))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(forAll((actor) => canComment(actor, about({ isWatcher: true })))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    expect(canComment(somebody("guest", { guestTicketId: "the ticket" }), about())).toBe(true);
  });

  it("writes notes: agents and admins who see it as staff, never its requester as such", () => {
    expect(forAll((actor) => canNote(actor, about({ requesterId: actor.id })))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(canNote(somebody("agent"), about({ ...sealed, isWatcher: true }))).toBe(false);
  });

  it("edits their own comments, an admin any; a note only if they see it", () => {
    const mine = (actor: Actor) => ({ ownerId: actor.id, internal: false });
    expect(forAll((actor) => canChangeOwn(actor, about({ isWatcher: true }), mine(actor)))).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
    const anothers = { ownerId: "another", internal: false };
    expect(forAll((actor) => canChangeOwn(actor, about({ isWatcher: true }), anothers))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    const former = somebody("agent");
    expect(
      canChangeOwn(former, about({ ...sealed, isWatcher: true }), { ownerId: former.id, internal: true }),
    ).toBe(false);
  });

  it("watches it: people who see it themselves; agents add others", () => {
    expect(forAll((actor) => canSetWatcher(actor, about(), actor.id))).toEqual([
      false,
      false,
      true,
      true,
      true,
    ]);
    expect(forAll((actor) => canSetWatcher(actor, about(), "another"))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it("deletes it: admins", () => {
    expect(forAll(canDeleteTicket)).toEqual([false, false, false, false, true]);
  });

  it("reopens it by an answer up to the very end of the allowed days", () => {
    const days14 = 14 * 86_400_000;
    expect([days14, days14 + 1].map((now) => opensAgain(0, 14, now))).toEqual([true, false]);
  });
});

describe("what people change in a ticket", () => {
  const fieldsOf = (actor: Actor, ticket: TicketFacts, value: unknown): string[] =>
    TICKET_FIELD_NAMES.filter((field) =>
      canChangeField(actor, { ...ticket, status: "resolved" }, field, value),
    );

  it("is everything for people who work on it, the assignee where they may assign", () => {
    expect(fieldsOf(somebody("admin"), about(open), "anything")).toEqual(TICKET_FIELD_NAMES);
    expect(fieldsOf(somebody("agent", { teamIds: ["open"] }), about(open), "anything")).toEqual(
      TICKET_FIELD_NAMES,
    );
    expect(fieldsOf(somebody("agent"), about(open), "anything")).toEqual(
      TICKET_FIELD_NAMES.filter((field) => field !== "assigneeId"),
    );
    expect(canAssign(somebody("agent"), { teamId: null })).toBe(true);
    expect(canAssign(somebody("viewer"), { teamId: null })).toBe(false);
  });

  it("is title, description and priority for its requester, viewers as users; nothing for a watcher", () => {
    for (const role of ["user", "viewer"] as const) {
      const actor = somebody(role);
      expect(fieldsOf(actor, about({ requesterId: actor.id }), "high")).toEqual([
        "title",
        "description",
        "priority",
      ]);
      expect(fieldsOf(actor, about({ requesterId: actor.id }), "urgent")).toEqual(["title", "description"]);
      expect(fieldsOf(actor, about({ isWatcher: true }), "high")).toEqual([]);
    }
  });

  it("is for the requester to close it, and to reopen it when it was solved; for a guest nothing else", () => {
    const user = somebody("user");
    const guest = somebody("guest", { guestTicketId: "the ticket" });
    for (const [actor, ticket] of [
      [user, about({ requesterId: user.id })],
      [guest, about()],
    ] as const) {
      const ways = STATUSES.flatMap((status) =>
        STATUSES.filter(
          (wanted) => wanted !== status && canChangeField(actor, { ...ticket, status }, "status", wanted),
        ).map((wanted) => `${status} to ${wanted}`),
      );
      expect(ways).toEqual([
        "open to closed",
        "in_progress to closed",
        "waiting to closed",
        "resolved to open",
        "resolved to closed",
        "closed to open",
      ]);
    }
    expect(fieldsOf(guest, about(), "closed")).toEqual(["status"]);
  });
});
