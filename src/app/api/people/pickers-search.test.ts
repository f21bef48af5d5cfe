import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as users } from "@/app/api/admin/users/route";
import { GET as tags } from "@/app/api/tags/route";
import { GET as teams } from "@/app/api/teams/route";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, makeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET as people } from "./route";

setUpDatabase();

let admin: Actor;
const pickers = { people, users, teams, tags };
const NAMES = [
  "Siobhan O’Brien",
  "100% Otto",
  "Jean-Luc Müller",
  "山田太郎",
  "Иван Ёлкин",
  "5′ Cable_Team",
  "back\\slash",
  "สมชาย ใจดี",
  "Smith, John (IT/Ops)",
  "😀 Smile",
  "Łukasz Żółć",
];

beforeAll(async () => {
  const organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin", name: "The admin", email: "boss@example.net" });
  for (const [index, name] of NAMES.entries()) {
    await makePerson(organisation, { name, email: `first.last${index}+it@sub-${index}.example.org` });
    await makeTeam(organisation, { name });
  }
  await pool().query("INSERT INTO tags (organisation_id, name) SELECT $1, unnest($2::text[])", [
    organisation.id,
    NAMES.map((name) => name.toLowerCase()),
  ]);
});

async function find(picker: keyof typeof pickers, q: string): Promise<string[]> {
  const answer = await callRoute(pickers[picker], {
    as: admin,
    path: `/?limit=100&q=${encodeURIComponent(q)}`,
  });
  expect([picker, q, answer.status]).toEqual([picker, q, 200]);
  const { items } = z.object({ items: z.array(z.object({ name: z.string() })) }).parse(answer.body);
  return items.map(({ name }) => name);
}

/** What is shown of one of the names in this picker. */
const shown = (picker: string, name: string) => (picker === "tags" ? name.toLowerCase() : name);

describe.each(["people", "users", "teams", "tags"] as const)("a search among %s", (picker) => {
  it.each([
    [
      "Siobhan O’Brien",
      [
        "Brien Siobhan",
        "O'Brien  Siobhan",
        "obrien",
        "brien",
        "siob",
        "O’BRIEN",
        "Brien, Siobhan",
        '"O\'Brien"',
        "o brien",
      ],
    ],
    ["100% Otto", ["％", "%", "100%", "otto 100", "１００"]],
    [
      "Jean-Luc Müller",
      ["muller jean", "jean luc", "Luc", "JeanLuc", "mu\u0308ller", "ＭＵＬＬＥＲ", "Jean‑Luc"],
    ],
    ["山田太郎", ["太郎", "山田", "田太"]],
    ["Иван Ёлкин", ["елкин", "ИВАН", "ёлкин иван"]],
    ["5′ Cable_Team", ["5′ cable", "5' cable", "cable team", "Cable_Team", "team", "5′"]],
    ["back\\slash", ["back\\slash", "\\", "slash", "＼"]],
    ["สมชาย ใจดี", ["ใจดี", "ชาย", "ใจดี สมชาย"]],
    ["Smith, John (IT/Ops)", ["john smith", "ops", "IT/Ops", "(ops)", "Smith John"]],
    ["😀 Smile", ["😀", "smile"]],
    ["Łukasz Żółć", ["lukasz", "zolc", "Żółć Łukasz"]],
  ])("finds %s", async (name, searches) => {
    for (const q of searches) {
      expect([q, await find(picker, q)]).toEqual([q, [shown(picker, name)]]);
    }
  });

  it("takes no operator out of it and never fails", async () => {
    for (const q of ["zz％", "％zz", "_", "＿", "zz′ OR ′", "siobhan otto", "\\%", "%_%"]) {
      expect([q, (await find(picker, q)).length]).toEqual([q, ["_", "＿"].includes(q) ? 1 : 0]);
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 20 }), async (text) => {
        const found = await find(picker, `${text.replace(/\p{Surrogate}/gu, "")} zzqxj`);
        expect(found).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("people by their address", () => {
  it("are found by any part of it, by that and the name, and by a domain in its own script", async () => {
    expect(await find("people", "last3+it@sub-3.example")).toEqual(["山田太郎"]);
    expect(await find("people", "<first.last3+it@sub-3.example.org>")).toEqual(["山田太郎"]);
    expect(await find("people", "太郎 sub-3")).toEqual(["山田太郎"]);
    expect(await find("people", "example.net")).toEqual(["The admin"]);
    await pool().query("UPDATE people SET email = 'jörg@xn--bcher-kva.example' WHERE name = '100% Otto'");
    for (const q of ["jörg@bücher.example", "<jörg@bücher.example>,", "otto jorg", "bücher.example"]) {
      expect([q, await find("people", q)]).toEqual([q, ["100% Otto"]]);
      expect([q, await find("users", q)]).toEqual([q, ["100% Otto"]]);
    }
  });
});
