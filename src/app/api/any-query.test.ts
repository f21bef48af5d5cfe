import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { mountedRoutes } from "@/app/mounted-routes";
import { inputSchemasOf, type RouteHandler } from "@/server/api/route";
import { encodeCursor } from "@/server/api/paging";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, makeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET as adminUsers } from "./admin/users/route";
import { GET as people } from "./people/route";
import { GET as teams } from "./teams/route";

setUpDatabase();

let admin: Actor;
let agent: Actor;

beforeAll(async () => {
  const organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin", name: "Ada Admin" });
  agent = await makeActor(organisation, { role: "agent", name: "Anna_Agent 100%" });
  await makePerson(organisation, { name: "Back\\slash" });
  await makePerson(organisation, { name: "Full％width" });
  await makeTeam(organisation, { name: "Team 100%" });
  await makeTeam(organisation, { name: "Team_two" });
});

const routes = mountedRoutes.flatMap(({ method, pattern, handler }) => {
  const query = method === "GET" && !pattern.includes("[") ? inputSchemasOf(handler)?.query : undefined;
  return query instanceof z.ZodObject ? [[pattern, handler, Object.keys(query.shape)] as const] : [];
});

const cursorPart = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.integer(),
  fc.constant(null),
  fc.uuid(),
  fc.constantFrom("0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "urgent", "\u0000", 1e300, -1, 2 ** 53),
);
const cursor = fc.oneof(
  fc.array(cursorPart, { maxLength: 4 }).map((parts) => encodeCursor(parts)),
  fc.tuple(cursorPart, fc.uuid()).map((parts) => encodeCursor(parts)),
  fc.tuple(fc.integer(), fc.string(), fc.uuid()).map((parts) => encodeCursor(parts)),
  fc.json().map((text) => Buffer.from(text).toString("base64url")),
  fc.string(),
);
const value = fc.oneof(
  cursor,
  fc.string({ unit: "binary" }),
  fc.uuid(),
  fc.constantFrom(
    "0",
    "1",
    "-1",
    "1e9",
    "NaN",
    "100",
    "me",
    "none",
    "mine",
    "open",
    "-due",
    "due",
    "number",
    "priority",
  ),
  fc.constantFrom(
    "％",
    "＿",
    "＼",
    "5′",
    "%",
    "_",
    "\\",
    "\\\\",
    "'",
    "′:*|′",
    "0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59-14:00",
  ),
);

describe("whatever is asked for", () => {
  it.each(routes)("%s answers it or refuses it, and never fails", async (_pattern, handler, names) => {
    const pair = fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), value);
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 4 }), fc.boolean(), async (pairs, asAdmin) => {
        const status = await ask(handler, pairs, asAdmin ? admin : agent);
        expect(status, JSON.stringify(pairs)).toBeLessThan(500);
      }),
      { numRuns: 40 },
    );
  });

  it.each(routes.filter(([, , names]) => names.includes("cursor")))(
    "%s takes no cursor but its own for one",
    async (_pattern, handler) => {
      await fc.assert(
        fc.asyncProperty(cursor, async (text) => {
          expect(await ask(handler, [["cursor", text]], admin), text).toBeLessThan(500);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe("names that hold what is typed", () => {
  const found = async (handler: RouteHandler, q: string) => {
    const answer = await callRoute(handler, {
      as: admin,
      path: `/?${new URLSearchParams({ q }).toString()}`,
    });
    const { items } = z.object({ items: z.array(z.object({ name: z.string() })) }).parse(answer.body);
    return items.map(({ name }) => name).sort();
  };

  it.each(["%", "％", "﹪"])("%s is a character like any other", async (q) => {
    expect(await found(people, q)).toEqual(["Anna_Agent 100%", "Full％width"]);
    expect(await found(adminUsers, q)).toEqual(["Anna_Agent 100%", "Full％width"]);
    expect(await found(teams, q)).toEqual(["Team 100%"]);
  });

  it.each(["_", "＿"])("%s is a character like any other", async (q) => {
    expect(await found(people, q)).toEqual(["Anna_Agent 100%"]);
    expect(await found(teams, q)).toEqual(["Team_two"]);
  });

  it.each(["\\", "＼"])("%s is a character like any other", async (q) => {
    expect(await found(people, q)).toEqual(["Back\\slash"]);
    expect(await found(adminUsers, `k${q}s`)).toEqual(["Back\\slash"]);
  });
});

async function ask(
  handler: (typeof routes)[number][1],
  pairs: readonly (readonly [string, string])[],
  as: Actor,
): Promise<number> {
  const search = new URLSearchParams(pairs.map(([name, text]) => [name, text])).toString();
  return (await callRoute(handler, { as, path: `/?${search}` })).status;
}
