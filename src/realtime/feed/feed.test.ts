import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { pool, transaction } from "@/server/database/database";
import { emit } from "@/server/event-log/emit";
import { markLog } from "@/realtime/log/marks";
import { comment, fileTicket, makeCast, patchTicket, type Cast, type Who } from "@/testing/contract/cast";
import { VERSIONED } from "@/testing/contract/socket-cast";
import { Random } from "@/testing/chaos/random";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor } from "@/testing/factories";
import { FeedFollower } from "@/testing/feed/follower";
import { notifyPeople } from "@/testing/notifications";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";
import { decodeFeedCursor, encodeFeedCursor } from "./cursor";

const desk = setUpDesk();
const LISTENERS = ["agent", "sealed", "requester"] as const;
/** FEED_RUNS=20 tries more. */
const RUNS = Number(process.env["FEED_RUNS"] ?? 1);
/** Not of the log: they come by socket alone. */
const PASSING = /^(typing:|presence:|ticket:viewers$|session:(ready|delayed)$)/;
let cast: Cast;

beforeAll(async () => {
  cast = await makeCast(desk);
});

const keyOf = (name: string, payload: object): string => {
  const of = (field: string): unknown => Reflect.get(payload, field);
  const what = of("eventId") ?? of("ids") ?? Reflect.get(Object(of("notification")), "id");
  return `${name} ${JSON.stringify(what ?? [of("ticketId"), of("userId"), of("readVersion"), of("entryId")])}`;
};
const receivedKeys = (client: SocketClient, from: number): string[] =>
  client.receipts
    .slice(from)
    .filter(({ name }) => !PASSING.test(name))
    .map(({ name, payload }) => keyOf(name, Object(payload)))
    .sort();
const readKeys = (follower: FeedFollower): string[] =>
  follower.items.map(({ name, ...payload }) => keyOf(name, payload)).sort();

async function rename(personId: string, tx: Parameters<Parameters<typeof transaction>[0]>[0]): Promise<void> {
  await emit(tx, {
    type: "person:renamed",
    organisationId: cast.organisation.id,
    actorId: null,
    data: { personId, isErased: false },
  });
}

/** Waits until everybody has received all that is committed: twice, since what comes in one batch has an order of its own. */
async function untilThrough(clients: SocketClient[]): Promise<void> {
  for (const round of [1, 2]) {
    const { id } = await makeActor(cast.organisation, { name: `Sentinel ${round}` });
    await transaction((tx) => rename(id, tx));
    await until("the sentinel was received", () =>
      clients.every((client) =>
        client.received("person:renamed", (payload) => Reflect.get(Object(payload), "userId") === id),
      ),
    );
  }
}

/** Something that anybody may do to a ticket of these. */
async function write(random: Random, ticketIds: string[]): Promise<void> {
  const { agent, requester, admin } = cast.http;
  const ticketId = random.pick(ticketIds);
  const words = { body: `Said at ${performance.now()}` };
  await random.pick([
    () => comment(requester, ticketId, words),
    () => comment(agent, ticketId, words),
    () => comment(agent, ticketId, { ...words, internal: true }),
    () => patchTicket(agent, ticketId, { title: `Title ${performance.now()}` }),
    () => patchTicket(admin, ticketId, { priority: random.pick(["low", "medium", "high"]) }),
    () => fileTicket(requester, { title: `Another ${performance.now()}` }),
    // A transaction that began early and is committed late.
    () =>
      transaction(async (tx) => {
        await tx.query("SELECT pg_current_xact_id()");
        await comment(agent, ticketId, words);
        await rename(cast.actors.agent.id, tx);
      }),
  ])();
}

describe("the feed", () => {
  it("read with random pages and waits while others write is what the sockets received", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 - 1 }), async (seed) => {
        const random = new Random(seed);
        const ticketIds = [(await fileTicket(cast.http.requester)).id];
        const secret = await fileTicket(cast.http.admin, { teamId: cast.sealed.id });
        const sockets = new Map<Who, SocketClient>();
        for (const who of LISTENERS) {
          const client = await desk.connect(cast.actors[who]);
          for (const ticketId of [...ticketIds, secret.id]) {
            await client.ask("ticket:join", { ticketId });
          }
          sockets.set(who, client);
        }
        await until("all of them were seen", async () => {
          const { rowCount } = await pool().query(
            "SELECT 1 FROM tickets WHERE id = ANY($1) AND requester_id = $2 AND seen_at IS NULL",
            [ticketIds, cast.actors.requester.id],
          );
          return rowCount === 0;
        });
        await untilThrough([...sockets.values()]);
        const from = new Map([...sockets].map(([who, { receipts }]) => [who, receipts.length]));
        const followers = new Map<Who, FeedFollower>();
        for (const who of LISTENERS) {
          followers.set(who, await new FeedFollower(cast.http[who]).begin());
        }
        let isOver = false;
        const following = [...followers.values()].map(async (follower) => {
          while (!isOver) {
            await follower.read({
              limit: random.pick([1, 2, 3, 7, 25, 100]),
              ...(random.pick([true, true, true, false]) ? { wait: 1 } : {}),
            });
          }
        });
        const writers = [1, 2].map(async () => {
          for (let count = 0; count < 4; count++) {
            await write(random, ticketIds);
            await (random.pick([true, false]) && markLog(1));
          }
        });
        try {
          await Promise.all(writers);
          await comment(cast.http.admin, secret.id, { body: "Seen by few." });
          await notifyPeople();
        } finally {
          isOver = true;
        }
        await Promise.all(following);
        await untilThrough([...sockets.values()]);
        for (const who of LISTENERS) {
          const [socket, follower] = [sockets.get(who), followers.get(who)];
          if (!socket || !follower) {
            throw new Error(`${who} is missing`);
          }
          await follower.drain();
          expect(readKeys(follower), `${who}, seed ${seed}`).toEqual(
            receivedKeys(socket, from.get(who) ?? 0),
          );
          const versions = new Map<unknown, number>();
          for (const item of follower.items.filter(({ name }) => VERSIONED.includes(name))) {
            const next = Number(item["version"]);
            const last = versions.get(item["ticketId"]);
            expect(last === undefined || next === last + 1, `${who}: ${last} then ${next}`).toBe(true);
            versions.set(item["ticketId"], next);
          }
        }
        sockets.forEach((client) => client.close());
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it("gives the same, item by item, as in one page", async () => {
    const start = await new FeedFollower(cast.http.agent).begin();
    const { id } = await fileTicket(cast.http.requester);
    await patchTicket(cast.http.agent, id, { status: "in_progress", priority: "high" });
    for (const body of ["One more", "Another one"]) {
      await comment(cast.http.agent, id, { body });
      await markLog(1);
    }
    const single = new FeedFollower(cast.http.agent);
    single.cursor = start.cursor;
    await start.drain(100);
    await single.drain(1);
    expect(start.items.length).toBeGreaterThan(7);
    expect(single.items).toEqual(start.items);
    const few = new FeedFollower(cast.http.agent);
    few.cursor = (await new FeedFollower(cast.http.agent).begin()).cursor;
    await comment(cast.http.agent, id, { body: "The last one" });
    await few.read({ types: "ticket:activity" });
    expect(few.items.map(({ name }) => name)).toEqual(["ticket:activity"]);
  });

  it("goes by today's rights: a ticket that moved away, or was deleted, has said nothing", async () => {
    const [agent, sealed] = [
      await new FeedFollower(cast.http.agent).begin(),
      await new FeedFollower(cast.http.sealed).begin(),
    ];
    const moved = await fileTicket(cast.http.requester, { title: "It moves away" });
    await comment(cast.http.agent, moved.id, { body: "Before it moves" });
    await patchTicket(cast.http.admin, moved.id, { teamId: cast.sealed.id });
    const deleted = await fileTicket(cast.http.requester, { title: "It is deleted" });
    await comment(cast.http.agent, deleted.id, { body: "Before it is deleted" });
    await cast.http.admin.send("DELETE", `/api/tickets/${deleted.id}`);
    await agent.drain();
    await sealed.drain();
    const of = (follower: FeedFollower, ticketId: string) =>
      follower.items.filter((item) => item["ticketId"] === ticketId).map(({ name }) => name);
    expect(of(agent, moved.id)).toEqual(["ticket:removed"]);
    expect(of(sealed, moved.id)).toEqual(
      expect.arrayContaining(["ticket:created", "comment:added", "ticket:updated"]),
    );
    expect(of(agent, deleted.id)).toEqual(["ticket:deleted"]);
    expect(JSON.stringify(agent.items)).not.toMatch(/Before it/);
  });

  it("goes on for who was away for long, from mark to mark, and says so when it cannot", async () => {
    const away = await new FeedFollower(cast.http.agent).begin();
    const before = away.cursor;
    const { id } = await fileTicket(cast.http.requester, { title: "While they were away" });
    const others = await makeCast(desk);
    const writeMany = () =>
      pool().query(
        `INSERT INTO events (id, organisation_id, type, data)
         SELECT gen_random_uuid(), $1, 'person:renamed', jsonb_build_object('personId', $2::text, 'isErased', false) FROM generate_series(1, 6000)`,
        [others.organisation.id, others.actors.agent.id],
      );
    await writeMany();
    expect(await markLog()).toBe(1);
    expect(await markLog()).toBe(0);
    await writeMany();
    await away.drain();
    expect(away.items.map((item) => item["ticketId"])).toContain(id);
    await pool().query("DELETE FROM log_marks");
    const answer = await cast.http.agent.send("GET", `/api/events?after=${before}`);
    expect(answer).toMatchObject({ status: 410, body: { code: "resync_required" } });
  });

  it("refuses what it did not give out", async () => {
    const encoded = (epoch: string, from: string, eventId: string | null = null, items = 0): string =>
      encodeFeedCursor({ epoch, from, to: null, eventId, items });
    const { cursor } = await new FeedFollower(cast.http.agent).begin();
    const own = decodeFeedCursor(cursor).epoch;
    const plain = Buffer.from(JSON.stringify([own, "10:10:", null, null, 0])).toString("base64url");
    for (const [after, status, code] of [
      ["rubbish", 400, "bad_cursor"],
      [plain, 400, "bad_cursor"],
      [`${cursor.slice(0, -1)}${cursor.endsWith("A") ? "Q" : "A"}`, 400, "bad_cursor"],
      [cursor.slice(0, 40), 400, "bad_cursor"],
      [encoded(own, "1:1"), 400, "bad_cursor"],
      [encoded(own, "'; SELECT 1"), 400, "bad_cursor"],
      [encoded(own, "10:10:", "no id"), 400, "bad_cursor"],
      [encoded(own, "10:10:", null, -1), 400, "bad_cursor"],
      [encoded("another log", "10:10:"), 410, "resync_required"],
      [encoded(own, "1:9223372036854775807:"), 410, "resync_required"],
    ] as const) {
      const answer = await cast.http.agent.send("GET", `/api/events?after=${after}`);
      expect(answer, after).toMatchObject({ status, body: { code } });
    }
    for (const query of ["wait=31", "wait=-1", "limit=0", "limit=101", "types=no:such"]) {
      const answer = await cast.http.agent.send("GET", `/api/events?${query}`);
      expect(answer, query).toMatchObject({ status: 422 });
    }
  });
});
