import { describe, expect, it } from "vitest";
import { setUpDesk } from "@/testing/desk/setup";
import { until } from "@/testing/wait";
import { comment, patchTicket } from "./cast";
import { setUpJoinedTicket } from "./joined-ticket";
import { payloadsOf } from "./socket-cast";

const joined = setUpJoinedTicket(setUpDesk());
const { clientOf, send } = joined;

describe("a ticket that is read, and one that becomes invisible, as everybody receives it", () => {
  it("a reading counts nothing; its requester receives that it was seen, and once", async () => {
    const [cast, ticketId] = [joined.cast(), joined.ticketId()];
    await until("it was seen", () => payloadsOf(clientOf("requester"), "ticket:seen").length > 0);
    expect((await send("admin", "POST", `/api/tickets/${ticketId}/read`, { version: 1 })).body).toEqual({
      lastReadVersion: 1,
    });
    expect(await clientOf("agent").ask("ticket:read", { ticketId, version: 1 })).toEqual({
      ok: true,
      lastReadVersion: 1,
    });
    await until("both were notified", () => payloadsOf(clientOf("agent"), "ticket:read").length === 2);
    expect(payloadsOf(clientOf("agent"), "ticket:read")).toContainEqual({
      ticketId,
      userId: cast.actors.admin.id,
      readVersion: 1,
    });
    expect(payloadsOf(clientOf("requester"), "ticket:seen")).toEqual([{ ticketId, at: expect.any(String) }]);
    for (const who of ["watcher", "unrelated"] as const) {
      expect([
        ...payloadsOf(clientOf(who), "ticket:seen"),
        ...payloadsOf(clientOf(who), "ticket:read"),
      ]).toEqual([]);
    }
    expect((await send("agent", "GET", `/api/tickets/${ticketId}`)).body).toMatchObject({
      version: 1,
      lastReadVersion: 1,
    });
    expect((await send("agent", "POST", `/api/tickets/${ticketId}/read`, { version: 99 })).body).toEqual({
      lastReadVersion: 1,
    });
  });

  it("a person who loses access to it is notified, with the reason", async () => {
    const [cast, ticketId] = [joined.cast(), joined.ticketId()];
    await send("agent", "DELETE", `/api/tickets/${ticketId}/watchers/${cast.actors.watcher.id}`);
    await until(
      "the watcher was notified",
      () => payloadsOf(clientOf("watcher"), "ticket:removed").length === 1,
    );
    expect(payloadsOf(clientOf("watcher"), "ticket:removed")).toEqual([
      { ticketId, reason: expect.any(String) },
    ]);
    await patchTicket(cast.http.admin, ticketId, { teamId: cast.sealed.id, tags: ["hush"] });
    await until("the agent was notified", () => payloadsOf(clientOf("agent"), "ticket:removed").length === 1);
    await comment(cast.http.admin, ticketId, { body: "After they left" });
    await until("the requester received it", () =>
      JSON.stringify(clientOf("requester").receipts).includes("After they left"),
    );
    expect(payloadsOf(clientOf("requester"), "ticket:removed")).toEqual([]);
    expect(payloadsOf(clientOf("admin"), "ticket:removed")).toEqual([]);
    expect(JSON.stringify(clientOf("requester").receipts)).not.toMatch(/hush|Sealed team/);
    for (const who of ["agent", "watcher"] as const) {
      expect(JSON.stringify(clientOf(who).receipts)).not.toMatch(/hush|Sealed team|After they left/);
      expect(await clientOf(who).ask("ticket:join", { ticketId, since: 1 })).toMatchObject({
        ok: false,
        error: { code: "not_found" },
      });
    }
  });
});
