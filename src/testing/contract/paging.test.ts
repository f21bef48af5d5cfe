import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { mountedRoutes } from "@/app/mounted-routes";
import { z } from "zod";
import { inputSchemasOf } from "@/server/api/route";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeSession } from "@/testing/factories";
import type { HttpClient } from "@/testing/http/client";
import { makeNotice } from "@/testing/notices";
import { notifyPeople } from "@/testing/notifications";
import { makeImport } from "@/testing/people-imports/make";
import { makeSomeWebhooks } from "@/testing/webhooks/some";
import { pageThrough } from "@/testing/http/pages";
import { addPasskey } from "@/testing/second-factors/passkeys";
import { LISTS, readersOf } from "./paging-lists";
import { comment, expectProblem, fileTicket, makeCast, patchTicket, type Cast, type Who } from "./cast";

const desk = setUpDesk();
let cast: Cast;
let ticketId: string;
let importId: string;
let webhookId: string;

const FAMILY = "👨‍👩‍👧‍👦";
/** The largest that counts as so many characters, in bytes and in what JSON and base64 make of it. */
const largest = (characters: number): string[] => [
  ...["a", "Ä", "\\", '"', "漢", FAMILY, "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u0301\u0302\u0303\u0304\u0306\u0307\u0308"].map((one) =>
    one.repeat(characters),
  ),
  // The same but for its end.
  `${FAMILY.repeat(characters - 1)}a`,
  `${"a".repeat(characters - 1)}b`,
];
const text = (characters: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
        fc.constantFrom(FAMILY, "İ", "ß", "%", "_", "'", ",", " ", "Z", "z", "é", "e\u0301", "ｆ", "\u200f"),
      ),
      { minLength: 5, maxLength: characters },
    )
    .map((parts) => parts.join("").slice(0, characters));
const some = (characters: number): string[] => [
  ...largest(characters),
  ...fc.sample(text(characters), { numRuns: 12, seed: 8 }),
];

/** Years and offsets at both ends of what ISO 8601 can say. */
const TIMES = [
  "9999-12-31T23:59:59-12:00",
  "9999-12-31T23:59:59.999Z",
  "9999-12-31T23:59:59.999+14:00",
  "0000-01-01T00:00:00+14:00",
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "1970-01-01T00:00:00Z",
  "1970-01-01T00:00:00+23:59",
  "2026-02-28T12:00:00.123456789Z",
  "2026-02-28T12:00:00+23:59",
  "2026-02-28T12:00:00-23:59",
];

/** Sends what may be refused; whatever is not stored is refused as bad input. */
async function store(http: HttpClient, method: string, path: string, body: unknown): Promise<boolean> {
  const answer = await http.send(method, path, body);
  expect([200, 201, 409, 422], JSON.stringify(answer.body)).toContain(answer.status);
  return answer.status < 300;
}

beforeAll(async () => {
  cast = await makeCast(desk);
  const { admin, agent } = cast.http;
  await notifyPeople();
  ticketId = (await fileTicket(agent, { requesterId: cast.actors.requester.id })).id;
  const stored = { people: 0, teams: 0, tags: 0, due: 0 };
  for (const [index, name] of some(120).entries()) {
    const email = `stored-${index}@example.org`;
    stored.people += Number(await store(admin, "POST", "/api/admin/users", { name, email, role: "user" }));
  }
  for (const name of some(80)) {
    stored.teams += Number(await store(admin, "POST", "/api/admin/teams", { name }));
  }
  for (const [index, name] of some(60).entries()) {
    await store(admin, "POST", "/api/admin/categories", { name, key: `c${index}` });
  }
  for (const tag of some(40)) {
    stored.tags += Number(
      await store(agent, "POST", "/api/tickets", {
        title: `A zebra with ${tag.slice(0, 100)}`,
        description: "Something about a zebra.",
        tags: [tag],
      }),
    );
  }
  for (const dueAt of TIMES) {
    const { id } = await fileTicket(agent, { title: "A zebra in time" });
    stored.due += Number(await store(agent, "PATCH", `/api/tickets/${id}`, { dueAt }));
  }
  for (let count = 0; count < 6; count++) {
    const commentId = await comment(agent, ticketId, {
      body: `${FAMILY.repeat(count)}.`,
      internal: count % 2 === 0,
    });
    await patchTicket(agent, ticketId, { title: `Changed for the ${count}. time` });
    if (count === 3) {
      await agent.send("DELETE", `/api/comments/${commentId}`);
    }
    const form = new FormData();
    form.append("file", new Blob([`file ${count}`]), `${FAMILY.repeat(20)}${count}.txt`);
    expect((await agent.send("POST", `/api/tickets/${ticketId}/attachments`, form)).status).toBe(201);
    await store(admin, "PUT", `/api/drafts/${(await fileTicket(agent)).id}/reply`, {
      text: `Draft ${count}`,
      revision: 0,
      writtenAt: TIMES[count * 2],
    });
    const { id: deletedId } = await fileTicket(agent, { title: `a ${FAMILY.repeat(198)}` });
    expect((await admin.send("DELETE", `/api/tickets/${deletedId}`)).status).toBe(204);
    await makeNotice(cast.organisation);
    await admin.send("DELETE", `/api/tickets/${(await fileTicket(agent)).id}`);
    await makeSession({ ...cast.actors.admin, email: "" });
    for (const who of ["admin", "requester"] as const) {
      const name = `${FAMILY.repeat(count + 1)} ${count}`;
      await addPasskey(cast.actors[who]);
      const email = `${who}-${count}@example.net`;
      expect(await store(cast.http[who], "POST", "/api/me/addresses", { email })).toBe(true);
      expect(await store(cast.http[who], "POST", "/api/me/tokens", { name, scopes: ["read"] })).toBe(true);
    }
  }
  for (let count = 0; count < 3; count++) {
    const name = `tag ${count}`;
    await store(agent, "POST", "/api/tickets", {
      title: "A zebra",
      description: "It has a tag.",
      tags: [name],
    });
    const change = { kind: "rename", name, into: `${name} of a zebra` };
    expect(await store(admin, "POST", "/api/admin/tags/changes", change)).toBe(true);
  }
  await patchTicket(admin, ticketId, { teamId: cast.open.id });
  for (let count = 0; count < 4; count++) {
    const asker = await makeActor(cast.organisation, { role: "agent" });
    const path = `/api/tickets/${ticketId}/assignment-requests`;
    const ask = { assigneeId: asker.id, note: FAMILY.repeat(count) };
    expect(await store(await desk.http(asker), "POST", path, ask)).toBe(true);
  }
  const rows = some(60).map((name, index) => `"${name.replaceAll('"', '""')}",imported-${index}@example.org`);
  for (let count = 0; count < 3; count++) {
    importId = (await makeImport(cast.actors.admin, { text: ["name,email", ...rows].join("\n") })).id;
  }
  for (const [index, message] of some(60).entries()) {
    const startsAt = TIMES[index % TIMES.length];
    await store(admin, "POST", "/api/announcements", { message, ...(index % 2 ? { startsAt } : {}) });
  }
  webhookId = await makeSomeWebhooks(cast.actors.admin, some(60).slice(0, 10));
  for (const name of some(40)) {
    const scope = name.length % 2 ? "mine" : "organisation";
    await store(admin, "POST", "/api/canned-replies", { name, scope, body: `About a zebra: ${name}` });
    await store(admin, "POST", "/api/views", { name, scope });
    await store(admin, "POST", "/api/macros", { name, scope, actions: { changes: { status: "waiting" } } });
  }
  await notifyPeople();
  expect(stored.people).toBeGreaterThanOrEqual(10);
  expect(stored.teams).toBeGreaterThanOrEqual(10);
  expect(stored.tags).toBeGreaterThanOrEqual(10);
  expect(stored.due).toBeGreaterThanOrEqual(5);
}, 120_000);

function keyOf(item: Record<string, unknown>): string {
  const { id, eventId, key, place, ticket, userId, number, name } = item;
  return JSON.stringify(id ?? eventId ?? key ?? place ?? ticket ?? userId ?? number ?? name);
}

/** How many rows there are to page through; no job runs in this process. */
function leastOf(pattern: string, who: Who): number {
  return who === "requester" || pattern === "/api/admin/jobs" ? 0 : 3;
}

describe("every list pages through all that can be stored", () => {
  it("is among these", () => {
    const paged = mountedRoutes.flatMap(({ method, pattern, handler }) => {
      const query = inputSchemasOf(handler)?.query;
      return method === "GET" && query instanceof z.ZodObject && "cursor" in query.shape ? [pattern] : [];
    });
    expect(Object.keys(LISTS).sort()).toEqual([...paged].sort());
  });

  it.each(
    Object.entries(LISTS).flatMap(([pattern, queries]) => queries.map((query) => [pattern, query] as const)),
  )(
    "%s%s, one at a time as in one page, each once",
    async (pattern, query) => {
      if (/connections$|presence$/.test(pattern)) {
        for (const name of [...largest(120), "Somebody"]) {
          await desk.connect(await makeActor(cast.organisation, { role: "agent", name }));
        }
      }
      const made = pattern.includes("/webhooks/") ? webhookId : cast.actors.admin.id;
      const id = pattern.includes("/imports/") ? importId : made;
      const path = `${pattern.replace("[ticket]", ticketId).replace("[id]", id)}${query}`;
      for (const who of readersOf(pattern)) {
        const whole = await pageThrough(cast.http[who], path, 100);
        const single = await pageThrough(cast.http[who], path, 1);
        const [keys, wholeKeys] = [single.map(keyOf), whole.map(keyOf)];
        expect(new Set(keys).size).toBe(keys.length);
        // Who is online was seen last at the moment of each page.
        expect(pattern === "/api/presence" ? keys : single).toEqual(
          pattern === "/api/presence" ? wholeKeys : whole,
        );
        expect(whole.length >= leastOf(pattern, who), `${path} has ${whole.length} rows`).toBe(true);
      }
    },
    60_000,
  );

  it("with a search as long as may be sent, too", async () => {
    const q = "a".repeat(200);
    for (let count = 0; count < 3; count++) {
      await makeActor(cast.organisation, { name: `${q} ${count}` });
    }
    const path = `/api/people?q=${q}&unknown=${"x".repeat(7_950)}`;
    expect(await pageThrough(cast.http.admin, path, 1)).toHaveLength(3);
  });
});

describe("a time", () => {
  it.each(TIMES)("%s is one that every list, filter and client can carry, or it is refused", async (time) => {
    const isInside = Date.parse(time) >= 0 && Date.parse(time) <= Date.UTC(9999, 11, 31, 23, 59, 59, 999);
    const { id } = await fileTicket(cast.http.agent);
    const answer = await cast.http.agent.send("PATCH", `/api/tickets/${id}`, { dueAt: time });
    if (isInside) {
      expect(answer).toMatchObject({ status: 200, body: { dueAt: new Date(time).toISOString() } });
    } else {
      expectProblem(answer, 422, "invalid", "dueAt");
    }
    for (const [list, name] of [
      ["/api/tickets", "updatedAfter"],
      ["/api/admin/audit", "since"],
    ] as const) {
      const found = await cast.http.admin.send("GET", `${list}?${name}=${encodeURIComponent(time)}`);
      if (isInside) {
        expect(found.status, JSON.stringify(found.body)).toBe(200);
      } else {
        expectProblem(found, 422, "invalid", name);
      }
    }
  });
});
