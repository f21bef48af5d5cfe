import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { setUpDesk } from "@/testing/desk/setup";
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

const send = (who: Who, method: string, path: string, body?: unknown, key?: string) =>
  cast.http[who].send(method, path, body, key === undefined ? {} : { "idempotency-key": key });

describe("a change with a version", () => {
  it("of a field that was changed since is 409 with the current ticket, and changes nothing", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await patchTicket(cast.http.agent, id, { title: "Changed by the agent" });
    const answer = await send("admin", "PATCH", `/api/tickets/${id}`, {
      title: "Changed by the admin",
      priority: "low",
      version: 1,
    });
    const problem = expectProblem(answer, 409, "conflict", "title");
    expect(problem["ticket"]).toMatchObject({
      id,
      version: 2,
      title: "Changed by the agent",
      priority: "medium",
    });
    expect(await readTicket(cast.http.agent, id)).toMatchObject({ version: 2, priority: "medium" });
  });

  it("of other fields merges, and so does the same value again", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await patchTicket(cast.http.agent, id, { title: "Changed by the agent" });
    expect(await patchTicket(cast.http.admin, id, { priority: "high", version: 1 })).toMatchObject({
      version: 3,
      title: "Changed by the agent",
      priority: "high",
    });
    expect(
      await patchTicket(cast.http.admin, id, { title: "Changed by the agent", version: 1 }),
    ).toMatchObject({ version: 3 });
    expect(
      await patchTicket(cast.http.admin, id, { title: "Once more by the admin", version: 3 }),
    ).toMatchObject({ version: 4 });
  });

  it("counts as the caller counts: a requester's version knows nothing of notes", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await comment(cast.http.agent, id, { internal: true });
    await patchTicket(cast.http.agent, id, { priority: "low" });
    const mine = await readTicket(cast.http.requester, id);
    expect(mine.version).toBe(2);
    expect((await readTicket(cast.http.agent, id)).version).toBe(3);
    expect(await patchTicket(cast.http.requester, id, { priority: "high", version: 2 })).toMatchObject({
      version: 3,
    });
    expectProblem(
      await send("requester", "PATCH", `/api/tickets/${id}`, { priority: "medium", version: 2 }),
      409,
      "conflict",
      "priority",
    );
  });
});

describe("a reply with a version", () => {
  it("after another person's public comment is 409 with what is new, and succeeds without the version", async () => {
    const { id } = await fileTicket(cast.http.requester);
    const body = "Have you tried turning it off?";
    await comment(cast.http.agent, id, { body: "Only staff read this.", internal: true });
    await comment(cast.http.requester, id, { body: "It is getting worse." });
    const problem = expectProblem(
      await send("agent", "POST", `/api/tickets/${id}/comments`, { body, version: 1 }),
      409,
      "stale_reply",
    );
    expect(JSON.stringify(problem)).toContain("It is getting worse.");
    expect(JSON.stringify(problem)).not.toContain("Only staff read this.");
    expect((await readTicket(cast.http.agent, id)).commentCount).toBe(2);
    await comment(cast.http.agent, id, { body });
    await comment(cast.http.requester, id, { body: "Thanks.", version: 3 });
  });

  it("after the author's own comment, after a note, or with the newest version succeeds", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await comment(cast.http.requester, id);
    await comment(cast.http.requester, id, { version: 1 });
    await comment(cast.http.agent, id, { internal: true });
    await comment(cast.http.requester, id, { version: 1 });
    await comment(cast.http.agent, id, { internal: true, version: 1 });
    await comment(cast.http.agent, id, { version: 6 });
  });
});

describe("an Idempotency-Key", () => {
  const CREATE = { title: "Filed with a key", description: "Once and only once, please." };

  it("gives the first answer again and has one effect", async () => {
    const key = randomUUID();
    const first = await send("requester", "POST", "/api/tickets", CREATE, key);
    const again = await send("requester", "POST", "/api/tickets", CREATE, key);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    const { id } = await readTicket(cast.http.requester, String(Reflect.get(Object(first.body), "id")));
    for (const [method, path, body] of [
      ["POST", `/api/tickets/${id}/comments`, { body: "With a key." }],
      ["PATCH", `/api/tickets/${id}`, { title: "Another title" }],
      ["POST", `/api/tickets/${id}/read`, { version: 1 }],
      ["PUT", `/api/tickets/${id}/watch`, undefined],
    ] as const) {
      const one = await send("requester", method, path, body, key);
      const two = await send("requester", method, path, body, key);
      expect([two.status, two.body], path).toEqual([one.status, one.body]);
      if (body !== undefined) {
        expectProblem(
          await send(
            "requester",
            method,
            path,
            { ...body, ...("version" in body ? { version: 2 } : { body: "Other", title: "Other title" }) },
            key,
          ),
          422,
          "key_reused",
        );
      }
    }
    expect(await readTicket(cast.http.requester, id)).toMatchObject({ commentCount: 1, version: 3 });
  });

  it("sent twenty times at once has one effect and twenty equal answers", async () => {
    const { id } = await fileTicket(cast.http.requester);
    for (const [method, path, body] of [
      ["POST", "/api/tickets", CREATE],
      ["POST", `/api/tickets/${id}/comments`, { body: "Twenty times." }],
      ["PATCH", `/api/tickets/${id}`, { priority: "high" }],
    ] as const) {
      const key = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => send("requester", method, path, body, key)),
      );
      for (const answer of answers) {
        expect([answer.status, answer.body], path).toEqual([answers[0]?.status, answers[0]?.body]);
      }
    }
    expect(await readTicket(cast.http.requester, id)).toMatchObject({ commentCount: 1, version: 3 });
  });

  it("belongs to one person, method and path", async () => {
    const key = randomUUID();
    const mine = await send("requester", "POST", "/api/tickets", CREATE, key);
    const theirs = await send("unrelated", "POST", "/api/tickets", CREATE, key);
    expect(theirs.status).toBe(201);
    expect(Reflect.get(Object(theirs.body), "id")).not.toBe(Reflect.get(Object(mine.body), "id"));
    expectProblem(
      await send("requester", "POST", "/api/tickets", { ...CREATE, title: "Something else" }, key),
      422,
      "key_reused",
    );
  });

  it("of a request that failed is free for the next attempt", async () => {
    const key = randomUUID();
    expect(
      (await send("requester", "POST", "/api/tickets", { ...CREATE, category: "nope" }, key)).status,
    ).toBe(422);
    expect(
      (await send("requester", "POST", "/api/tickets", { ...CREATE, priority: "urgent" }, key)).status,
    ).toBe(403);
    expect((await send("requester", "POST", "/api/tickets", CREATE, key)).status).toBe(201);
  });

  it("does not repeat the answer to a caller who may not see it any more", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await send("agent", "PUT", `/api/tickets/${id}/watchers/${cast.actors.watcher.id}`);
    const key = randomUUID();
    expect(
      (await send("watcher", "POST", `/api/tickets/${id}/comments`, { body: "I saw this." }, key)).status,
    ).toBe(201);
    await send("agent", "DELETE", `/api/tickets/${id}/watchers/${cast.actors.watcher.id}`);
    expectProblem(
      await send("watcher", "POST", `/api/tickets/${id}/comments`, { body: "I saw this." }, key),
      404,
      "not_found",
    );
  });

  it("does not repeat a staff answer to a caller who is not in the staff audience any more", async () => {
    const { id } = await fileTicket(cast.http.admin, {
      watcherIds: [cast.actors.agent.id],
      requesterId: cast.actors.requester.id,
      tags: ["inside"],
    });
    const key = randomUUID();
    const note = { body: "Nobody outside may read this.", internal: true };
    expect((await send("agent", "POST", `/api/tickets/${id}/comments`, note, key)).status).toBe(201);
    expect((await send("agent", "PATCH", `/api/tickets/${id}`, { priority: "low" }, key)).body).toMatchObject(
      { tags: ["inside"] },
    );
    await patchTicket(cast.http.admin, id, { teamId: cast.sealed.id });
    expectProblem(await send("agent", "POST", `/api/tickets/${id}/comments`, note, key), 404, "not_found");
    expect((await send("agent", "PATCH", `/api/tickets/${id}`, { priority: "low" }, key)).body).toMatchObject(
      { id, tags: [] },
    );
  });

  it("counts for 24 hours", async () => {
    const key = randomUUID();
    const first = await send("requester", "POST", "/api/tickets", CREATE, key);
    await pool().query(
      "UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = $1",
      [key],
    );
    const next = await send("requester", "POST", "/api/tickets", { ...CREATE, title: "Another day" }, key);
    expect(next.status).toBe(201);
    expect(Reflect.get(Object(next.body), "id")).not.toBe(Reflect.get(Object(first.body), "id"));
  });

  it.each(["", "   ", "x".repeat(201)])("%j is none: 400", async (key) => {
    expectProblem(await send("requester", "POST", "/api/tickets", CREATE, key), 400, "bad_request");
  });
});
