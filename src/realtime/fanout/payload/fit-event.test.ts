import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AttachmentRow } from "@/features/attachments/server/present";
import type { ListedRow } from "@/features/tickets/server/read-row";
import type { PersonRow } from "@/features/users/server/present";
import type { Audience, LogEvent } from "@/shared/events";
import { VERSIONED_EVENTS } from "@/shared/versioned-events";
import type { VersionedEvent } from "@/shared/protocol/protocol";
import { LIMITS } from "@/shared/limits";
import { toLogEvent } from "@/realtime/log/log-source";
import { presentEvent } from "./present-event";
import type { EventEntities } from "./entities";

/** The most that a socket is sent for one event, as Socket.IO puts it on the wire. */
const MOST_BYTES = 16_000;
/** Characters that take the most bytes: as typed, in UTF-8, and escaped in JSON. */
const COSTLY = [
  "a",
  "\u0001",
  '"',
  "\\",
  "é",
  "\u202e",
  "\u20ac",
  "😀",
  "e" + "\u0301".repeat(7),
  "👩‍👩‍👧‍👦",
  "👋" + "🏽".repeat(7),
];

/** A text of up to `most` characters as people count them, mostly as long as it may be. */
const textOf = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...COSTLY), fc.oneof(fc.constant(most), fc.nat(most)))
    .map(([character, count]) => character.repeat(count));

const person = (id: string): fc.Arbitrary<PersonRow> =>
  textOf(LIMITS.nameMax).map((name) => ({
    id,
    name,
    role: "agent",
    email: `${"a".repeat(200)}@${"b".repeat(40)}.example`,
    avatar_key: null,
  }));
const date = new Date("2026-11-20T10:00:00.000Z");

const facts = fc.record({
  title: textOf(LIMITS.titleMax),
  description: textOf(LIMITS.descriptionMax),
  body: textOf(LIMITS.commentMax),
  category: textOf(60),
  tags: fc.array(textOf(LIMITS.tagMax), { maxLength: LIMITS.tagsMax }),
  names: fc.tuple(person("requester"), person("assignee"), person("author"), person("actor")),
  team: textOf(LIMITS.nameMax),
  file: textOf(LIMITS.fileNameMax),
  files: fc.nat(60),
});
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

function thingsOf(facts: Facts): EventEntities {
  const [requester, assignee, author] = facts.names;
  const ticket: ListedRow = {
    id: "ticket",
    organisation_id: "organisation",
    number: 2_147_483_647,
    version: 2_147_483_647,
    public_version: 2_147_483_647,
    title: facts.title,
    status: "in_progress",
    priority: "urgent",
    category: facts.category,
    team_id: "team",
    team: { id: "team", name: facts.team, is_private: false },
    tags: facts.tags,
    requester_id: requester.id,
    requester,
    assignee_id: assignee.id,
    assignee,
    comment_count: 1,
    public_comment_count: 1,
    attachment_count: 1,
    public_attachment_count: 1,
    created_at: date,
    updated_at: date,
    public_updated_at: date,
    due_at: date,
    first_response_at: date,
    seen_at: date,
    resolved_at: date,
    closed_at: date,
    deleted_at: null,
    archived_at: null,
    anonymised_at: null,
    merged_into_id: null,
    merged_at: null,
  };
  const file = (id: string): AttachmentRow => ({
    id,
    ticket_id: "ticket",
    comment_id: "comment",
    name: facts.file,
    content_type: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    size: "26214400",
    internal: false,
    uploader: author,
    created_at: date,
    deleted_at: null,
    has_thumbnail: true,
  });
  const comment = { created_at: date, edited_at: date, deleted_at: null, internal: false };
  return {
    tickets: new Map([["ticket", ticket]]),
    descriptions: new Map([["ticket", facts.description]]),
    participants: new Map(),
    shared: new Map(),
    comments: new Map([
      ["comment", { ...comment, id: "comment", ticket_id: "ticket", author, body: facts.body }],
    ]),
    attachments: new Map([["file", file("file")]]),
    filesOfComment: new Map([
      ["comment", Array.from({ length: facts.files }, (_, index) => file(`${index}`))],
    ]),
    people: new Map(facts.names.map((one) => [one.id, { ...one, team_ids: [] }])),
    teams: new Map([["team", { id: "team", name: facts.team, is_private: false }]]),
    pastTeams: new Map(),
    notices: new Map(),
    assignmentRequests: new Map(),
    announcements: new Map(),
    looks: new Map(),
    dismissers: [],
    notifications: new Map(),
    unread: new Map(),
  };
}

function eventsOf(facts: Facts): LogEvent[] {
  const whole = (value: unknown) => ({ from: value, to: value });
  const changes = {
    title: whole(facts.title),
    description: whole(null),
    status: whole("open"),
    priority: whole("low"),
    category: whole(facts.category),
    assignee: whole("assignee"),
    team: whole("team"),
    tags: whole(facts.tags),
    dueAt: whole(date.toISOString()),
    requester: whole("requester"),
  };
  const data = {
    changes,
    publicChanges: changes,
    commentId: "comment",
    attachmentId: "file",
    internal: false,
  };
  return VERSIONED_EVENTS.flatMap(
    (type) =>
      toLogEvent({
        id: "00000000-0000-0000-0000-000000000000",
        type,
        organisation_id: "organisation",
        audience: "public",
        ticket_id: "ticket",
        version: 1,
        public_version: 1,
        actor_id: "actor",
        subject_id: null,
        data,
        at: date,
      }) ?? [],
  );
}

const onWire = ({ name, ...payload }: VersionedEvent): number =>
  Buffer.byteLength(`42${JSON.stringify([name, payload])}`);

function presentAll(facts: Facts, audience: Audience): VersionedEvent[] {
  const entities = thingsOf(facts);
  return eventsOf(facts)
    .flatMap((event) => presentEvent(event, entities, audience) ?? [])
    .map(({ name, payload }) => ({ name, ...payload }));
}

const bothSides = fc.constantFrom<Audience>("staff", "public");

describe("any text within the limits", () => {
  it("an event takes a socket no more than 16 kB", () => {
    fc.assert(
      fc.property(facts, bothSides, (facts, audience) => {
        expect(Math.max(...presentAll(facts, audience).map(onWire))).toBeLessThanOrEqual(MOST_BYTES);
      }),
      { numRuns: 60 },
    );
  });

  it("what an event does not name as cut is whole, and what it names is the beginning of it", () => {
    fc.assert(
      fc.property(facts, bothSides, (facts, audience) => {
        for (const payload of presentAll(facts, audience)) {
          const cut = payload.cut ?? [];
          const [comment, ticket] = [record(payload.comment), record(payload.ticket)];
          for (const [path, shown, whole] of [
            ["comment.body", comment["body"], facts.body],
            ["ticket.title", ticket["title"], facts.title],
            ["ticket.description", ticket["description"], facts.description],
          ] as const) {
            if (typeof shown === "string") {
              expect(shown === whole).toBe(!cut.includes(path));
              expect(whole.startsWith(shown)).toBe(true);
              expect(/\p{Surrogate}/u.test(shown)).toBe(false);
            }
          }
          if (ticket["tags"] !== undefined) {
            expect(JSON.stringify(ticket["tags"]) === JSON.stringify(facts.tags)).toBe(
              !cut.includes("ticket.tags"),
            );
          }
          // A file's own event can always be applied as it is: there is nothing to fetch it whole from.
          expect(cut.filter((field) => field.startsWith("attachment."))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("derived events, and changes of anything else, carry no description that is not short", () => {
    fc.assert(
      fc.property(facts, bothSides, (facts, audience) => {
        const carried = presentAll(facts, audience).filter(
          (payload) => record(payload.ticket)["description"] !== undefined,
        );
        expect(carried.map((payload) => payload.name)).not.toContain("ticket:activity");
      }),
      { numRuns: 20 },
    );
  });

  it("an ordinary text, long as it is, comes whole", () => {
    const sample = fc.sample(facts, { numRuns: 1, seed: 1 })[0];
    const names = person("requester");
    const [one] = fc.sample(
      names.map((row) => ({ ...row, name: "Rita Moreau" })),
      1,
    );
    if (!sample || !one) {
      throw new Error("nothing was generated");
    }
    const ordinary: Facts = {
      ...sample,
      title: "The printer is on fire",
      description: "It smokes. ".repeat(900),
      body: "Line after line of a log file.\n".repeat(320),
      tags: ["printer"],
      names: [one, one, one, one],
      category: "hardware",
      team: "Printers",
      file: "smoke.png",
      files: 3,
    };
    expect(presentAll(ordinary, "staff").filter((payload) => payload.cut)).toEqual([]);
  });
});

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
