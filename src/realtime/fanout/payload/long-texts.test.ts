import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment, updateComment } from "@/features/comments/server/write-change";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { findTicket } from "@/features/tickets/server/read";
import { listTickets } from "@/features/tickets/server/list/read";
import { listTicketsSchema } from "@/features/tickets/schema";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { applyEvents, emptyState, eventsSince, fetchTicketState } from "@/testing/views/ticket-states";
import { jsonBytes } from "./fit-event";
import { replay } from "@/realtime/connection/replay";

setUpDatabase();

const long = "😀".repeat(LIMITS.descriptionMax);
const tags = Array.from({ length: LIMITS.tagsMax }, (_, index) => `${index}`.padEnd(LIMITS.tagMax, "ﷺ"));
let agent: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  const organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  requester = await makeActor(organisation);
});

beforeEach(async () => {
  const input = { title: "ﷺ".repeat(LIMITS.titleMax), description: long, tags };
  ticketId = (await createTicket(requester, input)).id;
});

describe.each([
  ["staff", () => agent],
  ["public", () => requester],
] as const)("of texts as long as they may be, for the %s audience", (_side, who) => {
  it("old state + event + what it says to fetch = fresh fetch", async () => {
    const old = await fetchTicketState(who(), ticketId);
    const added = await addComment(agent, { ticket: ticketId, body: long });
    await addComment(agent, { ticket: ticketId, body: `${long.slice(2)}a` });
    await updateComment(agent, { commentId: added.id, body: `${long.slice(2)}b` });
    await updateTicket(agent, {
      ticket: ticketId,
      description: `${long.slice(2)}c`,
      tags: [...tags].reverse(),
    });
    await updateTicket(agent, { ticket: ticketId, priority: "high" });
    const removed = await addComment(agent, { ticket: ticketId, body: long });
    await deleteComment(agent, removed.id);
    const events = await eventsSince(who(), ticketId, old?.version ?? 0);
    expect(events.length).toBeGreaterThan(7);
    const cut = events.filter((event) => event.cut);
    expect(new Set(cut.map((event) => event.name))).toEqual(
      new Set(["comment:added", "comment:updated", "ticket:updated"]),
    );
    const after = old && (await applyEvents(who(), old, events));
    expect({ ...after, lastEventId: null }).toEqual(await fetchTicketState(who(), ticketId));
  });

  it("a ticket that is filed is whole once its description was fetched", async () => {
    const fresh = await fetchTicketState(who(), ticketId);
    const events = await eventsSince(who(), ticketId, 0);
    const after = await applyEvents(who(), emptyState(fresh), events);
    expect({ ...after, lastEventId: null }).toEqual(fresh);
  });
});

it("a comment on a ticket with a long description carries nothing of it, for either audience", async () => {
  await addComment(requester, { ticket: ticketId, body: "x" });
  for (const who of [agent, requester]) {
    const [added, activity] = await eventsSince(who, ticketId, 1);
    expect([added?.name, activity?.name]).toEqual(["comment:added", "ticket:activity"]);
    expect(activity?.ticket).not.toHaveProperty("description");
    expect(added).not.toHaveProperty("ticket");
  }
});

it("a change of anything else does not carry a long description, and carries a short one", async () => {
  await updateTicket(agent, { ticket: ticketId, priority: "high" });
  const [change] = await eventsSince(agent, ticketId, 1);
  expect(change?.ticket).not.toHaveProperty("description");
  expect(change?.cut ?? []).not.toContain("ticket.description");
  await updateTicket(agent, { ticket: ticketId, description: "It is only a short one." });
  await updateTicket(agent, { ticket: ticketId, priority: "low" });
  const [, again] = (await eventsSince(agent, ticketId, 2)).filter(
    (event) => event.name === "ticket:updated",
  );
  expect(again?.ticket?.description).toBe("It is only a short one.");
});

it("a replay is bounded in bytes: beyond that, the ticket is fetched afresh", async () => {
  const body = "x".repeat(LIMITS.commentMax);
  const most: number[] = [];
  for (let count = 1; count <= 36; count++) {
    await addComment(agent, { ticket: ticketId, body });
    const answer = await replay(await findTicket(agent, ticketId), 1);
    most.push("events" in answer ? jsonBytes(answer.events) : 0);
    expect("events" in answer || answer.resync).toBe(true);
  }
  expect(most[0]).toBeGreaterThan(6_000);
  expect(Math.max(...most)).toBeLessThanOrEqual(LIMITS.replayBytes + 2);
  expect(most.at(-1)).toBe(0);
});

it("the rows of lists carry no description", async () => {
  for (const who of [agent, requester]) {
    const { items } = await listTickets(who, listTicketsSchema.parse({}));
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter((row) => "description" in row)).toEqual([]);
  }
});
