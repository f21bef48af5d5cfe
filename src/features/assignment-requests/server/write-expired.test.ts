import { describe, expect, it } from "vitest";
import { closeResolvedTickets } from "@/features/tickets/server/write-close";
import { pool } from "@/server/database/database";
import { codeOf, setUpRequestDesk } from "@/testing/desk/requests";
import { setUpDesk } from "@/testing/desk/setup";

const { cast, send, asked, decide, patch, stateOf, listOf } = setUpRequestDesk(setUpDesk());

describe("a request expires in the change that makes it needless", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["the ticket got that assignee", () => patch(cast().members[0], { assigneeId: cast().asker.id })],
    ["it was closed", () => patch(cast().members[0], { status: "closed" })],
    ["it moved to another team", () => patch(cast().admin, { teamId: cast().sealed.id })],
    ["it has no team any more", () => patch(cast().admin, { teamId: null })],
    ["it was deleted", () => send(cast().admin, "DELETE", `/api/tickets/${cast().ticketId}`)],
  ])("%s", async (_what, change) => {
    const request = await asked(cast().asker);
    await change();
    const { rows } = await pool().query<{ state: string; is_same_transaction: boolean }>(
      `SELECT r.state, (SELECT count(DISTINCT e.xid) FROM events e WHERE e.ticket_id = r.ticket_id AND e.at >= r.decided_at) = 1 AS is_same_transaction
       FROM assignment_requests r WHERE r.id = $1`,
      [request.id],
    );
    expect(rows).toEqual([{ state: "expired", is_same_transaction: true }]);
    expect((await listOf(cast().admin, "?state=pending&limit=100")).items.map(({ id }) => id)).not.toContain(
      request.id,
    );
  });

  it("also when it closes by itself", async () => {
    const request = await asked(cast().asker);
    await patch(cast().members[0], { status: "resolved" });
    expect(await stateOf(request.id)).toEqual(["pending", null]);
    await pool().query("UPDATE tickets SET resolved_at = now() - interval '90 days' WHERE id = $1", [
      cast().ticketId,
    ]);
    await closeResolvedTickets();
    expect(await stateOf(request.id)).toEqual(["expired", null]);
  });

  it("what is nothing of it leaves it: other fields, another assignee", async () => {
    const request = await asked(cast().asker);
    await patch(cast().members[0], {
      priority: "high",
      title: "Still on fire",
      assigneeId: cast().members[1].id,
    });
    expect(await stateOf(request.id)).toEqual(["pending", null]);
    const other = await asked(cast().outsider, { assigneeId: cast().asker.id });
    await decide(cast().members[0], other.id, "approve");
    // Two asked for the same: the one that was not approved is not needed any more.
    expect(await stateOf(request.id)).toEqual(["expired", cast().members[0].id]);
    expect(await stateOf(other.id)).toEqual(["approved", cast().members[0].id]);
  });

  it("nobody sees a request of a ticket that they do not see, by today's rights", async () => {
    const request = await asked(cast().asker);
    await patch(cast().admin, { teamId: cast().sealed.id });
    for (const who of [cast().asker, cast().members[0], cast().outsider]) {
      expect((await send(who, "GET", `/api/tickets/${cast().ticketId}/assignment-requests`)).status).toBe(
        404,
      );
      expect((await listOf(who, "?limit=100")).items.map(({ id }) => id)).not.toContain(request.id);
      expect(codeOf(await decide(who, request.id, "decline"))).toEqual([404, "not_found"]);
    }
    expect(codeOf(await decide(cast().sealedMember, request.id, "decline"))).toEqual([409, "decided"]);
  });
});
