import { describe, expect, it } from "vitest";
import { setUpDesk } from "@/testing/desk/setup";
import { until } from "@/testing/wait";
import { comment, patchTicket } from "./cast";
import { setUpHeardTicket } from "./heard-ticket";
import { payloadsOf } from "./socket-cast";

const heardTicket = setUpHeardTicket(setUpDesk());
const { ear, send } = heardTicket;

describe("a ticket that is read, and one that becomes invisible, as everybody receives it", () => {
  it("a reading counts nothing; its requester hears that it was seen, and once", async () => {
    const [cast, ticketId] = [heardTicket.cast(), heardTicket.ticketId()];
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
    for (const who of ["watcher", "unrelated"] as const) {
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

  it("a person who loses access to it is told so, and why", async () => {
    const [cast, ticketId] = [heardTicket.cast(), heardTicket.ticketId()];
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
