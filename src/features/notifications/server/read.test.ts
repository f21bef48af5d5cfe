import { describe, expect, it } from "vitest";
import { z } from "zod";
import { maySeeNotification } from "@/features/notifications/policy";
import { NOTIFICATION_KINDS, newNotificationSchema } from "@/features/notifications/schema";
import { findTicketOrNull } from "@/features/tickets/server/read";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { markRead } from "@/features/tickets/server/write-read";
import { changeUser } from "@/features/users/server/write-user";
import { pool, transaction } from "@/server/database/database";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { fetchNotifications, followNotifications, notifyPeople } from "@/testing/notifications";
import type { SocketClient } from "@/testing/sockets/client";
import { NotificationDesk, type Name } from "@/testing/desk/notifications";
import { until } from "@/testing/wait";
import { listNotifications } from "./read";
import { addNotifications } from "./write";

const server = setUpDesk();
const desk = NotificationDesk.setUp();

const page = async (name: Name, query = "") =>
  await fetchNotifications(await server.http(desk.who(name)), query);
const shown = async (name: Name) => (await page(name)).items.map(({ kind, title }) => `${kind} ${title}`);
const unreadAtFirst = (client: SocketClient): unknown =>
  Reflect.get(Object(client.received("session:ready")?.payload), "unread");
const countOf = (client: SocketClient, name: string): number =>
  client.receipts.filter((receipt) => receipt.name === name).length;

describe("a person's notifications", () => {
  it("come once to all of their tabs and to nobody else; read in one tab they are read in all, and can be marked unread", async () => {
    const ticket = await desk.filed("rosa");
    const tabs = [await server.connect(desk.who("rosa")), await server.connect(desk.who("rosa"))] as const;
    const others = [await server.connect(desk.who("otto")), await server.connect(desk.who("alma"))];
    expect(unreadAtFirst(tabs[0])).toBe(0);
    const state = await followNotifications(tabs[0], "notification:new", () =>
      desk.say("alma", ticket, "Hello."),
    );
    expect(state.unread).toBe(1);
    expect(state.items).toMatchObject([
      {
        kind: "reply",
        ticketId: ticket.id,
        number: ticket.number,
        title: ticket.title,
        actor: { id: desk.who("alma").id, name: "Alma Somebody", role: "agent" },
        readAt: null,
      },
    ]);
    const [only] = state.items;
    const reading = { ids: [only?.id] };
    const read = await followNotifications(tabs[0], "notification:read", () =>
      tabs[1].http.send("POST", "/api/notifications/read", reading),
    );
    expect(read).toEqual(await page("rosa"));
    expect(read).toMatchObject({ unread: 0, items: [{ readAt: expect.any(String) }] });
    expect(unreadAtFirst(await server.connect(desk.who("rosa")))).toBe(0);
    const readAt = z.string().parse(read.items[0]?.readAt);
    const back = await followNotifications(tabs[1], "notification:unread", () =>
      tabs[0].http.send("DELETE", `/api/notifications/read?readAt=${readAt}`),
    );
    expect(back).toEqual(await page("rosa"));
    expect(unreadAtFirst(await server.connect(desk.who("rosa")))).toBe(1);
    await until("both tabs received it", () =>
      tabs.every((tab) => countOf(tab, "notification:unread") === 1),
    );
    expect(tabs.map((tab) => countOf(tab, "notification:new"))).toEqual([1, 1]);
    expect(others.map((one) => countOf(one, "notification:new") + countOf(one, "notification:read"))).toEqual(
      [0, 0],
    );
  });

  it("are read by reading the ticket, in all tabs; reading one ticket leaves those of others", async () => {
    const [one, two] = [await desk.filed("rosa"), await desk.filed("rosa")];
    const client = await server.connect(desk.who("rosa"));
    await desk.say("alma", one, "One.");
    await desk.change("alma", one, { status: "waiting" });
    await desk.say("alma", two, "Two.");
    await desk.notify();
    const state = await followNotifications(client, "notification:read", () =>
      markRead(desk.who("rosa"), { ticket: one.id, version: 3 }),
    );
    expect(state).toEqual(await page("rosa"));
    expect(state.unread).toBe(1);
  });

  it("of a ticket that they may not see are neither listed nor counted, and come back with access; nobody learns its title", async () => {
    const ticket = await desk.filed("rosa", { title: "A SECRET project" });
    await desk.watch("ada", ticket, "otto");
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.say("rosa", ticket, "Please keep it to yourselves.");
    await desk.notify();
    expect((await page("alma")).unread).toBe(3);
    expect((await page("otto")).unread).toBe(2);
    await desk.change("ada", ticket, { teamId: desk.sealed.id });
    await desk.watch("ada", ticket, "otto", false);
    for (const name of ["alma", "otto"] as const) {
      const mine = await page(name);
      expect({ ...mine, items: mine.items.filter(({ title }) => title.includes("SECRET")) }).toMatchObject({
        items: [],
        unread: 0,
      });
      expect(unreadAtFirst(await server.connect(desk.who(name)))).toBe(0);
    }
    expect((await page("rosa")).items).toEqual([]);
    await desk.change("ada", ticket, { teamId: null });
    expect((await page("alma")).unread).toBe(3);
    await deleteTicket(desk.who("ada"), ticket.id);
    expect(await page("alma")).toMatchObject({ items: [], unread: 0 });
  });

  it("come back in all their tabs when they watch the ticket again, without an event for each", async () => {
    const ticket = await desk.filed("rosa");
    await desk.watch("ada", ticket, "alma");
    await desk.say("ada", ticket, "Hello.");
    await desk.watch("ada", ticket, "alma", false);
    await desk.change("ada", ticket, { teamId: desk.sealed.id });
    await desk.notify();
    const tab = await server.connect(desk.who("alma"));
    expect((await page("alma")).items).toEqual([]);
    await desk.watch("ada", ticket, "alma");
    await until("the tab received it", () => countOf(tab, "notification:changed") === 1);
    expect((await page("alma")).items.map(({ kind }) => kind)).toEqual(["created"]);
  });

  it("in one batch with the loss of access are not sent at all", async () => {
    const ticket = await desk.filed("rosa", { title: "A SECRET project" });
    await desk.change("ada", ticket, { assigneeId: desk.who("alma").id });
    await desk.notify();
    const [alma, rosa] = [await server.connect(desk.who("alma")), await server.connect(desk.who("rosa"))];
    await server.whileNobodyReads(async () => {
      const { rows } = await pool().query<{ id: string; version: number; at: Date }>(
        "SELECT id, version, at FROM events WHERE ticket_id = $1 AND type = 'ticket:created'",
        [ticket.id],
      );
      const [event] = rows;
      const receivers = new Map([
        [desk.who("alma").id, "reply"],
        [desk.who("rosa").id, "reply"],
      ] as const);
      if (event) {
        const { organisationId } = desk.who("alma");
        const unread = { ...event, organisationId, actorId: null, ticketId: ticket.id };
        await transaction((tx) => addNotifications(tx, unread, receivers));
      }
      await desk.change("ada", ticket, { teamId: desk.sealed.id, title: "A SECRET plan" });
    });
    await until("rosa received it", () => countOf(rosa, "notification:new") === 1);
    await until("alma was notified of her loss", () => countOf(alma, "ticket:removed") === 1);
    // Earlier events may still come, as she has only just connected.
    const received = alma.receipts.flatMap(({ name, payload }) =>
      name === "notification:new" ? [newNotificationSchema.parse(payload).notification.kind] : [],
    );
    expect(received).not.toContain("reply");
    expect(JSON.stringify(alma.receipts)).not.toContain("SECRET plan");
  });

  it("about notes are for the staff audience: a person who is only a watcher now does not learn that there was one", async () => {
    const ticket = await desk.filed("rosa");
    await desk.watch("ada", ticket, "olga");
    await desk.say("alma", ticket, "SECRET", true);
    await desk.say("alma", ticket, "@olga SECRET", true);
    await desk.say("alma", ticket, "Hello.");
    await desk.notify();
    expect((await page("olga")).items.map(({ kind }) => kind).sort()).toEqual([
      "created",
      "mention",
      "note",
      "reply",
      "watching",
    ]);
    await changeUser(
      desk.who("ada"),
      { personId: desk.who("olga").id, patch: { role: "user" } },
      { key: null, address: "" },
    );
    const mine = await fetchNotifications(await server.http({ ...desk.who("olga"), role: "user" }));
    expect(mine.items.map(({ kind }) => kind).sort()).toEqual(["created", "reply", "watching"]);
    expect(mine.unread).toBe(3);
  });

  it("the rule as SQL and the policy agree, for everybody, every kind and every team of a ticket", async () => {
    const guest = await makeActor(desk.organisation, { role: "guest" });
    const foreign = await makeActor(await makeOrganisation({ host: "far.example" }), { role: "admin" });
    const names = ["ada", "alma", "olga", "sasha", "vera", "rosa", "otto"] as const;
    const everybody = [...names.map((name) => desk.who(name)), guest, foreign];
    for (const teamId of [null, desk.open.id, desk.sealed.id]) {
      const ticket = await desk.filed("ada", {
        requesterId: desk.who("rosa").id,
        teamId,
        watcherIds: [desk.who("alma").id],
      });
      for (const actor of everybody) {
        const seen = await findTicketOrNull(actor, ticket.id);
        await pool().query("DELETE FROM notifications WHERE person_id = $1", [actor.id]);
        await pool().query(
          `INSERT INTO notifications (id, person_id, kind, ticket_id, event_id)
           SELECT gen_random_uuid(), $1, kind, $2, gen_random_uuid() FROM unnest($3::text[]) AS kind`,
          [actor.id, ticket.id, NOTIFICATION_KINDS],
        );
        const mine = await listNotifications(actor, { limit: 100 });
        const allowed = NOTIFICATION_KINDS.filter((kind) => maySeeNotification(kind, seen?.audience ?? null));
        expect(mine.items.map(({ kind }) => kind).sort(), `${actor.role} ${actor.name}`).toEqual(
          actor.role === "guest" ? [] : [...allowed].sort(),
        );
        expect(mine.unread).toBe(mine.items.length);
      }
    }
  });

  it("come in pages, the newest first, the unread alone where asked; foreign ids and cursors change nothing", async () => {
    for (let count = 1; count <= 5; count++) {
      await desk.file("rosa", { title: `Ticket number ${count}` });
    }
    await notifyPeople();
    const titles = ["5", "4", "3", "2", "1"].map((count) => `created Ticket number ${count}`);
    expect(await shown("alma")).toEqual(titles);
    const first = await page("alma", "?limit=2");
    const second = await page("alma", `?limit=3&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ kind, title }) => `${kind} ${title}`)).toEqual(titles);
    expect(second.nextCursor).toBeNull();
    const [alma, olga] = [await server.http(desk.who("alma")), await server.http(desk.who("olga"))];
    const ids = first.items.map(({ id }) => id);
    expect((await olga.send("POST", "/api/notifications/read", { ids })).body).toMatchObject({
      read: 0,
      unread: 5,
    });
    const key = { "idempotency-key": "once" };
    for (let round = 0; round < 2; round++) {
      const answer = await alma.send("POST", "/api/notifications/read", { ids }, key);
      expect(answer.body).toMatchObject({ read: 2, unread: 3 });
    }
    expect((await page("alma", "?unread=1")).items).toHaveLength(3);
    expect((await alma.send("POST", "/api/notifications/read", { all: true })).body).toMatchObject({
      read: 3,
      unread: 0,
    });
    expect((await page("olga")).unread).toBe(5);
    for (const [path, body] of [
      ["POST", { ids: [] }],
      ["POST", { ids: ["none"] }],
      ["POST", {}],
    ] as const) {
      expect((await alma.send(path, "/api/notifications/read", body)).status).toBe(422);
    }
    expect((await alma.send("GET", "/api/notifications?cursor=WyJ4IiwieSJd")).body).toMatchObject({
      code: "bad_cursor",
    });
  });
});
