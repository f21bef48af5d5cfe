import { describe, expect, it } from "vitest";
import { LIMITS } from "@/shared/limits";
import { isStaffRole } from "@/shared/roles";
import { DAYS } from "./calendar";
import { DAY } from "../model/clock";
import { generateDesk, TICKETS } from "./generate";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "../model/people";
import type { SeedComment, SeedFields, SeedTicket } from "../model/types";

const NOW = new Date("2026-11-20T15:30:00Z");
/** A busy Friday afternoon, a Sunday night, the first of January and a leap day. */
const NOWS = [
  NOW,
  new Date("2026-03-08T23:10:00Z"),
  new Date("2027-01-01T06:00:00Z"),
  new Date("2028-02-29T12:00:00Z"),
];
const desk = generateDesk({ now: NOW });
const staff = new Set(desk.people.filter(({ role }) => isStaffRole(role)).map(({ key }) => key));
const workers = new Set(
  desk.people.filter(({ role }) => role === "agent" || role === "admin").map(({ key }) => key),
);

describe("the demo desk", () => {
  it("is the same for the same seed and time, and another for another seed", () => {
    expect(generateDesk({ now: NOW })).toEqual(desk);
    const other = generateDesk({ now: NOW, seed: "another" });
    expect(other.tickets.map(({ description }) => description)).not.toEqual(
      desk.tickets.map(({ description }) => description),
    );
  });

  it("has the people, teams and tickets that were promised", () => {
    expect(desk.tickets).toHaveLength(TICKETS);
    expect(staff.size).toBe(12);
    expect(desk.people.length - staff.size).toBe(60);
    expect(desk.teams.filter(({ isPrivate }) => isPrivate)).toHaveLength(1);
    expect(desk.teams).toHaveLength(4);
    expect(new Set(desk.people.map(({ email }) => email)).size).toBe(desk.people.length);
    expect(new Set(desk.tickets.map(({ family }) => family)).size).toBeGreaterThanOrEqual(60);
  });

  it("offers people on the sign-in page who exist, with a password that may be chosen", () => {
    expect(DEMO_PASSWORD.length).toBeGreaterThanOrEqual(LIMITS.passwordMin);
    for (const offered of DEMO_PEOPLE) {
      const person = desk.people.find(({ email }) => email === offered.email);
      expect({ name: person?.name, role: person?.role }).toEqual({ name: offered.name, role: offered.role });
    }
    expect(DEMO_PEOPLE.map(({ role }) => role)).toEqual([
      "admin",
      "agent",
      "agent",
      "viewer",
      "user",
      "user",
    ]);
  });

  it("gives no two tickets the same title, and few the same description", () => {
    expect(new Set(desk.tickets.map(({ initial }) => initial.title)).size).toBe(TICKETS);
    expect(new Set(desk.tickets.map(({ description }) => description)).size).toBeGreaterThan(TICKETS * 0.85);
  });

  it("keeps every text within the contract's limits and leaves no slot unfilled", () => {
    for (const ticket of desk.tickets) {
      expectLength(ticket.initial.title, LIMITS.titleMin, LIMITS.titleMax);
      expectLength(ticket.description, LIMITS.descriptionMin, LIMITS.descriptionMax);
      for (const { body } of commentsOf(ticket)) {
        expectLength(body, LIMITS.commentMin, LIMITS.commentMax);
      }
    }
  });

  it("numbers tickets in the order of their filing, none older than 90 days nor from the future", () => {
    desk.tickets.forEach((ticket, index) => {
      const before = desk.tickets[index - 1];
      expect(ticket.number).toBe((before?.number ?? ticket.number - 1) + 1);
      expect(ticket.createdAt.getTime()).toBeGreaterThanOrEqual(before?.createdAt.getTime() ?? 0);
      expect(NOW.getTime() - ticket.createdAt.getTime()).toBeLessThan(DAYS * DAY);
    });
  });

  it.each(NOWS)("lets everything happen after its ticket was filed, in order, and before %s", (now) => {
    for (const ticket of generateDesk({ now }).tickets) {
      let last = ticket.createdAt.getTime();
      for (const { at, kind } of ticket.steps) {
        // Only a reply and the reopening that comes with it share a moment.
        expect(at.getTime()).toBeGreaterThanOrEqual(kind === "change" ? last : last + 1);
        expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
        last = at.getTime();
      }
      for (const { at } of ticket.reads) {
        expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
      }
    }
  });

  it.each(NOWS)(
    "looks lived-in at %s: old tickets done, young ones open, some overdue, some filed just now",
    (now) => {
      const { tickets } = generateDesk({ now });
      const count = (wanted: (ticket: SeedTicket, fields: SeedFields) => boolean) =>
        tickets.filter((ticket) => wanted(ticket, fieldsOf(ticket))).length;
      expect(count((_, { status }) => status === "closed")).toBeGreaterThan(TICKETS / 2);
      for (const status of ["open", "in_progress", "waiting", "resolved"]) {
        expect(count((_, fields) => fields.status === status)).toBeGreaterThan(10);
      }
      expect(
        count((_, { status, dueAt }) => !isDone(status) && dueAt !== null && dueAt < now),
      ).toBeGreaterThan(20);
      expect(count(({ createdAt }) => now.getTime() - createdAt.getTime() < DAY / 2)).toBeGreaterThanOrEqual(
        14,
      );
      expect(
        count(
          ({ createdAt }, { status }) => now.getTime() - createdAt.getTime() > 30 * DAY && !isDone(status),
        ),
      ).toBeLessThan(60);
    },
  );

  it("resolves nothing without a word to the requester", () => {
    for (const ticket of desk.tickets) {
      const resolved = ticket.steps.findIndex(
        (step) => step.kind === "change" && step.change.status === "resolved",
      );
      const before = ticket.steps.slice(0, resolved === -1 ? 0 : resolved);
      const answers = before.filter(
        (step) => step.kind === "comment" && !step.comment.internal && staff.has(step.actor),
      );
      expect(resolved === -1 || answers.length > 0, `ticket ${ticket.number}`).toBe(true);
    }
  });

  it("lets only agents and admins write internal notes and add internal files", () => {
    for (const step of desk.tickets.flatMap(({ steps }) => steps)) {
      const isInternal =
        (step.kind === "comment" && step.comment.internal) ||
        (step.kind === "attachment" && step.attachment.internal);
      expect(isInternal && !workers.has(step.actor)).toBe(false);
    }
  });

  it("has about ninety files, named in many scripts", () => {
    const files = desk.tickets
      .flatMap(({ steps }) => steps)
      .flatMap((step) => (step.kind === "attachment" ? [step.attachment] : []));
    expect(files.length).toBeGreaterThan(75);
    expect(files.length).toBeLessThan(110);
    const names = files.map(({ name }) => name).join(" ");
    const scripts = ["Cyrillic", "Han", "Katakana", "Arabic", "Hebrew", "Hangul", "Greek"];
    const used = scripts.filter((script) => new RegExp(`\\p{Script=${script}}`, "u").test(names));
    expect(used.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...files.map(({ name }) => name.length))).toBeLessThanOrEqual(LIMITS.fileNameMax);
  });

  it("gives both requesters of the sign-in page something to see, and Jonas a ticket of Noor's", () => {
    for (const key of ["noor.user", "jonas.user"]) {
      const own = desk.tickets.filter(({ requester }) => requester === key);
      expect(own.length).toBeGreaterThan(15);
      expect(own.some((ticket) => !isDone(fieldsOf(ticket).status))).toBe(true);
    }
    const watched = desk.tickets.filter(
      ({ requester, steps }) =>
        requester === "noor.user" &&
        steps.some((step) => step.kind === "watch" && step.person === "jonas.user"),
    );
    expect(watched.length).toBeGreaterThan(0);
  });
});

function fieldsOf({ initial, steps }: SeedTicket): SeedFields {
  return steps.reduce(
    (fields, step) => (step.kind === "change" ? { ...fields, ...step.change } : fields),
    initial,
  );
}

function isDone(status: SeedFields["status"]): boolean {
  return status === "resolved" || status === "closed";
}

function commentsOf({ steps }: SeedTicket): SeedComment[] {
  return steps.flatMap((step) => (step.kind === "comment" ? [step.comment] : []));
}

function expectLength(text: string, least: number, most: number): void {
  expect(text).toBe(text.trim());
  expect([...text].length, text).toBeGreaterThanOrEqual(least);
  expect([...text].length, text).toBeLessThanOrEqual(most);
  expect(text).not.toMatch(/\{[a-z]+\}|undefined|\[object/);
}
