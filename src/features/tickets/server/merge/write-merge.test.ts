import { describe, expect, it } from "vitest";
import type { TicketDto } from "@/features/tickets/schema";
import { pool } from "@/server/database/database";
import { MergingDesk } from "@/testing/desk/merged-tickets";
import { NotificationDesk } from "@/testing/desk/notifications";
import { setUpDesk } from "@/testing/desk/setup";

const people = NotificationDesk.setUp();
const desk = new MergingDesk(setUpDesk(), people);

/** Rosa's ticket, which is merged into Otto's; each has a message of its requester and a note. */
async function filed(): Promise<{ rosas: TicketDto; ottos: TicketDto }> {
  const rosas = await people.file("rosa", { title: "Rosa cannot print" });
  const ottos = await people.file("otto", { title: "Otto cannot print" });
  await people.say("rosa", rosas, "Rosa before");
  await people.say("alma", rosas, "Note on Rosa", true);
  await people.say("otto", ottos, "Otto before");
  return { rosas, ottos };
}

/** A ticket without what counts on by itself, and what was said since. */
function fixed(ticket: TicketDto | null): Record<string, unknown> {
  const rest: Record<string, unknown> = { ...ticket };
  for (const name of ["version", "updatedAt", "commentCount", "lastReadVersion"]) {
    delete rest[name];
  }
  return rest;
}

describe("a merged ticket", () => {
  it("is the other one to staff, by id and number, to read and to write", async () => {
    const { rosas, ottos } = await filed();
    const answer = await desk.merge("alma", rosas, ottos);
    expect(answer).toMatchObject({ id: ottos.id, mergedTickets: [{ id: rosas.id, title: rosas.title }] });
    for (const name of ["ada", "alma", "vera"] as const) {
      expect((await desk.ticket(name, rosas))?.id).toBe(ottos.id);
      expect(await desk.texts(name, rosas)).toEqual(["Rosa before", "Note on Rosa", "Otto before"]);
    }
    expect((await desk.send("alma", "GET", `/api/tickets/${rosas.number}`)).body).toMatchObject({
      number: ottos.number,
      commentCount: 3,
    });
    const asOtto = await desk.send("alma", "GET", `/api/tickets/${rosas.number}?as=requester`);
    expect(asOtto.body).toMatchObject({ id: ottos.id, commentCount: 1 });
    await desk.send("alma", "PATCH", `/api/tickets/${rosas.number}`, { priority: "high" });
    expect(await desk.ticket("otto", ottos)).toMatchObject({ priority: "high" });
    expect(await desk.ticket("rosa", rosas)).toMatchObject({ priority: "medium" });
  });

  it("shows its requester what was theirs and what staff answer afterwards; and nobody what was another's", async () => {
    const { rosas, ottos } = await filed();
    await desk.merge("alma", rosas, ottos);
    await people.say("alma", ottos, "Answer to both");
    await people.say("alma", ottos, "Note to staff", true);
    await people.say("rosa", rosas, "Rosa after");
    await people.say("otto", ottos, "Otto after");
    expect(await desk.texts("rosa", rosas)).toEqual(["Rosa before", "Answer to both", "Rosa after"]);
    expect(await desk.texts("otto", ottos)).toEqual(["Otto before", "Answer to both", "Otto after"]);
    expect(await desk.texts("alma", ottos)).toEqual([
      "Rosa before",
      "Note on Rosa",
      "Otto before",
      "Answer to both",
      "Note to staff",
      "Rosa after",
      "Otto after",
    ]);
    const [mine, his] = [await desk.ticket("rosa", rosas), await desk.ticket("otto", ottos)];
    expect(mine).toMatchObject({ id: rosas.id, status: "closed", commentCount: 3 });
    expect(mine?.mergedAt).not.toBeNull();
    expect(mine).not.toHaveProperty("mergedInto");
    expect(his).toMatchObject({ commentCount: 3, mergedAt: null });
    expect(his).not.toHaveProperty("mergedTickets");
    expect(await desk.ticket("rosa", ottos)).toBeNull();
    expect(await desk.ticket("otto", rosas)).toBeNull();
    // What each of them can fetch one by one is no more than that.
    const all = await desk.comments("alma", ottos);
    const seenBy = async (name: "rosa" | "otto"): Promise<string[]> => {
      const seen = await Promise.all(
        all.map(async ({ id, body }) =>
          (await desk.send(name, "GET", `/api/comments/${id}`)).status === 200 ? body : null,
        ),
      );
      return seen.filter((body) => body !== null);
    };
    expect(await seenBy("rosa")).toEqual(["Rosa before", "Answer to both", "Rosa after"]);
    expect(await seenBy("otto")).toEqual(["Otto before", "Answer to both", "Otto after"]);
  });

  it("changes and deletes an answer wherever it is shown", async () => {
    const { rosas, ottos } = await filed();
    await desk.merge("alma", rosas, ottos);
    const answer = await people.say("alma", ottos, "Answer");
    const reply = await people.say("rosa", rosas, "Reply");
    await desk.send("alma", "PATCH", `/api/comments/${answer.id}`, { body: "Answer, better" });
    await desk.send("rosa", "PATCH", `/api/comments/${reply.id}`, { body: "Reply, better" });
    expect(await desk.texts("rosa", rosas)).toEqual(["Rosa before", "Answer, better", "Reply, better"]);
    expect((await desk.texts("alma", ottos)).slice(-2)).toEqual(["Answer, better", "Reply, better"]);
    expect((await desk.send("rosa", "DELETE", `/api/comments/${answer.id}`)).status).toBe(404);
    await desk.send("alma", "DELETE", `/api/comments/${answer.id}`);
    await desk.send("rosa", "DELETE", `/api/comments/${reply.id}`);
    expect(await desk.texts("rosa", rosas)).toEqual(["Rosa before"]);
    expect((await desk.texts("alma", ottos)).slice(-1)).toEqual(["Otto before"]);
    expect(await desk.ticket("rosa", rosas)).toMatchObject({ commentCount: 1 });
    expect(await desk.ticket("alma", ottos)).toMatchObject({ commentCount: 3 });
  });

  it("is opened again by its requester's reply where staff go on with it, without their name", async () => {
    const { rosas, ottos } = await filed();
    await desk.merge("alma", rosas, ottos);
    await people.change("alma", ottos, { status: "resolved" });
    await people.say("rosa", rosas, "It is back.");
    expect(await desk.ticket("otto", ottos)).toMatchObject({ status: "open" });
    expect(await desk.ticket("rosa", rosas)).toMatchObject({ status: "closed" });
    const history = await desk.send("otto", "GET", `/api/tickets/${ottos.id}/events?limit=100`);
    expect(JSON.stringify(history.body)).not.toContain("Rosa");
    expect((await desk.send("rosa", "PATCH", `/api/tickets/${rosas.id}`, { status: "open" })).code).toBe(
      "merged",
    );
  });

  it("is in no list of staff, but in its requester's, and in the counts as in the lists", async () => {
    const { rosas, ottos } = await filed();
    const listed = async (name: "alma" | "rosa", query = ""): Promise<unknown[]> => {
      const { body } = await desk.send(name, "GET", `/api/tickets${query}`);
      return (body as { items: { id: string }[] }).items.map(({ id }) => id);
    };
    const total = async (): Promise<unknown> =>
      ((await desk.send("alma", "GET", "/api/stats")).body as { total: number }).total;
    expect(await total()).toBe(2);
    await desk.merge("alma", rosas, ottos);
    expect(await listed("alma")).toEqual([ottos.id]);
    expect(await listed("rosa")).toEqual([rosas.id]);
    expect(await total()).toBe(1);
    // Its words lead to it, and it leads to where staff go on.
    expect(await listed("alma", "?q=Rosa+cannot")).toEqual([rosas.id]);
    await desk.unmerge("alma", rosas);
    expect(await total()).toBe(2);
    expect(new Set(await listed("alma"))).toEqual(new Set([rosas.id, ottos.id]));
  });

  it("notifies each person once", async () => {
    const { rosas, ottos } = await filed();
    await people.change("ada", ottos, { assigneeId: people.who("alma").id });
    await people.watch("ada", rosas, "olga");
    await people.notify();
    await desk.merge("ada", rosas, ottos);
    expect(await people.notify()).toEqual(["alma status", "olga status", "olga status"]);
    await people.say("ada", ottos, "Answer");
    expect(await people.notify()).toEqual(["alma reply", "olga reply", "otto reply", "rosa reply"]);
    await people.say("rosa", rosas, "Reply");
    expect(await people.notify()).toEqual(["alma reply", "olga reply"]);
    await people.say("ada", ottos, "Note", true);
    expect(await people.notify()).toEqual(["alma note", "olga note"]);
  });
});

describe("undoing a merge", () => {
  it("makes both as they were; what was said meanwhile stays where it was said", async () => {
    const { rosas, ottos } = await filed();
    await people.change("ada", rosas, { tags: ["printer", "floor-2"], status: "waiting" });
    await people.change("ada", ottos, { tags: ["printer"] });
    await people.watch("ada", rosas, "olga");
    const before = {
      rosas: await desk.ticket("ada", rosas),
      ottos: await desk.ticket("ada", ottos),
      texts: [await desk.texts("ada", rosas), await desk.texts("ada", ottos)] as const,
    };
    const merged = await desk.merge("ada", rosas, ottos);
    expect(merged.tags).toEqual(["printer", "floor-2"]);
    expect(merged.watchers?.map(({ id }) => id)).toEqual([people.who("olga").id]);
    await people.say("alma", ottos, "Answer");
    await people.say("rosa", rosas, "Reply");
    const after = await desk.unmerge("alma", rosas);
    expect(fixed(after)).toEqual(fixed(before.rosas));
    const ticket = fixed(await desk.ticket("ada", ottos));
    expect(ticket).toEqual({ ...fixed(before.ottos), firstResponseAt: ticket["firstResponseAt"] });
    expect(await desk.texts("ada", rosas)).toEqual([...before.texts[0], "Reply"]);
    expect(await desk.texts("rosa", rosas)).toEqual(["Rosa before", "Reply"]);
    expect(await desk.texts("ada", ottos)).toEqual([...before.texts[1], "Answer", "Reply"]);
    expect(await desk.texts("otto", ottos)).toEqual(["Otto before", "Answer"]);
    expect(after.commentCount).toBe(3);
    expect((await desk.ticket("ada", ottos))?.commentCount).toBe(3);
    // A replay brings back nothing that is not there any more.
    const history = await desk.send("rosa", "GET", `/api/tickets/${rosas.id}/events?limit=100`);
    expect(JSON.stringify(history.body)).not.toContain('"Answer"');
    // Twice, and with others, it goes as well.
    await desk.merge("alma", ottos, rosas);
    expect((await desk.ticket("ada", ottos))?.id).toBe(rosas.id);
    await desk.unmerge("alma", ottos);
    expect(await desk.texts("ada", ottos)).toEqual([...before.texts[1], "Answer", "Reply"]);
  });

  it("leaves who follows the target by themselves, and tags that it had", async () => {
    const { rosas, ottos } = await filed();
    await people.watch("ada", rosas, "olga");
    await people.watch("ada", rosas, "sasha");
    await desk.merge("ada", rosas, ottos);
    await people.watch("ada", ottos, "olga", false);
    await people.watch("ada", ottos, "olga");
    await desk.unmerge("ada", rosas);
    const ticket = await desk.ticket("ada", ottos);
    expect(ticket?.watchers?.map(({ id }) => id)).toEqual([people.who("olga").id]);
  });

  it("happens when the target is deleted", async () => {
    const { rosas, ottos } = await filed();
    await desk.merge("ada", rosas, ottos);
    expect((await desk.send("ada", "DELETE", `/api/tickets/${rosas.number}`)).code).toBe("merged");
    expect((await desk.send("ada", "DELETE", `/api/tickets/${ottos.number}`)).status).toBe(204);
    expect(await desk.ticket("alma", rosas)).toMatchObject({ id: rosas.id, status: "open", mergedAt: null });
    expect(await desk.ticket("alma", ottos)).toBeNull();
  });
});

describe("what cannot be merged", () => {
  it("is refused with a code", async () => {
    const { rosas, ottos } = await filed();
    const to = (by: Parameters<typeof desk.send>[0], from: TicketDto, into: string) =>
      desk
        .send(by, "POST", `/api/tickets/${from.id}/merge`, { into })
        .then(({ status, code }) => [status, code]);
    expect(await to("alma", rosas, rosas.id)).toEqual([422, "invalid"]);
    expect(await to("alma", rosas, "999999")).toEqual([404, "not_found"]);
    expect(await to("vera", rosas, ottos.id)).toEqual([403, "forbidden"]);
    expect(await to("rosa", rosas, ottos.id)).toEqual([403, "forbidden"]);
    expect(await to("rosa", ottos, rosas.id)).toEqual([404, "not_found"]);
    const third = await people.file("rosa");
    await desk.merge("alma", rosas, ottos);
    expect(await to("alma", rosas, third.id)).toEqual([409, "already_merged"]);
    // A merged one leads to where staff are: a ticket into one that was merged into it is itself.
    expect(await to("alma", ottos, rosas.id)).toEqual([422, "invalid"]);
    await desk.merge("alma", third, rosas);
    expect((await desk.ticket("alma", third))?.id).toBe(ottos.id);
    const undo = await desk.send("alma", "POST", `/api/tickets/${ottos.id}/unmerge`);
    expect([undo.status, undo.code]).toEqual([409, "not_merged"]);
  });

  it("a private team's ticket with others' is refused; a public one goes into the private team with its target, and back", async () => {
    const rosas = await people.file("rosa");
    const ottos = await people.file("otto");
    await people.change("ada", ottos, { teamId: people.sealed.id });
    const refused = await desk.send("ada", "POST", `/api/tickets/${ottos.id}/merge`, { into: rosas.id });
    expect([refused.status, refused.code]).toEqual([409, "private_merge"]);
    const unseen = await desk.send("alma", "POST", `/api/tickets/${rosas.id}/merge`, { into: ottos.id });
    expect([unseen.status, unseen.code]).toEqual([404, "not_found"]);
    await desk.merge("sasha", rosas, ottos);
    await people.say("sasha", ottos, "Answer");
    expect(await desk.ticket("alma", rosas)).toBeNull();
    expect(await desk.texts("rosa", rosas)).toEqual(["Answer"]);
    expect((await desk.ticket("rosa", rosas))?.team).toBeNull();
    await desk.unmerge("sasha", rosas);
    expect(await desk.ticket("alma", rosas)).toMatchObject({ id: rosas.id, team: null });
    expect(await desk.texts("alma", rosas)).toEqual([]);
    await desk.merge("sasha", rosas, ottos);
    await people.change("ada", ottos, { teamId: null });
    expect((await desk.ticket("alma", rosas))?.id).toBe(ottos.id);
  });
});

describe("two at once", () => {
  it("leave one state; a key has one effect", async () => {
    const { rosas, ottos } = await filed();
    const third = await people.file("rosa");
    const answers = await Promise.all([
      desk.send("alma", "POST", `/api/tickets/${rosas.id}/merge`, { into: ottos.id }),
      desk.send("ada", "POST", `/api/tickets/${ottos.id}/merge`, { into: rosas.id }),
      desk.send("olga", "POST", `/api/tickets/${rosas.id}/merge`, { into: third.id }),
      desk.send("alma", "POST", `/api/tickets/${third.id}/merge`, { into: ottos.id }),
    ]);
    expect(answers.every(({ status }) => [200, 409, 422, 503].includes(status))).toBe(true);
    const { rows } = await pool().query<{ id: string; merged_into_id: string | null }>(
      "SELECT id, merged_into_id FROM tickets WHERE id = ANY($1::uuid[])",
      [[rosas.id, ottos.id, third.id]],
    );
    expect(rows.some((row) => row.merged_into_id === null)).toBe(true);
    expect((await desk.ticket("ada", rosas))?.id).toBeDefined();
    const [a, b] = [await people.file("rosa"), await people.file("otto")];
    const key = { "idempotency-key": "merge-once" };
    const path = `/api/tickets/${a.id}/merge`;
    const same = await Promise.all([0, 1].map(() => desk.send("alma", "POST", path, { into: b.id }, key)));
    expect(same.map(({ status }) => status)).toEqual([200, 200]);
    expect((await desk.send("alma", "POST", path, { into: b.id }, key)).status).toBe(200);
    const undo = { "idempotency-key": "undo-once" };
    for (let times = 0; times < 2; times++) {
      expect((await desk.send("alma", "POST", `/api/tickets/${a.id}/unmerge`, undefined, undo)).status).toBe(
        200,
      );
    }
  });
});
