import { beforeAll, describe, expect, it } from "vitest";
import { setUpDesk } from "@/testing/desk/setup";
import { comment, expectProblem, fileTicket, makeCast, patchTicket, type Cast } from "./cast";

const desk = setUpDesk();
const NOBODY = "00000000-0000-7000-8000-000000000000";
let cast: Cast;
let ticketId: string;

beforeAll(async () => {
  cast = await makeCast(desk);
  ticketId = (await fileTicket(cast.http.requester)).id;
});

const raw = (
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/json",
  method = "POST",
  path = "/api/tickets",
) => cast.http.requester.sendRaw(method, path, body, type);

describe("an address or a method that is not offered", () => {
  it.each(["/api/nothing", "/api/tickets/1/2/3/4", "/api/nothing/at/all", "/api/tickets/"])(
    "%s is 404",
    async (path) => {
      expectProblem(await cast.http.requester.send("GET", path), 404, "not_found");
      expectProblem(await cast.http.requester.send("POST", path, {}), 404, "not_found");
    },
  );

  it.each([
    ["PUT", "/api/tickets", "GET, POST"],
    ["POST", "/api/tickets/1", "GET, PATCH, DELETE"],
    ["DELETE", "/api/me", "GET, PATCH"],
    ["POST", "/api/stats", "GET"],
    ["GET", "/api/token", "POST"],
    ["DELETE", "/api/auth/session", "GET, POST"],
  ])("%s %s is 405 and says what is offered: %s", async (method, path, offered) => {
    const answer = await cast.http.admin.send(method, path);
    expectProblem(answer, 405, "method_not_allowed");
    for (const one of offered.split(", ")) {
      expect(answer.headers.get("allow")).toContain(one);
    }
    expect(answer.headers.get("allow")).not.toContain(method);
  });

  it("OPTIONS says what is offered, HEAD answers as GET without a body", async () => {
    const options = await cast.http.agent.send("OPTIONS", "/api/tickets");
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
    const head = await cast.http.agent.send("HEAD", "/api/tickets");
    expect([head.status, head.body, head.headers.get("content-type")]).toEqual([
      200,
      null,
      "application/json",
    ]);
  });
});

describe("a body", () => {
  it.each([
    ["not JSON", "{title:", 400, "bad_json"],
    ["cut off", '{"title":"The pri', 400, "bad_json"],
    ["not UTF-8", new Uint8Array([0x22, 0xff, 0xfe, 0x22]), 400, "bad_json"],
    ["a list", "[]", 422, "invalid"],
    ["null", "null", 422, "invalid"],
    ["a number", "5", 422, "invalid"],
    ["nothing", "", 422, "invalid"],
    ["a million brackets", "[".repeat(100_000), 400, "bad_json"],
    ["deep", `{"title":${"[".repeat(20_000)}${"]".repeat(20_000)}}`, 422, "invalid"],
    ["over 256 kB", JSON.stringify({ title: "x".repeat(300_000) }), 413, "too_large"],
  ])("that is %s", async (_what, body, status, code) => {
    expectProblem(await raw(body), status, code);
  });

  it("of another type is 415", async () => {
    expectProblem(
      await raw("title=The+printer", "application/x-www-form-urlencoded"),
      415,
      "unsupported_media_type",
    );
    expectProblem(await raw("{}", "text/plain"), 415, "unsupported_media_type");
  });

  it.each([
    ["title", 5],
    ["title", "1234"],
    ["title", "  1234  "],
    ["title", "     "],
    ["title", "x".repeat(201)],
    ["title", "😀😀😀😀"],
    ["title", "😀".repeat(201)],
    ["title", "\u3164".repeat(6)],
    ["title", "\u200b\u200d\u2060\ufe0f\u2800\u115f"],
    ["title", `${"👨‍👩‍👧‍👦".repeat(201)}`],
    ["title", `Long ${"e\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b".repeat(195)}`],
    ["title", "A NUL\0 in it"],
    ["title", "Half a \ud83d smile"],
    ["description", null],
    ["description", "123456789"],
    ["description", "\u200b".repeat(20)],
    ["description", "x".repeat(20_001)],
    ["tags", ["\u200b"]],
    ["tags", ["x".repeat(41)]],
    ["requester", { name: "\u3164\u3164", email: "blank@example.com" }],
    ["priority", "highest"],
    ["priority", ["low"]],
    ["category", "no-such-category"],
    ["teamId", "1"],
    ["teamId", NOBODY],
    ["tags", "one"],
    ["requesterId", "me"],
    ["watcherIds", [NOBODY]],
    ["requester", "Somebody"],
  ])("with %s = %j is 422 and names it", async (field, value) => {
    const body = { title: "The printer is on fire", description: "Smoke comes out of it.", [field]: value };
    const problem = expectProblem(await cast.http.admin.send("POST", "/api/tickets", body), 422, "invalid");
    expect(problem.errors?.some((error) => error.path.startsWith(field))).toBe(true);
  });

  it("names everything that is wrong at once", async () => {
    const problem = expectProblem(
      await cast.http.requester.send("POST", "/api/tickets", { priority: 1 }),
      422,
      "invalid",
    );
    expect(problem.errors?.map((error) => error.path).sort()).toEqual(["description", "priority", "title"]);
  });

  it("is one line where it should be, and kept as it is typed where it is a body", async () => {
    const body = "    first\r\n\tsecond \u202e re\u0301sume\u0301\n";
    const filed = await fileTicket(cast.http.agent, {
      title: " The\r\nprinter\t\u0007is \u202eon  re\u0301sume\u0301 👨‍👩‍👧‍👦\u200b\u3164",
      description: body,
      tags: ["PARIS\n3rd\u200f floor", "CAFE\u0301", "café"],
    });
    expect(filed).toMatchObject({
      title: "The printer is on résumé 👨‍👩‍👧‍👦",
      description: body,
      tags: ["paris 3rd floor", "café"],
    });
    expect(await cast.http.agent.send("POST", `/api/tickets/${filed.id}/comments`, { body })).toMatchObject({
      status: 201,
      body: { body },
    });
    for (const nothing of ["\u200b", "\u2800 \ufe0f", "\u3164"]) {
      const refused = await cast.http.agent.send("POST", `/api/tickets/${filed.id}/comments`, {
        body: nothing,
      });
      expectProblem(refused, 422, "invalid");
    }
    const found = await cast.http.agent.send("GET", `/api/tickets?tag=${encodeURIComponent("Cafe\u0301")}`);
    expect(JSON.stringify(found.body)).toContain(filed.id);
    const huge = { title: "x".repeat(250_000), description: "Too much." };
    expectProblem(await cast.http.agent.send("POST", "/api/tickets", huge), 422, "invalid");
  });

  it("is trimmed, and counted in characters as people count them", async () => {
    const title = "👨‍👩‍👧‍👦".repeat(200);
    const description = `  ${"語".repeat(20_000)}\n`;
    expect(await fileTicket(cast.http.requester, { title: ` \n${title}\t `, description })).toMatchObject({
      title,
      description,
    });
    const shortest = await fileTicket(cast.http.requester, {
      title: "😀😀😀😀😀",
      description: "0123456789",
    });
    expect(shortest.title).toBe("😀😀😀😀😀");
    await comment(cast.http.requester, shortest.id, { body: ` ${"😀".repeat(20_000)} ` });
    expectProblem(
      await cast.http.requester.send("POST", `/api/tickets/${shortest.id}/comments`, {
        body: "😀".repeat(20_001),
      }),
      422,
      "invalid",
      "body",
    );
  });

  it("with fields that we do not know is taken without them", async () => {
    const extra = {
      status: "closed",
      number: 1,
      version: 99,
      assigneeId: cast.actors.agent.id,
      organisationId: NOBODY,
      colour: "red",
    };
    expect(await fileTicket(cast.http.requester, extra)).toMatchObject({
      status: "open",
      version: 1,
      assignee: null,
    });
  });

  it.each([
    { body: "" },
    { body: " \n\t " },
    { body: 7 },
    {},
    { body: "x".repeat(20_001) },
    { body: "NUL \0" },
    { body: "ok", internal: "yes" },
    { body: "ok", version: -1 },
  ])("of a comment: %j is 422", async (body) => {
    expectProblem(
      await cast.http.requester.send("POST", `/api/tickets/${ticketId}/comments`, body),
      422,
      "invalid",
    );
  });

  it.each([
    { status: "done" },
    { priority: "" },
    { dueAt: "tomorrow" },
    { dueAt: 5 },
    { assigneeId: "me" },
    { assigneeId: NOBODY },
    { teamId: NOBODY },
    { category: "nope" },
    { tags: [""] },
    { title: null },
    { version: "1" },
  ])("of a change: %j is 422", async (body) => {
    expectProblem(await cast.http.admin.send("PATCH", `/api/tickets/${ticketId}`, body), 422, "invalid");
  });

  it("an empty change changes nothing", async () => {
    expect((await patchTicket(cast.http.admin, ticketId, {})).version).toBe(1);
  });
});

describe("an id", () => {
  it.each([
    "nonsense",
    "0",
    "-1",
    "1.5",
    "99999999999",
    NOBODY,
    "%00",
    "%E0%A4",
    "..%2f..%2fetc",
    "1%20OR%201=1",
    "x".repeat(2_000),
    "-".repeat(36),
    "001",
  ])("%s is nobody's: 404", async (id) => {
    const paths: [string, string, unknown?][] = [
      ["GET", `/api/tickets/${id}`],
      ["PATCH", `/api/tickets/${id}`, {}],
      ["DELETE", `/api/tickets/${id}`],
      ["POST", `/api/tickets/${id}/restore`],
      ["GET", `/api/tickets/${id}/comments`],
      ["POST", `/api/tickets/${id}/comments`, { body: "Hello" }],
      ["GET", `/api/tickets/${id}/attachments`],
      ["GET", `/api/tickets/${id}/events`],
      ["POST", `/api/tickets/${id}/read`, { version: 1 }],
      ["PUT", `/api/tickets/${id}/watch`],
      ["PUT", `/api/tickets/${ticketId}/watchers/${id}`],
      ["PATCH", `/api/comments/${id}`, { body: "Hello" }],
      ["DELETE", `/api/comments/${id}`],
      ["GET", `/api/attachments/${id}`],
      ["DELETE", `/api/attachments/${id}`],
      ["DELETE", `/api/me/sessions/${id}`],
      ["PATCH", `/api/admin/users/${id}`, {}],
      ["PATCH", `/api/admin/teams/${id}`, {}],
      ["DELETE", `/api/admin/sessions/${id}`],
    ];
    for (const [method, path, body] of paths) {
      const answer = await cast.http.admin.send(method, path, body);
      expect(`${method} ${path.slice(0, 60)} ${answer.status}`).toBe(`${method} ${path.slice(0, 60)} 404`);
      expectProblem(answer, 404, "not_found");
    }
  });
});
