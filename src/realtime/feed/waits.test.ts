import { beforeAll, describe, expect, it } from "vitest";
import { revokeMySessions } from "@/features/sessions/server/write-revoke";
import type { Actor } from "@/shared/roles";
import { addComment } from "@/features/comments/server/write-add";
import { fileTicket, makeCast, type Cast } from "@/testing/contract/cast";
import { setUpDesk } from "@/testing/desk/setup";
import { makeAccessToken, makeActor } from "@/testing/factories";
import { FeedFollower } from "@/testing/feed/follower";
import { HttpClient } from "@/testing/http/client";
import { until } from "@/testing/wait";
import { feedWaits } from "./waits";

const desk = setUpDesk();
const PATIENCE_MILLISECONDS = 5_000;
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(desk);
});

interface Asked {
  answer: Promise<Response>;
  /** The client goes away. */
  leave(): void;
}

/** A request that waits for half a minute, once it does; it is the one with this number of the person's. */
async function ask(actor: Actor, count = 1): Promise<Asked> {
  const token = await makeAccessToken(actor);
  const { cursor } = await new FeedFollower(new HttpClient(desk.url(), token)).begin();
  const leaving = new AbortController();
  const answer = fetch(`${desk.url()}/api/events?wait=30&after=${cursor}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leaving.signal,
  });
  answer.catch(() => undefined);
  await until("it waits", () => feedWaits().count(actor.id) === count);
  return { answer, leave: () => leaving.abort() };
}

async function soon<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  void work.finally(() => (isOver = true)).catch(() => undefined);
  await until("it is answered", () => isOver, PATIENCE_MILLISECONDS);
  return await work;
}

describe("a request that waits", () => {
  it("is answered by the next event that is for it, and by no other", async () => {
    const { id } = await fileTicket(cast.http.requester);
    const [agent, unrelated] = [await ask(cast.actors.agent), await ask(cast.actors.unrelated)];
    await addComment(cast.actors.member, { ticket: id, body: "Woken by this", internal: true });
    const page: unknown = await (await soon(agent.answer)).json();
    expect(page).toMatchObject({
      items: [{ name: "comment:added", comment: { body: "Woken by this" } }, { name: "ticket:activity" }],
    });
    expect(feedWaits().count(cast.actors.unrelated.id)).toBe(1);
    unrelated.leave();
    await until("it is forgotten", () => !feedWaits().isFollowing(cast.actors.unrelated.id));
  });

  it("gets nothing more when its session ends", async () => {
    const actor = await makeActor(cast.organisation, { role: "agent" });
    const { answer } = await ask(actor);
    await revokeMySessions(actor, actor.sessionId, { key: null, address: "" });
    await fileTicket(cast.http.requester, { title: "Not for who has left" });
    expect((await soon(answer)).status).toBe(401);
    expect(feedWaits().isFollowing(actor.id)).toBe(false);
  });

  it("is one of four of a person at most", async () => {
    const actor = await makeActor(cast.organisation, { role: "agent" });
    const asked = [];
    for (let count = 1; count <= 4; count++) {
      asked.push(await ask(actor, count));
    }
    const one = await desk.http(actor);
    const { cursor } = await new FeedFollower(one).begin();
    expect((await one.send("GET", `/api/events?wait=1&after=${cursor}`)).status).toBe(429);
    expect((await one.send("GET", `/api/events?after=${cursor}`)).status).toBe(200);
    asked.forEach(({ leave }) => leave());
    await until("they are forgotten", () => !feedWaits().isFollowing(actor.id));
    expect((await one.send("GET", `/api/events?wait=0&after=${cursor}`)).status).toBe(200);
  });

  it("is answered, empty, when the process stops", async () => {
    const { answer } = await ask(cast.actors.unrelated);
    feedWaits().close();
    try {
      const page: unknown = await (await soon(answer)).json();
      expect(page).toMatchObject({ items: [] });
    } finally {
      feedWaits().open();
    }
  });
});
