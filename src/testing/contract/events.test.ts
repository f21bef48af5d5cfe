import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { setUpDesk } from "@/testing/desk-setup";
import type { SocketClient } from "@/testing/socket-client";
import { until } from "@/testing/wait";
import { comment, fileTicket, makeCast, patchTicket, type Cast, type Who } from "./cast";
import { emailsIn, heardOf, payloadsOf, TWINS, untilVersion, VERSIONED } from "./socket-cast";

const desk = setUpDesk();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(desk);
});

const send = (who: Who, method: string, path: string, body?: unknown) =>
  cast.http[who].send(method, path, body);

async function attach(who: Who, ticketId: string, fields: Record<string, string> = {}): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob(["some words"]), "notes.txt");
  Object.entries(fields).forEach(([name, value]) => form.append(name, value));
  const answer = await send(who, "POST", `/api/tickets/${ticketId}/attachments`, form);
  return (
    z.object({ items: z.array(z.object({ id: z.string() })).nonempty() }).parse(answer.body).items[0]?.id ??
    ""
  );
}

describe("a life of a ticket, as everybody hears it", () => {
  let ticketId: string;
  const ears = new Map<Who, SocketClient>();

  beforeEach(async () => {
    ears.clear();
    for (const who of ["admin", "agent", "viewer", "requester", "watcher", "stranger"] as const) {
      ears.set(who, await desk.connect(cast.actors[who]));
    }
    ticketId = (await fileTicket(cast.http.requester)).id;
    await send("agent", "PUT", `/api/tickets/${ticketId}/watchers/${cast.actors.watcher.id}`);
    for (const who of ["agent", "requester", "watcher"] as const) {
      expect(await ears.get(who)?.ask("ticket:join", { ticketId })).toMatchObject({ ok: true, version: 1 });
    }
  });

  const ear = (who: Who): SocketClient => {
    const client = ears.get(who);
    if (!client) {
      throw new Error(`${who} does not listen`);
    }
    return client;
  };

  it("comes whole, in order, without a gap on either side, and shows nobody what is not theirs", async () => {
    const said = await comment(cast.http.agent, ticketId, { body: "Have a look." });
    const note = await comment(cast.http.agent, ticketId, { body: "SECRET note", internal: true });
    await patchTicket(cast.http.agent, ticketId, {
      status: "in_progress",
      priority: "high",
      assigneeId: cast.actors.agent.id,
      title: "Three at once",
    });
    await send("agent", "PATCH", `/api/comments/${said}`, { body: "Have another look." });
    await send("agent", "PATCH", `/api/comments/${note}`, { body: "SECRET note, changed" });
    const file = await attach("requester", ticketId);
    await attach("agent", ticketId, { internal: "true" });
    await send("requester", "DELETE", `/api/attachments/${file}`);
    await send("agent", "DELETE", `/api/comments/${note}`);
    await send("agent", "DELETE", `/api/comments/${said}`);
    await send("admin", "DELETE", `/api/tickets/${ticketId}`);
    await untilVersion(ear("agent"), ticketId, 12);
    await untilVersion(ear("watcher"), ticketId, 8);

    for (const [who, all] of [
      ["agent", 12],
      ["requester", 8],
      ["watcher", 8],
    ] as const) {
      const heard = heardOf(ear(who), ticketId);
      const counting = heard.filter((event) => VERSIONED.includes(event.name)).map((event) => event.version);
      const first = who === "watcher" ? 2 : 1;
      expect(counting, who).toEqual(Array.from({ length: all - first + 1 }, (_, index) => first + index));
      heard.forEach((event, index) => {
        if (TWINS.includes(event.name) && !(who === "watcher" && event.version === 1)) {
          const before = heard.slice(0, index).findLast((earlier) => VERSIONED.includes(earlier.name));
          expect([before?.eventId, before?.version], `${who} ${event.name}`).toEqual([
            event.eventId,
            event.version,
          ]);
        }
      });
      expect(new Set(heard.map((event) => `${event.eventId} ${event.name}`)).size).toBe(heard.length);
    }
    const update = heardOf(ear("requester"), ticketId).filter((event) => event.version === 3);
    expect(update.map((event) => event.name)).toEqual([
      "ticket:updated",
      "ticket:statusChanged",
      "ticket:priorityChanged",
      "ticket:assigned",
    ]);
    expect(update[0]).toMatchObject({
      actor: { id: cast.actors.agent.id, name: cast.actors.agent.name },
      changes: { status: { from: "open", to: "in_progress" }, title: { to: "Three at once" } },
      ticket: { id: ticketId, status: "in_progress" },
    });
    expect(update.slice(1)).toMatchObject([
      { from: "open", to: "in_progress" },
      { from: "medium", to: "high" },
      { from: null, to: { id: cast.actors.agent.id } },
    ]);
    expect(
      heardOf(ear("viewer"), ticketId).filter((event) => event.name === "ticket:activity").length,
    ).toBeGreaterThan(6);
    expect(ear("stranger").names()).toEqual([]);
    for (const who of ["requester", "watcher", "stranger"] as const) {
      expect(JSON.stringify(ear(who).receipts)).not.toContain("SECRET");
      expect(emailsIn(ear(who))).toEqual([]);
    }
    for (const client of ears.values()) {
      expect(JSON.stringify(client.receipts)).not.toMatch(/password|argon2|token"/i);
    }
  });

  it("comes deleted also on replay, and a replay is what was missed with its twins", async () => {
    const said = await comment(cast.http.requester, ticketId, { body: "Regretted words" });
    await comment(cast.http.agent, ticketId, { body: "SECRET", internal: true });
    await send("requester", "DELETE", `/api/comments/${said}`);
    await patchTicket(cast.http.agent, ticketId, { status: "waiting" });
    const public_ = await ear("requester").ask("ticket:join", { ticketId, since: 1 });
    expect(public_).toMatchObject({ ok: true, version: 4 });
    expect(
      z
        .array(z.object({ name: z.string(), version: z.number() }))
        .parse(public_?.["events"])
        .map(({ name, version }) => `${version} ${name}`),
    ).toEqual([
      "2 comment:added",
      "2 ticket:activity",
      "3 comment:deleted",
      "3 ticket:activity",
      "4 ticket:updated",
      "4 ticket:statusChanged",
    ]);
    expect(JSON.stringify(public_)).not.toMatch(/Regretted|SECRET|@example/);
    const staff = await ear("agent").ask("ticket:join", { ticketId, since: 1 });
    expect(staff).toMatchObject({
      ok: true,
      version: 5,
      events: expect.any(Array),
      viewers: expect.any(Array),
    });
    expect(JSON.stringify(staff)).not.toContain("Regretted");
    expect(public_?.["viewers"]).toBeUndefined();
    expect(await ear("agent").ask("ticket:join", { ticketId, since: 5 })).toMatchObject({
      ok: true,
      version: 5,
      events: [],
    });
    expect(await ear("agent").ask("ticket:join", { ticketId, since: 99 })).toMatchObject({
      ok: true,
      version: 5,
      resync: true,
    });
  });

  it("a reading counts nothing; its requester hears that it was seen, and once", async () => {
    await until("it was seen", () => payloadsOf(ear("requester"), "ticket:seen").length > 0);
    expect((await send("admin", "POST", `/api/tickets/${ticketId}/read`, { version: 1 })).body).toEqual({
      lastReadVersion: 1,
    });
    expect(await ear("agent").ask("ticket:read", { ticketId, version: 1 })).toEqual({
      ok: true,
      lastReadVersion: 1,
    });
    await until("both were told", () => payloadsOf(ear("agent"), "ticket:read").length === 2);
    expect(payloadsOf(ear("agent"), "ticket:read")).toContainEqual({
      ticketId,
      userId: cast.actors.admin.id,
      readVersion: 1,
    });
    expect(payloadsOf(ear("requester"), "ticket:seen")).toEqual([{ ticketId, at: expect.any(String) }]);
    for (const who of ["watcher", "stranger"] as const) {
      expect([...payloadsOf(ear(who), "ticket:seen"), ...payloadsOf(ear(who), "ticket:read")]).toEqual([]);
    }
    expect((await send("agent", "GET", `/api/tickets/${ticketId}`)).body).toMatchObject({
      version: 1,
      lastReadVersion: 1,
    });
    expect((await send("agent", "POST", `/api/tickets/${ticketId}/read`, { version: 99 })).body).toEqual({
      lastReadVersion: 1,
    });
  });

  it("whoever loses sight of it is told so, and why", async () => {
    await send("agent", "DELETE", `/api/tickets/${ticketId}/watchers/${cast.actors.watcher.id}`);
    await until("the watcher was told", () => payloadsOf(ear("watcher"), "ticket:removed").length === 1);
    expect(payloadsOf(ear("watcher"), "ticket:removed")).toEqual([{ ticketId, reason: expect.any(String) }]);
    await patchTicket(cast.http.admin, ticketId, { teamId: cast.sealed.id, tags: ["hush"] });
    await until("the agent was told", () => payloadsOf(ear("agent"), "ticket:removed").length === 1);
    await comment(cast.http.admin, ticketId, { body: "After they left" });
    await until("the requester heard it", () =>
      JSON.stringify(ear("requester").receipts).includes("After they left"),
    );
    expect(payloadsOf(ear("requester"), "ticket:removed")).toEqual([]);
    expect(payloadsOf(ear("admin"), "ticket:removed")).toEqual([]);
    expect(JSON.stringify(ear("requester").receipts)).not.toMatch(/hush|Sealed team/);
    for (const who of ["agent", "watcher"] as const) {
      expect(JSON.stringify(ear(who).receipts)).not.toMatch(/hush|Sealed team|After they left/);
      expect(await ear(who).ask("ticket:join", { ticketId, since: 1 })).toMatchObject({
        ok: false,
        error: { code: "not_found" },
      });
    }
  });
});
