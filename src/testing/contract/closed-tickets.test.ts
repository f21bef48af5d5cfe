import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pool } from "@/server/database/database";
import { setUpDesk } from "@/testing/desk/setup";
import { fetchTicket } from "@/testing/views/fresh";
import { until } from "@/testing/wait";
import { comment, expectProblem, fileTicket, makeCast, patchTicket, readTicket, type Cast } from "./cast";

const desk = setUpDesk();
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast(desk);
});

async function closedSince(interval: string): Promise<{ id: string; number: number; title: string }> {
  const ticket = await fileTicket(cast.http.requester, { title: "The lift is stuck" });
  await patchTicket(cast.http.agent, ticket.id, { status: "closed" });
  await pool().query("UPDATE tickets SET closed_at = now() - $2::interval WHERE id = $1", [
    ticket.id,
    interval,
  ]);
  return ticket;
}

const reply = (ticketId: string) =>
  cast.http.requester.send("POST", `/api/tickets/${ticketId}/comments`, { body: "It is stuck again." });

describe("its requester's reply to a closed ticket", () => {
  it("opens it again within 14 days, and is refused with 409 closed after that; nothing is written then", async () => {
    const recent = await closedSince("13 days 23 hours");
    expect((await reply(recent.id)).status).toBe(201);
    expect(await readTicket(cast.http.requester, recent.id)).toMatchObject({
      status: "open",
      closedAt: null,
    });
    const old = await closedSince("14 days 1 minute");
    const problem = expectProblem(await reply(old.id), 409, "closed");
    expect(problem["followUpOf"]).toEqual({ id: old.id, number: old.number, title: old.title });
    expect(await readTicket(cast.http.requester, old.id)).toMatchObject({
      status: "closed",
      commentCount: 0,
      version: 2,
    });
  });

  it("is what the organisation says; 0 opens nothing again", async () => {
    const set = (reopenDays: unknown) => cast.http.admin.send("PATCH", "/api/admin/settings", { reopenDays });
    for (const wrong of [-1, 366, 1.5, "7"]) {
      expectProblem(await set(wrong), 422, "invalid", "reopenDays");
    }
    expect((await set(0)).body).toMatchObject({ reopenDays: 0 });
    const fresh = await closedSince("1 second");
    expectProblem(await reply(fresh.id), 409, "closed");
    await set(30);
    expect((await reply(fresh.id)).status).toBe(201);
    await set(14);
  });

  it("stays open to staff and watchers, who open nothing by it, and to notes", async () => {
    const old = await closedSince("300 days");
    await cast.http.agent.send("PUT", `/api/tickets/${old.id}/watchers/${cast.actors.watcher.id}`);
    await comment(cast.http.agent, old.id);
    await comment(cast.http.agent, old.id, { internal: true });
    await comment(cast.http.watcher, old.id);
    expect((await readTicket(cast.http.agent, old.id)).status).toBe("closed");
  });

  it("of files alone is refused as well, when it is too late; what staff add is not", async () => {
    const upload = async (who: "requester" | "agent", ticketId: string) => {
      const form = new FormData();
      form.append("file", new File(["between two floors"], "stuck.txt"));
      const answer = await cast.http[who].send("POST", `/api/tickets/${ticketId}/attachments`, form);
      return [answer.status, Reflect.get(Object(answer.body), "code")];
    };
    const old = await closedSince("15 days");
    expect(await upload("requester", old.id)).toEqual([409, "closed"]);
    expect(await upload("agent", old.id)).toEqual([201, undefined]);
    expect(await upload("requester", (await closedSince("1 day")).id)).toEqual([201, undefined]);
  });

  it("which opens it is one change with it, in order, for both audiences", async () => {
    const old = await closedSince("1 day");
    const [staff, requester] = [
      await desk.connect(cast.actors.agent),
      await desk.connect(cast.actors.requester),
    ];
    staff.watch(old.id);
    requester.watch(old.id);
    await until("both hold it", () => staff.isIdle() && requester.isIdle());
    expect((await reply(old.id)).status).toBe(201);
    for (const client of [staff, requester]) {
      await until("the change was received", () => client.open.get(old.id)?.state?.version === 4);
      const fresh = await fetchTicket(client.http, old.id);
      expect(client.open.get(old.id)?.state).toMatchObject({ ...fresh, version: 4 });
      expect(fresh?.ticket).toMatchObject({ status: "open", closedAt: null });
    }
  });
});

describe("a ticket that follows up on another", () => {
  it("names that one by id or number, to people who may see it", async () => {
    const old = await closedSince("20 days");
    for (const followUpOf of [old.id, old.number, String(old.number)]) {
      const ticket = await fileTicket(cast.http.requester, { followUpOf });
      const follows = { id: old.id, number: old.number, title: old.title };
      expect(ticket.followUpOf).toEqual(follows);
      expect((await readTicket(cast.http.agent, ticket.id)).followUpOf).toEqual(follows);
      await cast.http.agent.send("PUT", `/api/tickets/${ticket.id}/watchers/${cast.actors.watcher.id}`);
      expect((await readTicket(cast.http.watcher, ticket.id)).followUpOf).toBeUndefined();
    }
  });

  it("is filed without one, and refuses one that its author may not see, or that is none", async () => {
    expect((await fileTicket(cast.http.requester)).followUpOf).toBeUndefined();
    expect((await fileTicket(cast.http.requester, { followUpOf: null })).followUpOf).toBeUndefined();
    const foreign = await fileTicket(cast.http.unrelated);
    for (const followUpOf of [
      foreign.id,
      foreign.number,
      999_999,
      "x",
      "",
      -1,
      1.5,
      {},
      crypto.randomUUID(),
    ]) {
      const answer = await cast.http.requester.send("POST", "/api/tickets", {
        title: "Goes on from another",
        description: "It is stuck again.",
        followUpOf,
      });
      expectProblem(answer, 422, "invalid", "followUpOf");
    }
  });

  it("outlives the one that it follows up on", async () => {
    const old = await closedSince("20 days");
    const ticket = await fileTicket(cast.http.requester, { followUpOf: old.id });
    await cast.http.admin.send("DELETE", `/api/tickets/${old.id}`);
    expect((await readTicket(cast.http.requester, ticket.id)).followUpOf).toBeUndefined();
    await pool().query("DELETE FROM tickets WHERE id = $1", [old.id]);
    expect((await readTicket(cast.http.requester, ticket.id)).followUpOf).toBeUndefined();
    const list = z.object({ items: z.array(z.looseObject({})) });
    const { items } = list.parse(await cast.http.requester.get("/api/tickets?limit=1"));
    expect(items[0]).not.toHaveProperty("followUpOf");
  });
});
