import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertFiles } from "@/features/attachments/server/write-insert";
import { deleteAttachment } from "@/features/attachments/server/write-delete";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment, updateComment } from "@/features/comments/server/write-change";
import { addLink, removeLink } from "@/features/links/server/write";
import { applyEvent } from "@/features/open-ticket/apply";
import type { UpdateTicketInput } from "@/features/tickets/schema";
import { findTicketOrNull } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { updateTicket } from "@/features/tickets/server/write-update";
import { transaction } from "@/server/database/database";
import type { VersionedEventType } from "@/shared/versioned-events";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import { setUpFiles } from "@/testing/files";
import {
  applyEvents,
  emptyState,
  eventsSince,
  fetchTicketState,
  versionNow,
} from "@/testing/views/ticket-states";

setUpDatabase();
setUpFiles();

const input = { title: "The printer is on fire", description: "It smokes and it smells." };
let organisation: MadeOrganisation;
let open: MadeTeam;
let sealed: MadeTeam;
let admin: Actor;
let agent: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  open = await makeTeam(organisation);
  sealed = await makeTeam(organisation, { isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent", teams: [open, sealed] });
  requester = await makeActor(organisation);
});

beforeEach(async () => {
  ticketId = (await createTicket(requester, { ...input, tags: ["first"] })).id;
});

/** A change, made in two steps: what has to be there before, and the change itself. */
type Case = [what: string, before: () => Promise<unknown>, change: (before: unknown) => Promise<unknown>];

const nothing = () => Promise.resolve(null);
const update = (input: UpdateTicketInput) => () => updateTicket(agent, { ...input, ticket: ticketId });
const comment = (internal = false) => addComment(agent, { ticket: ticketId, body: "Some words", internal });
const noteIn = () => comment(true);
const idOf = (made: unknown): string => (made instanceof Object ? String(Reflect.get(made, "id")) : "");

/** Adds a file; the bytes do not matter here. */
async function file(fields: {
  commentId?: string;
  internal?: boolean;
}): Promise<{ id: string; commentId: string | null }> {
  const stored = {
    key: "attachments/none",
    name: "smoke.txt",
    size: 5,
    sha256: "0".repeat(64),
    contentType: "text/plain",
    isPicture: false,
  };
  const [added] = await transaction((tx) =>
    insertFiles(tx, agent, { ...fields, ticketId, files: [{ ...stored }] }),
  );
  return added ?? { id: "", commentId: null };
}

async function commentWithFile(): Promise<{ id: string }> {
  const made = await comment();
  await file({ commentId: made.id });
  return made;
}

const another = () => createTicket(requester, input);
const link = (other: unknown) =>
  addLink(agent, { ticket: ticketId, kind: "duplicate", ticketId: idOf(other) });
const unlink = (made: unknown) => removeLink(agent, { ticket: ticketId, linkId: idOf(made) });

/** Every versioned event type has its cases here: a new type does not compile without them. */
const CASES: Record<VersionedEventType, Case[]> = {
  "ticket:created": [
    ["a ticket is filed", nothing, async () => (ticketId = (await createTicket(requester, input)).id)],
  ],
  "ticket:updated": [
    ["its title changes", nothing, update({ title: "The printer is ashes" })],
    ["its description changes", nothing, update({ description: "There is nothing left of it." })],
    ["it is resolved", nothing, update({ status: "resolved" })],
    ["it is opened again", update({ status: "closed" }), update({ status: "open" })],
    ["its priority changes", nothing, update({ priority: "urgent" })],
    ["its category changes", nothing, update({ category: "hardware" })],
    ["it is assigned", nothing, () => updateTicket(agent, { ticket: ticketId, assigneeId: agent.id })],
    ["its due time changes", nothing, update({ dueAt: "2027-01-01T00:00:00.000Z" })],
    ["its tags change", nothing, update({ tags: ["second", "third"] })],
    ["it moves to a team", nothing, () => updateTicket(agent, { ticket: ticketId, teamId: open.id })],
    [
      "it moves to a private team",
      nothing,
      () => updateTicket(agent, { ticket: ticketId, teamId: sealed.id }),
    ],
    [
      "its tags change there",
      () => updateTicket(agent, { ticket: ticketId, teamId: sealed.id }),
      update({ tags: ["secret"] }),
    ],
    [
      "it leaves a private team",
      () => updateTicket(agent, { ticket: ticketId, teamId: sealed.id }),
      update({ teamId: null, tags: ["back"] }),
    ],
    [
      "the requester's answer opens it",
      update({ status: "waiting" }),
      () => addComment(requester, { ticket: ticketId, body: "Still burning" }),
    ],
    ["it is linked", another, link],
    ["its link goes", async () => link(await another()), unlink],
    ["it is restored", () => deleteTicket(admin, ticketId), () => restoreTicket(admin, ticketId)],
  ],
  "ticket:deleted": [["it is deleted", nothing, () => deleteTicket(admin, ticketId)]],
  "comment:added": [
    ["somebody comments", nothing, () => comment()],
    ["somebody writes a note", nothing, noteIn],
    ["a note follows a comment", () => comment(), noteIn],
  ],
  "comment:updated": [
    [
      "a comment changes",
      () => comment(),
      (made) => updateComment(agent, { commentId: idOf(made), body: "Other words" }),
    ],
    [
      "a comment with a file changes",
      commentWithFile,
      (made) => updateComment(agent, { commentId: idOf(made), body: "Other words" }),
    ],
    [
      "a note changes",
      noteIn,
      (made) => updateComment(agent, { commentId: idOf(made), body: "Other words" }),
    ],
  ],
  "comment:deleted": [
    ["a comment goes", () => comment(), (made) => deleteComment(agent, idOf(made))],
    ["a comment goes with its file", commentWithFile, (made) => deleteComment(agent, idOf(made))],
    ["a note goes", noteIn, (made) => deleteComment(agent, idOf(made))],
  ],
  "attachment:added": [
    ["a file comes", nothing, () => file({})],
    ["a file comes to a comment", () => comment(), (made) => file({ commentId: idOf(made) })],
    ["an internal file comes", nothing, () => file({ internal: true })],
    ["a file comes to a note", noteIn, (made) => file({ commentId: idOf(made) })],
  ],
  "attachment:deleted": [
    ["a file goes", () => file({}), (made) => deleteAttachment(agent, idOf(made))],
    [
      "a comment's file goes",
      async () => file({ commentId: (await comment()).id }),
      (made) => deleteAttachment(agent, idOf(made)),
    ],
    ["an internal file goes", () => file({ internal: true }), (made) => deleteAttachment(agent, idOf(made))],
  ],
};

describe.each(["staff", "public"] as const)(
  "old state + event = fresh fetch, for the %s audience",
  (audience) => {
    describe.each(Object.entries(CASES))("%s", (type, cases) => {
      it.each(cases)("when %s", async (_what, before, change) => {
        const who = audience === "staff" ? admin : requester;
        const made = await before();
        const old = await fetchTicketState(who, ticketId);
        const since = type === "ticket:created" || !old ? await versionNow(who, ticketId) : old.version;
        await change(made);
        const seen = await findTicketOrNull(who, ticketId);
        const isCreated = type === "ticket:created";
        const events = await eventsSince(who, ticketId, isCreated ? 0 : since);
        const fresh = await fetchTicketState(who, ticketId);
        const result = await applyEvents(
          who,
          old && !isCreated ? old : { ...emptyState(fresh), version: isCreated ? 0 : since },
          events,
        );
        expect(events.some((event) => event.name === type) || audience === "public").toBe(true);
        if (seen) {
          expect({ ...result, lastEventId: null }).toEqual(fresh);
        } else {
          expect(result.isRemoved).toBe(true);
        }
      });
    });
  },
);

describe("applying", () => {
  it("ignores what is older or was applied already, and asks for what is missing", async () => {
    await comment();
    await comment();
    const state = await fetchTicketState(requester, ticketId);
    const events = await eventsSince(requester, ticketId, 0);
    expect(state).not.toBeNull();
    if (state) {
      expect(events.map((event) => applyEvent(state, event).kind)).toEqual(events.map(() => "ignored"));
      expect(
        events.slice(-1).map((event) => applyEvent(state, { ...event, version: state.version + 2 }).kind),
      ).toEqual(["gap"]);
    }
  });

  it("brings a ticket back that was deleted and restored", async () => {
    const state = await fetchTicketState(requester, ticketId);
    await deleteTicket(admin, ticketId);
    await restoreTicket(admin, ticketId);
    const events = await eventsSince(requester, ticketId, 1);
    expect(events.map((event) => event.name)).toEqual(["ticket:deleted", "ticket:updated"]);
    expect(state && { ...(await applyEvents(requester, state, events)), lastEventId: null }).toEqual(
      await fetchTicketState(requester, ticketId),
    );
  });

  it("never takes a derived event for the event itself: without its event, a derived event is a gap", async () => {
    const state = await fetchTicketState(requester, ticketId);
    await comment();
    const derived = (await eventsSince(requester, ticketId, 1)).find(
      (event) => event.name === "ticket:activity",
    );
    expect(state && derived ? applyEvent(state, derived).kind : null).toBe("gap");
  });
});
