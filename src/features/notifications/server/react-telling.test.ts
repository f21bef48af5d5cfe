import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import type { TicketDto } from "@/features/tickets/schema";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { markRead } from "@/features/tickets/server/write-read";
import { runConsumer } from "@/realtime/log/consumer";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makePerson } from "@/testing/factories";
import { NotificationDesk } from "@/testing/desk/notifications";
import { notify, notifyReaction } from "./react";
import { readReaction } from "./react-read";
import { sweepNotifications } from "./write-sweep";

setUpDatabase();
const desk = NotificationDesk.setUp();

describe("notifying", () => {
  it("checks rights again: a person who lost access or was disabled gets nothing, nor does anybody for a deleted comment", async () => {
    const ticket = await desk.file("rosa");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.watch("ada", ticket, "otto");
    await desk.notify();
    await desk.say("rosa", ticket, "Hello?");
    await desk.change("ada", ticket, { teamId: desk.sealed.id, assigneeId: null });
    await desk.watch("ada", ticket, "otto", false);
    // It is unassigned now: its new team is notified.
    expect(await desk.notify()).toEqual(["sasha reply"]);
    await desk.say("sasha", ticket, "We look into it.");
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [desk.who("rosa").id]);
    expect(await desk.notify()).toEqual([]);
    const other = await desk.filed("otto");
    await desk.say("alma", other, "Hello.");
    await deleteTicket(desk.who("ada"), other.id);
    expect(await desk.notify()).toEqual([]);
  });

  it("a guest gets no notifications", async () => {
    const guest = await makePerson(desk.organisation, { role: "guest" });
    const ticket = await desk.filed("alma", { requesterId: guest.id });
    await desk.say("alma", ticket, "Look at this.");
    expect(await desk.notify()).toEqual([]);
  });

  it("blocks nobody: tickets are changed, answered and restored while a run is not finished", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "One.");
    const reaches = vi.fn<() => void>();
    let goOn: () => void = () => undefined;
    const waits = {
      types: ["comment:added" as const],
      react: () => {
        reaches();
        return new Promise<number>((resolve) => (goOn = () => resolve(0)));
      },
    };
    const run = runConsumer("notify people", [notifyReaction, waits]);
    await vi.waitFor(() => expect(reaches).toHaveBeenCalled());
    const writes = (async () => {
      await desk.change("ada", ticket, { title: "Another title" });
      await desk.say("alma", ticket, "Two.");
      await deleteTicket(desk.who("ada"), ticket.id);
      await restoreTicket(desk.who("ada"), ticket.id);
    })();
    const first = await Promise.race([writes.then(() => "the writes"), sleep(3_000, "nothing")]);
    goOn();
    await Promise.all([run, writes]);
    expect(first).toBe("the writes");
  });

  it("neither loses nor repeats: a run that breaks off in the middle leaves nothing, and the next does all", async () => {
    const ticket = await desk.filed("rosa");
    await desk.say("alma", ticket, "One.");
    await desk.say("alma", ticket, "Two.");
    const breaks = {
      types: ["comment:added" as const],
      react: async () => Promise.reject(new Error("power cut")),
    };
    await expect(runConsumer("notify people", [notifyReaction, breaks])).rejects.toThrow("power cut");
    const { rows } = await pool().query(
      "SELECT 1 FROM events WHERE type = 'notification:added' AND at > now() - interval '1 day'",
    );
    expect(await desk.notify()).toEqual(["rosa reply", "rosa reply"]);
    expect(await desk.notify()).toEqual([]);
    const { rows: after } = await pool().query("SELECT 1 FROM events WHERE type = 'notification:added'");
    expect(after.length - rows.length).toBe(2);
  });

  it("a notification of a version that was read already is written as read, also when both happen in the same moment", async () => {
    const ticket = await desk.file("rosa");
    const unread = async () =>
      (
        await pool().query("SELECT 1 FROM notifications WHERE person_id = $1 AND read_at IS NULL", [
          desk.who("rosa").id,
        ])
      ).rowCount;
    await desk.notify();
    await desk.say("alma", ticket, "One.");
    await markRead(desk.who("rosa"), { ticket: ticket.id, version: 2 });
    await desk.notify();
    expect(await unread()).toBe(0);
    await desk.say("alma", ticket, "Two.");
    // It is written, and not committed: a reader now sees nothing of it.
    const reads = {
      types: ["comment:added" as const],
      react: async () =>
        (await markRead(desk.who("rosa"), { ticket: ticket.id, version: 3 })).lastReadVersion,
    };
    await runConsumer("notify people", [notifyReaction, reads, readReaction]);
    expect(await unread()).toBe(1);
    await desk.notify();
    expect(await unread()).toBe(0);
    await desk.say("alma", ticket, "Not seen by the requester", true);
    await desk.say("alma", ticket, "Three.");
    await desk.notify();
    await markRead(desk.who("rosa"), { ticket: ticket.id, version: 3 });
    expect(await unread()).toBe(1);
    await markRead(desk.who("rosa"), { ticket: ticket.id, version: 4 });
    expect(await unread()).toBe(0);
  });

  it("removes notifications after 90 days", async () => {
    const ticket = await desk.filed("rosa");
    const left = async () =>
      (await pool().query("SELECT 1 FROM notifications WHERE ticket_id = $1", [ticket.id])).rowCount;
    await sweepNotifications();
    expect(await left()).toBe(3);
    vi.useFakeTimers({ now: Date.now() + 91 * 86_400_000, toFake: ["Date"] });
    await sweepNotifications();
    vi.useRealTimers();
    expect(await left()).toBe(0);
  });

  it("of very many events staff are notified of the latest, and people personally concerned of every one", async () => {
    const tickets: TicketDto[] = [];
    for (let count = 0; count < 5; count++) {
      tickets.push(await desk.file("ada", { watcherIds: [desk.who("otto").id] }));
    }
    // The bound fits two notifications to three agents.
    await runConsumer("notify people", [
      { types: ["ticket:created"], react: (tx, events) => notify(tx, events, 7) },
    ]);
    const { rows } = await pool().query<{ kind: string; ticket_id: string; count: number }>(
      "SELECT kind, ticket_id, count(*)::int AS count FROM notifications WHERE ticket_id = ANY($1) GROUP BY kind, ticket_id",
      [tickets.map((ticket) => ticket.id)],
    );
    const of = (kind: string) => rows.filter((row) => row.kind === kind);
    expect(of("watching").map((row) => row.count)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(of("created").map((row) => row.ticket_id))).toEqual(
      new Set(tickets.slice(3).map((ticket) => ticket.id)),
    );
    expect(of("created").map((row) => row.count)).toEqual([3, 3]);
  });

  it("works in batches: a thousand agents are five events, and each is notified once", async () => {
    await pool().query(
      `INSERT INTO people (id, organisation_id, role, name) SELECT gen_random_uuid(), $1, 'agent', 'Agent ' || n FROM generate_series(1, 997) n`,
      [desk.organisation.id],
    );
    const ticket = await desk.filed("rosa");
    const { rows } = await pool().query<{ receivers: number }>(
      `SELECT jsonb_array_length(data->'receivers') AS receivers FROM events WHERE type = 'notification:added' AND ticket_id = $1`,
      [ticket.id],
    );
    expect(rows.map((row) => row.receivers)).toEqual([200, 200, 200, 200, 200]);
    const { rows: counted } = await pool().query(
      "SELECT DISTINCT person_id FROM notifications WHERE ticket_id = $1",
      [ticket.id],
    );
    expect(counted).toHaveLength(1_000);
  });
});
