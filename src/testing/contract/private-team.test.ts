import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
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
const pageSchema = z.looseObject({ items: z.array(z.looseObject({})) });
let cast: Cast;
let ticketId: string;
let number: number;

beforeAll(async () => {
  cast = await makeCast(desk);
  const ticket = await fileTicket(cast.http.admin, {
    title: "Harassment in the open-plan office",
    description: "Please treat this with discretion.",
    teamId: cast.sealed.id,
    tags: ["confidential"],
    requesterId: cast.actors.requester.id,
    watcherIds: [cast.actors.watcher.id, cast.actors.agent.id],
  });
  ({ id: ticketId, number } = ticket);
  await comment(cast.http.sealed, ticketId, {
    body: "The ombudsman knows about wintergreen.",
    internal: true,
  });
  await comment(cast.http.sealed, ticketId, { body: "We received your letter about gooseberries." });
});

const items = async (who: Who, path: string) =>
  pageSchema.parse((await cast.http[who].send("GET", path)).body).items;
const finds = async (who: Who, query: string): Promise<boolean> =>
  (await items(who, `/api/tickets?${query}`)).some((ticket) => ticket["id"] === ticketId);

describe("a private team's ticket", () => {
  it("is seen whole by the team, admins and viewers; as a requester's by requester and watchers; by nobody else", async () => {
    for (const who of ["sealed", "admin", "viewer"] as const) {
      expect(await readTicket(cast.http[who], ticketId), who).toMatchObject({
        team: { id: cast.sealed.id },
        tags: ["confidential"],
        commentCount: 2,
        version: 3,
      });
    }
    for (const who of ["requester", "watcher", "agent"] as const) {
      expect(await readTicket(cast.http[who], String(number)), who).toMatchObject({
        team: null,
        tags: [],
        commentCount: 1,
        version: 2,
      });
    }
    for (const who of ["member", "unrelated"] as const) {
      for (const path of ["", "/comments", "/events", "/attachments"]) {
        expectProblem(await cast.http[who].send("GET", `/api/tickets/${number}${path}`), 404, "not_found");
      }
      expect(await finds(who, "limit=100")).toBe(false);
    }
  });

  it("shows an agent who only watches it no notes, in no way", async () => {
    for (const path of ["", "/comments", "/events", "/attachments"]) {
      const answer = await cast.http.agent.send("GET", `/api/tickets/${ticketId}${path}`);
      expect(JSON.stringify(answer.body)).not.toMatch(
        /wintergreen|confidential|Sealed team|"email"|@example/,
      );
    }
    expectProblem(
      await cast.http.agent.send("POST", `/api/tickets/${ticketId}/comments`, {
        body: "A note",
        internal: true,
      }),
      403,
      "forbidden",
    );
    expectProblem(
      await cast.http.agent.send("PATCH", `/api/tickets/${ticketId}`, { status: "resolved" }),
      403,
      "forbidden",
    );
    expect(
      (await cast.http.agent.send("POST", `/api/tickets/${ticketId}/comments`, { body: "As a watcher." }))
        .status,
    ).toBe(201);
  });

  it("is found by what the reader may see of it", async () => {
    for (const who of ["sealed", "admin", "viewer"] as const) {
      expect(
        [
          await finds(who, "q=wintergreen"),
          await finds(who, "q=gooseberries"),
          await finds(who, "tag=confidential"),
          await finds(who, `team=${cast.sealed.id}`),
        ],
        who,
      ).toEqual([true, true, true, true]);
    }
    for (const who of ["requester", "watcher", "agent"] as const) {
      expect(
        [
          await finds(who, "q=wintergreen"),
          await finds(who, "q=gooseberries"),
          await finds(who, "tag=confidential"),
          await finds(who, "q=confidential"),
          await finds(who, `team=${cast.sealed.id}`),
        ],
        who,
      ).toEqual([false, true, false, false, false]);
    }
    expect([await finds("member", "q=gooseberries"), await finds("unrelated", "q=gooseberries")]).toEqual([
      false,
      false,
    ]);
  });

  it("and its team and tags stay out of pickers and counts of those who may not know", async () => {
    const teams = async (who: Who) => (await items(who, "/api/teams?limit=100")).map((team) => team["name"]);
    const tags = async (who: Who) => (await items(who, "/api/tags?limit=100")).map((tag) => tag["name"]);
    expect(await teams("sealed")).toContain("Sealed team");
    for (const who of ["agent", "member", "requester"] as const) {
      expect(await teams(who)).not.toContain("Sealed team");
    }
    expect(await tags("requester")).not.toContain("confidential");
    const total = async (who: Who) =>
      z.object({ total: z.number() }).parse(await cast.http[who].get("/api/stats")).total;
    expect([
      await total("admin"),
      await total("sealed"),
      await total("agent"),
      await total("member"),
      await total("requester"),
      await total("unrelated"),
    ]).toEqual([1, 1, 1, 0, 1, 0]);
  });

  it("cannot be chosen by who does not know the team", async () => {
    const { id } = await fileTicket(cast.http.agent);
    expectProblem(
      await cast.http.agent.send("PATCH", `/api/tickets/${id}`, { teamId: cast.sealed.id }),
      422,
      "invalid",
      "teamId",
    );
    expectProblem(
      await cast.http.requester.send("POST", "/api/tickets", {
        title: "To the sealed",
        description: "If it exists at all.",
        teamId: cast.sealed.id,
      }),
      422,
      "invalid",
      "teamId",
    );
  });

  it("takes its assignee along only if they see it there", async () => {
    const { id } = await fileTicket(cast.http.requester);
    await patchTicket(cast.http.admin, id, { assigneeId: cast.actors.agent.id });
    expect(await patchTicket(cast.http.admin, id, { teamId: cast.sealed.id })).toMatchObject({
      assignee: null,
      team: { id: cast.sealed.id },
    });
  });
});

describe("search", () => {
  it("finds words by their beginning, without accents and case, with typos in titles, by number, and all words together", async () => {
    const { id, number: itsNumber } = await fileTicket(cast.http.requester, {
      title: "Café router überhitzt ständig",
      description: "Der Lüfter im Schrank läuft nicht.",
    });
    const found = async (q: string) =>
      (await items("requester", `/api/tickets?q=${encodeURIComponent(q)}`)).some(
        (ticket) => ticket["id"] === id,
      );
    for (const q of [
      "cafe",
      "CAFÉ",
      "rout",
      "uberhitzt",
      "lufter",
      "router schrank",
      '"router überhitzt"',
      `#${itsNumber}`,
      String(itsNumber),
      "roueter",
      "  router  ",
    ]) {
      expect(await found(q), q).toBe(true);
    }
    for (const q of ["zebra", "router zebra", '"schrank router"']) {
      expect(await found(q), q).toBe(false);
    }
  });

  it("takes anything that people type", async () => {
    for (const q of [
      "'",
      "\\",
      "%",
      "a:*",
      "!!",
      "&",
      "|",
      "(",
      "<->",
      "''; DROP TABLE tickets",
      '"',
      '""',
      "😀",
      "a".repeat(200),
      "* : & ! |",
      "-",
      "_",
    ]) {
      const answer = await cast.http.requester.send("GET", `/api/tickets?q=${encodeURIComponent(q)}`);
      expect(`${q} ${answer.status}`).toBe(`${q} 200`);
    }
  });
});
