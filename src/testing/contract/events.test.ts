import { describe, expect, it } from "vitest";
import { z } from "zod";
import { setUpDesk } from "@/testing/desk/setup";
import { comment, patchTicket, type Who } from "./cast";
import { setUpJoinedTicket } from "./joined-ticket";
import { emailsIn, receivedBy, DERIVED_NAMES, untilVersion, VERSIONED } from "./socket-cast";

const joined = setUpJoinedTicket(setUpDesk());
const { clientOf, send } = joined;

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

describe("the life of a ticket, as everybody receives it", () => {
  it("comes whole, in order, without a gap for either audience, and shows nobody what they may not see", async () => {
    const [cast, ticketId] = [joined.cast(), joined.ticketId()];
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
    await untilVersion(clientOf("agent"), ticketId, 12);
    await untilVersion(clientOf("watcher"), ticketId, 8);

    for (const [who, all] of [
      ["agent", 12],
      ["requester", 8],
      ["watcher", 8],
    ] as const) {
      const received = receivedBy(clientOf(who), ticketId);
      const counting = received
        .filter((event) => VERSIONED.includes(event.name))
        .map((event) => event.version);
      const first = who === "watcher" ? 2 : 1;
      expect(counting, who).toEqual(Array.from({ length: all - first + 1 }, (_, index) => first + index));
      received.forEach((event, index) => {
        if (DERIVED_NAMES.includes(event.name) && !(who === "watcher" && event.version === 1)) {
          const before = received.slice(0, index).findLast((earlier) => VERSIONED.includes(earlier.name));
          expect([before?.eventId, before?.version], `${who} ${event.name}`).toEqual([
            event.eventId,
            event.version,
          ]);
        }
      });
      expect(new Set(received.map((event) => `${event.eventId} ${event.name}`)).size).toBe(received.length);
    }
    const update = receivedBy(clientOf("requester"), ticketId).filter((event) => event.version === 3);
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
      receivedBy(clientOf("viewer"), ticketId).filter((event) => event.name === "ticket:activity").length,
    ).toBeGreaterThan(6);
    expect(clientOf("unrelated").names()).toEqual([]);
    for (const who of ["requester", "watcher", "unrelated"] as const) {
      expect(JSON.stringify(clientOf(who).receipts)).not.toContain("SECRET");
      expect(emailsIn(clientOf(who))).toEqual([]);
    }
    for (const client of joined.clients()) {
      expect(JSON.stringify(client.receipts)).not.toMatch(/password|argon2|token"/i);
    }
  });

  it("comes deleted also on replay, and a replay holds the missed events with their derived events", async () => {
    const [cast, ticketId] = [joined.cast(), joined.ticketId()];
    const said = await comment(cast.http.requester, ticketId, { body: "Regretted words" });
    await comment(cast.http.agent, ticketId, { body: "SECRET", internal: true });
    await send("requester", "DELETE", `/api/comments/${said}`);
    await patchTicket(cast.http.agent, ticketId, { status: "waiting" });
    const public_ = await clientOf("requester").ask("ticket:join", { ticketId, since: 1 });
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
    const staff = await clientOf("agent").ask("ticket:join", { ticketId, since: 1 });
    expect(staff).toMatchObject({
      ok: true,
      version: 5,
      events: expect.any(Array),
      viewers: expect.any(Array),
    });
    expect(JSON.stringify(staff)).not.toContain("Regretted");
    expect(public_?.["viewers"]).toBeUndefined();
    expect(await clientOf("agent").ask("ticket:join", { ticketId, since: 5 })).toMatchObject({
      ok: true,
      version: 5,
      events: [],
    });
    expect(await clientOf("agent").ask("ticket:join", { ticketId, since: 99 })).toMatchObject({
      ok: true,
      version: 5,
      resync: true,
    });
  });
});
