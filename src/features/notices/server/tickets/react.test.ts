import { beforeEach, describe, expect, it } from "vitest";
import { changeSettings } from "@/features/organisations/server/write";
import type { CreateTicketInput, TicketDto, UpdateTicketInput } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { updateTicket } from "@/features/tickets/server/write-update";
import { runConsumer } from "@/realtime/log/consumer";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { urgentReaction } from "./react-urgent";
import { noticeWaitingTickets } from "./react-waiting";

setUpDatabase();

let organisation: MadeOrganisation;
let agent: Actor;
let admin: Actor;

beforeEach(async () => {
  await pool().query("DELETE FROM organisations");
  organisation = await makeOrganisation();
  agent = await makeActor(organisation, { role: "agent" });
  admin = await makeActor(organisation, { role: "admin" });
  await react();
});

const react = (): Promise<number> => runConsumer("urgent tickets", [urgentReaction]);
const file = (overrides: Partial<CreateTicketInput> = {}): Promise<TicketDto> =>
  createTicket(admin, { title: "The lift is stuck", description: "With two people in it.", ...overrides });
const change = (ticket: TicketDto, input: UpdateTicketInput) =>
  updateTicket(admin, { ...input, ticket: ticket.id });

/** Messages of the notices of a kind, the oldest first; ended ones in brackets. */
async function notices(kind: string): Promise<string[]> {
  const { rows } = await pool().query<{ message: string; is_over: boolean }>(
    "SELECT message, ended_at IS NOT NULL AS is_over FROM notices WHERE organisation_id = $1 AND kind = $2 ORDER BY id",
    [organisation.id, kind],
  );
  return rows.map((row) => (row.is_over ? `(${row.message})` : row.message));
}

describe("an urgent ticket", () => {
  const urgent = (): Promise<string[]> => notices("ticket_urgent");

  it("raises a notice when it is filed so, also in a private team, and when it becomes so; other tickets raise none", async () => {
    const team = await makeTeam(organisation, { isPrivate: true });
    const [one, two] = [
      await file({ priority: "urgent" }),
      await file({ priority: "urgent", teamId: team.id }),
    ];
    const three = await file({ priority: "high" });
    await file({ priority: "low" });
    await react();
    await change(three, { priority: "urgent" });
    await react();
    expect(await urgent()).toEqual([one, two, three].map(({ number }) => `Ticket #${number} is urgent.`));
  });

  it("raises one notice until it is over; then another", async () => {
    const ticket = await file({ priority: "urgent" });
    await react();
    await change(ticket, { title: "The lift is stuck again" });
    await change(ticket, { status: "in_progress" });
    await react();
    const said = `Ticket #${ticket.number} is urgent.`;
    expect(await urgent()).toEqual([said]);
    await change(ticket, { priority: "high" });
    await react();
    expect(await urgent()).toEqual([`(${said})`]);
    await change(ticket, { priority: "urgent" });
    await react();
    await change(ticket, { status: "resolved" });
    await react();
    await change(ticket, { status: "open" });
    await react();
    await deleteTicket(admin, ticket.id);
    await react();
    await restoreTicket(admin, ticket.id);
    await react();
    expect(await urgent()).toEqual([`(${said})`, `(${said})`, `(${said})`, said]);
  });

  it("that is not urgent any more when its event is read raises none", async () => {
    const ticket = await file({ priority: "urgent" });
    await change(ticket, { priority: "low" });
    await react();
    expect(await urgent()).toEqual([]);
  });

  it("of many, twenty get notices of their own and the others are counted, each once", async () => {
    for (let count = 0; count < 24; count++) {
      await file({ priority: "urgent" });
    }
    const last = await file({ priority: "urgent" });
    await react();
    await change(last, { priority: "low" });
    await change(last, { priority: "urgent" });
    await react();
    const said = await urgent();
    expect(said).toHaveLength(21);
    expect(said.at(-1)).toBe("5 more tickets became urgent within the hour.");
    const { rows } = await pool().query<{ type: string; count: number }>(
      "SELECT type, count(*)::int AS count FROM events WHERE type LIKE 'notice:%' GROUP BY type ORDER BY type",
    );
    expect(rows).toEqual([
      { type: "notice:added", count: 21 },
      { type: "notice:changed", count: 4 },
    ]);
  });
});

describe("an unassigned ticket", () => {
  const waiting = (): Promise<string[]> => notices("ticket_waiting");

  /** Moves every timestamp so much earlier. */
  async function later(minutes: number): Promise<void> {
    await pool().query("UPDATE tickets SET created_at = created_at - $1 * interval '1 minute'", [minutes]);
    await pool().query("UPDATE events SET at = at - $1 * interval '1 minute'", [minutes]);
    await noticeWaitingTickets();
  }

  it("raises a notice after the time of its priority, once, which ends when an agent takes it", async () => {
    const [urgent, medium] = [await file({ priority: "urgent" }), await file()];
    await later(59);
    expect(await waiting()).toEqual([]);
    await later(2);
    await later(30);
    const said = `Ticket #${urgent.number} has waited for more than an hour and is assigned to nobody.`;
    expect(await waiting()).toEqual([said]);
    await later(1440);
    const other = `Ticket #${medium.number} has waited for more than a day and is assigned to nobody.`;
    expect(await waiting()).toEqual([said, other]);
    await change(urgent, { assigneeId: agent.id });
    await later(1);
    expect(await waiting()).toEqual([`(${said})`, other]);
  });

  it("raises none once it is solved, deleted or waits for its requester", async () => {
    const [resolved, deleted, asked] = [
      await file({ priority: "high" }),
      await file({ priority: "high" }),
      await file({ priority: "high" }),
    ];
    await change(resolved, { status: "resolved" });
    await deleteTicket(admin, deleted.id);
    await change(asked, { status: "waiting" });
    await later(5000);
    expect(await waiting()).toEqual([]);
  });

  it("begins to wait anew when it is unassigned again", async () => {
    const ticket = await file({ priority: "high" });
    await change(ticket, { assigneeId: agent.id });
    await later(5000);
    await change(ticket, { assigneeId: null });
    await later(59);
    expect(await waiting()).toEqual([]);
    await later(2);
    expect(await waiting()).toHaveLength(1);
  });

  it("raises a notice after the organisation's own time, or never", async () => {
    const by = { key: null, address: "" };
    await changeSettings(admin, { unassignedMinutes: { low: 5, high: null } }, by);
    const low = await file({ priority: "low" });
    await file({ priority: "high" });
    await later(6);
    expect(await waiting()).toEqual([
      `Ticket #${low.number} has waited for more than 5 minutes and is assigned to nobody.`,
    ]);
    await later(10_000);
    expect(await waiting()).toHaveLength(1);
  });

  it("of many, three of a priority get notices of their own; the others are counted as they are by then", async () => {
    const tickets: TicketDto[] = [];
    for (let count = 0; count < 8; count++) {
      tickets.push(await file({ priority: "high" }));
    }
    const urgent = await file({ priority: "urgent" });
    await later(61);
    expect((await waiting()).filter((said) => !said.startsWith("Ticket #"))).toEqual([
      "5 more high tickets are waiting for too long and assigned to nobody.",
    ]);
    expect(await waiting()).toContain(
      `Ticket #${urgent.number} has waited for more than an hour and is assigned to nobody.`,
    );
    await change(tickets[7] ?? urgent, { assigneeId: agent.id });
    await later(1);
    expect(await waiting()).toContain("4 more high tickets are waiting for too long and assigned to nobody.");
    // The three with notices are taken: the next three get notices, and one is left to be counted.
    for (const ticket of tickets.slice(0, 3)) {
      await change(ticket, { assigneeId: agent.id });
    }
    await later(1);
    expect(await waiting()).toContain("Another high ticket is waiting for too long and assigned to nobody.");
    await change(tickets[3] ?? urgent, { assigneeId: agent.id });
    await later(1);
    expect(await waiting()).toContain(
      "(Another high ticket is waiting for too long and assigned to nobody.)",
    );
    expect((await waiting()).filter((said) => !said.startsWith("("))).toHaveLength(4);
  });
});
