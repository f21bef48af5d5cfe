import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { closeResolvedTickets } from "@/features/tickets/server/write-close";
import { pool } from "@/server/database/database";
import { setUpDesk } from "@/testing/desk/setup";
import { until } from "@/testing/wait";
import {
  comment,
  expectProblem,
  fileTicket,
  makeCast,
  patchTicket,
  readTicket,
  type Cast,
  type Who,
} from "./cast";

const desk = setUpDesk();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(desk);
});

const send = (who: Who, method: string, path: string, body?: unknown) =>
  cast.http[who].send(method, path, body);
const hoursBetween = (from: string, to: string | null): number =>
  (Date.parse(to ?? "") - Date.parse(from)) / 3_600_000;

describe("filing a ticket", () => {
  it("gives it the next number, version 1, medium priority, a category and a due time", async () => {
    const first = await fileTicket(cast.http.requester);
    const second = await fileTicket(cast.http.unrelated);
    expect(second.number).toBe(first.number + 1);
    expect(first).toMatchObject({
      version: 1,
      status: "open",
      priority: "medium",
      category: "other",
      team: null,
      tags: [],
      assignee: null,
      commentCount: 0,
      attachmentCount: 0,
      firstResponseAt: null,
      resolvedAt: null,
      closedAt: null,
      lastReadVersion: 1,
      requester: { id: cast.actors.requester.id, role: "user" },
    });
    expect(await readTicket(cast.http.requester, String(first.number))).toMatchObject({ id: first.id });
  });

  it("is due the sooner the more pressing it is", async () => {
    const hours = [];
    for (const priority of ["urgent", "high", "medium", "low"]) {
      const ticket = await fileTicket(cast.http.agent, { priority });
      hours.push(hoursBetween(ticket.createdAt, ticket.dueAt));
    }
    expect(hours[0]).toBeGreaterThan(0);
    expect(hours).toEqual([...hours].sort((a, b) => a - b));
    expect(new Set(hours).size).toBe(4);
  });

  it("for somebody else is for agents and admins; a new requester is made by name and e-mail", async () => {
    const other = { requesterId: cast.actors.unrelated.id };
    expect((await fileTicket(cast.http.agent, other)).requester.id).toBe(cast.actors.unrelated.id);
    const made = await fileTicket(cast.http.admin, {
      requester: { name: "New Person", email: "New.Person@Example.org" },
    });
    const again = await fileTicket(cast.http.agent, {
      requester: { name: "Another Name", email: "new.person@example.org" },
    });
    expect(again.requester.id).toBe(made.requester.id);
    for (const who of ["viewer", "requester"] as const) {
      const input = { title: "Somebody else's", description: "Filed for them by mistake." };
      expectProblem(await send(who, "POST", "/api/tickets", { ...input, ...other }), 403, "forbidden");
      expectProblem(
        await send(who, "POST", "/api/tickets", {
          ...input,
          requester: { name: "A", email: "a@example.org" },
        }),
        403,
        "forbidden",
      );
    }
    expectProblem(
      await send("requester", "POST", "/api/tickets", {
        title: "Urgent to me",
        description: "As urgent as can be.",
        priority: "urgent",
      }),
      403,
      "forbidden",
    );
    expect((await fileTicket(cast.http.viewer)).requester.id).toBe(cast.actors.viewer.id);
    expect(
      (await fileTicket(cast.http.requester, { requesterId: cast.actors.requester.id, priority: "high" }))
        .priority,
    ).toBe("high");
  });
});

describe("a status", () => {
  it("sets and takes back resolvedAt and closedAt", async () => {
    const { id } = await fileTicket(cast.http.requester);
    const set = (status: string) => patchTicket(cast.http.agent, id, { status });
    expect(await set("in_progress")).toMatchObject({ resolvedAt: null, closedAt: null });
    const resolved = await set("resolved");
    expect(resolved).toMatchObject({ resolvedAt: expect.any(String), closedAt: null });
    expect(await set("closed")).toMatchObject({
      resolvedAt: resolved.resolvedAt,
      closedAt: expect.any(String),
    });
    expect(await set("open")).toMatchObject({ resolvedAt: null, closedAt: null });
    expect(await set("closed")).toMatchObject({ closedAt: expect.any(String) });
    expect(await set("waiting")).toMatchObject({ resolvedAt: null, closedAt: null });
  });

  it("follows the requester's reply: resolved, waiting or closed becomes open, or in_progress when assigned", async () => {
    for (const [assigneeId, after] of [
      [null, "open"],
      [cast.actors.agent.id, "in_progress"],
    ] as const) {
      for (const before of ["resolved", "waiting", "closed"]) {
        const { id } = await fileTicket(cast.http.requester);
        await patchTicket(cast.http.agent, id, { status: before, assigneeId });
        await comment(cast.http.requester, id);
        expect(await readTicket(cast.http.requester, id)).toMatchObject({
          status: after,
          resolvedAt: null,
          closedAt: null,
        });
      }
    }
    for (const untouched of ["open", "in_progress"]) {
      const { id } = await fileTicket(cast.http.requester);
      await patchTicket(cast.http.agent, id, { status: untouched });
      await comment(cast.http.requester, id);
      expect((await readTicket(cast.http.requester, id)).status).toBe(untouched);
    }
  });

  it("does not follow anybody else's reply, nor a note", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await send("agent", "PUT", `/api/tickets/${id}/watchers/${cast.actors.watcher.id}`);
    await patchTicket(cast.http.agent, id, { status: "waiting" });
    await comment(cast.http.watcher, id);
    await comment(cast.http.agent, id);
    await comment(cast.http.agent, id, { internal: true });
    expect((await readTicket(cast.http.agent, id)).status).toBe("waiting");
  });

  it("closes by itself seven days after it was resolved, of which everybody is notified", async () => {
    const { id } = await fileTicket(cast.http.requester);
    const { id: fresh } = await fileTicket(cast.http.requester);
    await patchTicket(cast.http.agent, id, { status: "resolved" });
    await patchTicket(cast.http.agent, fresh, { status: "resolved" });
    await pool().query("UPDATE tickets SET resolved_at = now() - interval '7 days 1 minute' WHERE id = $1", [
      id,
    ]);
    await pool().query("UPDATE tickets SET resolved_at = now() - interval '6 days 23 hours' WHERE id = $1", [
      fresh,
    ]);
    const ear = await desk.connect(cast.actors.requester);
    await closeResolvedTickets();
    const closing = () =>
      ear.received("ticket:statusChanged", (payload) => {
        const { ticketId, to } = Object(payload);
        return ticketId === id && to === "closed";
      })?.payload;
    await until("the requester is notified", () => closing() !== undefined);
    expect(closing()).toMatchObject({ version: 3, actor: null, from: "resolved" });
    expect(await readTicket(cast.http.requester, id)).toMatchObject({
      status: "closed",
      closedAt: expect.any(String),
      version: 3,
    });
    expect(await readTicket(cast.http.requester, fresh)).toMatchObject({
      status: "resolved",
      closedAt: null,
    });
  });

  it("a requester closes and reopens their own, and nothing else", async () => {
    const { id } = await fileTicket(cast.http.requester);
    expect(await patchTicket(cast.http.requester, id, { status: "closed" })).toMatchObject({
      status: "closed",
      closedAt: expect.any(String),
    });
    expect(await patchTicket(cast.http.requester, id, { status: "open" })).toMatchObject({
      status: "open",
      closedAt: null,
    });
    for (const status of ["in_progress", "waiting", "resolved"]) {
      expectProblem(await send("requester", "PATCH", `/api/tickets/${id}`, { status }), 403, "forbidden");
    }
  });
});

describe("the first response", () => {
  it("is the first public reply of staff: not a note, not the requester's, not a viewer's", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await comment(cast.http.requester, id);
    await comment(cast.http.agent, id, { internal: true });
    expect((await readTicket(cast.http.agent, id)).firstResponseAt).toBeNull();
    await comment(cast.http.agent, id);
    const { firstResponseAt } = await readTicket(cast.http.requester, id);
    expect(firstResponseAt).not.toBeNull();
    await comment(cast.http.admin, id);
    expect((await readTicket(cast.http.requester, id)).firstResponseAt).toBe(firstResponseAt);
  });

  it("is not an agent's reply to their own ticket", async () => {
    const { id } = await fileTicket(cast.http.agent);
    await comment(cast.http.agent, id);
    expect((await readTicket(cast.http.agent, id)).firstResponseAt).toBeNull();
  });
});

describe("an assignee", () => {
  it("is set by agents where there is no team or it is theirs, by admins everywhere, and is an agent or admin", async () => {
    const assigneeId = cast.actors.agent.id;
    const free = await fileTicket(cast.http.requester);
    expect((await patchTicket(cast.http.agent, free.id, { assigneeId })).assignee?.id).toBe(assigneeId);
    expect((await patchTicket(cast.http.agent, free.id, { assigneeId: null })).assignee).toBeNull();
    const theirs = await fileTicket(cast.http.requester, { teamId: cast.open.id });
    expect((await patchTicket(cast.http.member, theirs.id, { assigneeId })).assignee?.id).toBe(assigneeId);
    expectProblem(
      await send("agent", "PATCH", `/api/tickets/${theirs.id}`, { assigneeId: null }),
      403,
      "forbidden",
    );
    expect((await patchTicket(cast.http.admin, theirs.id, { assigneeId: null })).assignee).toBeNull();
    for (const who of ["viewer", "requester"] as const) {
      expectProblem(
        await send("admin", "PATCH", `/api/tickets/${theirs.id}`, { assigneeId: cast.actors[who].id }),
        422,
        "invalid",
        "assigneeId",
      );
    }
    expectProblem(
      await send("requester", "PATCH", `/api/tickets/${theirs.id}`, { assigneeId }),
      403,
      "forbidden",
    );
  });

  it("of a private team's ticket is one who sees it", async () => {
    const { id } = await fileTicket(cast.http.sealed, { teamId: cast.sealed.id });
    expectProblem(
      await send("admin", "PATCH", `/api/tickets/${id}`, { assigneeId: cast.actors.agent.id }),
      422,
      "invalid",
      "assigneeId",
    );
    expect(
      (await patchTicket(cast.http.sealed, id, { assigneeId: cast.actors.sealed.id })).assignee?.id,
    ).toBe(cast.actors.sealed.id);
  });
});

describe("a deleted ticket", () => {
  it("is gone for everybody, also from lists and search, until an admin restores it", async () => {
    const { id, number } = await fileTicket(cast.http.requester, { title: "Xylophone goes missing" });
    const commentId = await comment(cast.http.requester, id);
    expectProblem(await send("agent", "DELETE", `/api/tickets/${id}`), 403, "forbidden");
    expectProblem(await send("unrelated", "DELETE", `/api/tickets/${id}`), 404, "not_found");
    expect((await send("admin", "DELETE", `/api/tickets/${number}`)).status).toBe(204);
    for (const who of ["admin", "agent", "requester"] as const) {
      expectProblem(await send(who, "GET", `/api/tickets/${id}`), 404, "not_found");
      expectProblem(
        await send(who, "PATCH", `/api/comments/${commentId}`, { body: "Again" }),
        404,
        "not_found",
      );
      expect(
        z
          .object({ items: z.array(z.unknown()) })
          .parse((await send(who, "GET", "/api/tickets?q=xylophone")).body).items,
      ).toEqual([]);
    }
    expectProblem(await send("agent", "POST", `/api/tickets/${id}/restore`), 404, "not_found");
    expect(await send("admin", "POST", `/api/tickets/${id}/restore`)).toMatchObject({
      status: 200,
      body: { id, version: 4, commentCount: 1 },
    });
    expect((await send("requester", "GET", `/api/tickets/${id}`)).status).toBe(200);
  });
});
