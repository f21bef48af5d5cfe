import { beforeAll, describe, expect, it } from "vitest";
import { v7 } from "uuid";
import { z } from "zod";
import { pool } from "@/server/database/database";
import type { Actor, Role } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET as categories } from "../categories/route";
import { GET as tags } from "../tags/route";
import { GET as teams } from "../teams/route";
import { GET as people } from "./route";

setUpDatabase();

let organisation: MadeOrganisation;
let open: MadeTeam;
let secret: MadeTeam;
const actors = new Map<Role, Actor>();

beforeAll(async () => {
  organisation = await makeOrganisation();
  open = await makeTeam(organisation, { name: "Open" });
  secret = await makeTeam(organisation, { name: "Secret", isPrivate: true });
  for (const role of ["user", "viewer", "agent", "admin"] satisfies Role[]) {
    actors.set(
      role,
      await makeActor(organisation, { role, name: `The ${role}`, email: `the-${role}@example.org` }),
    );
  }
  await makePerson(organisation, { name: "Ünal Gone", isDisabled: true });
  await makePerson(organisation, { name: "Ünal Here", email: "unal@example.org" });
  await makePerson(await makeOrganisation({ host: "other.example" }), { name: "Ünal Elsewhere" });
});

async function ask(role: Role, handler: typeof people, query = ""): Promise<Record<string, unknown>[]> {
  const actor = actors.get(role);
  const answer = await callRoute(handler, actor ? { as: actor, path: `/?${query}` } : {});
  return z
    .object({ items: z.array(z.record(z.string(), z.unknown())), nextCursor: z.null() })
    .parse(answer.body).items;
}

const names = (items: Record<string, unknown>[]) => items.map((item) => item["name"]);

describe("people to choose among", () => {
  it.each(["viewer", "agent", "admin"] satisfies Role[])(
    "a %s sees every active person of the organisation, with e-mail",
    async (role) => {
      expect(names(await ask(role, people))).toEqual(
        ["The admin", "The agent", "The user", "The viewer", "Ünal Here"].sort((a, b) => a.localeCompare(b)),
      );
      expect(await ask(role, people, "q=unal")).toMatchObject([
        { name: "Ünal Here", email: "unal@example.org" },
      ]);
    },
  );

  it("a user sees nobody but themselves, and no e-mail, however they ask", async () => {
    for (const query of ["", "q=the", "assignable=1&role=user", "role=admin", "q=the-admin@example.org"]) {
      const items = await ask("user", people, query);
      expect(names(items).filter((name) => name !== "The user")).toEqual([]);
      expect(JSON.stringify(items)).not.toContain("@");
    }
    expect(names(await ask("user", people))).toEqual(["The user"]);
  });

  it("those whose name begins with what is typed come first; some can be assigned", async () => {
    await makePerson(organisation, { name: "Marta Theis", email: "m@example.org" });
    expect(names(await ask("agent", people, "q=the"))).toEqual([
      "Marta Theis",
      "The admin",
      "The agent",
      "The user",
      "The viewer",
    ]);
    expect(names(await ask("agent", people, "q=he"))).toEqual([
      "Ünal Here",
      "Marta Theis",
      "The admin",
      "The agent",
      "The user",
      "The viewer",
    ]);
    expect(names(await ask("agent", people, "assignable=1"))).toEqual(["The admin", "The agent"]);
    expect(names(await ask("agent", people, "role=viewer"))).toEqual(["The viewer"]);
  });
});

describe("teams, categories and tags to choose among", () => {
  it("a private team is known to its agents, to admins and viewers", async () => {
    for (const [role, expected] of [
      ["user", ["Open"]],
      ["agent", ["Open"]],
      ["viewer", ["Open", "Secret"]],
      ["admin", ["Open", "Secret"]],
    ] as const) {
      expect([role, names(await ask(role, teams))]).toEqual([role, expected]);
    }
    const member = await makePerson(organisation, { role: "agent", teams: [open, secret] });
    const answer = await callRoute(teams, { as: await makeSession(member) });
    expect(answer.body).toMatchObject({
      items: [
        { name: "Open", isPrivate: false },
        { name: "Secret", isPrivate: true },
      ],
    });
  });

  it("categories come in the admins' order without those put away", async () => {
    await pool().query(
      "UPDATE categories SET archived_at = now() WHERE organisation_id = $1 AND key = 'travel'",
      [organisation.id],
    );
    expect((await ask("user", categories)).map((item) => item["key"])).toEqual([
      "hardware",
      "software",
      "network",
      "access",
      "other",
    ]);
  });

  it("admins and viewers choose among all tags, an agent among those of visible tickets, a user among those of their own outside private teams", async () => {
    await pool().query(
      "INSERT INTO tags (organisation_id, name) VALUES ($1, 'laptop'), ($1, 'printer'), ($1, 'salary')",
      [organisation.id],
    );
    const user = actors.get("user")?.id;
    for (const [number, tag, team] of [
      [1, "laptop", open.id],
      [2, "salary", secret.id],
    ] as const) {
      await pool().query(
        `INSERT INTO tickets (id, organisation_id, number, title, category, team_id, requester_id, tags) VALUES ($1, $2, $3, 'A ticket', 'other', $4, $5, $6)`,
        [v7(), organisation.id, number, team, user, [tag]],
      );
    }
    for (const role of ["viewer", "admin"] as const) {
      expect(names(await ask(role, tags))).toEqual(["laptop", "printer", "salary"]);
    }
    expect(names(await ask("viewer", tags, "q=PRI"))).toEqual(["printer"]);
    expect(names(await ask("agent", tags))).toEqual(["laptop"]);
    const member = await makeActor(organisation, { role: "agent", teams: [secret] });
    const answer = await callRoute(tags, { as: member });
    expect(answer.body).toMatchObject({ items: [{ name: "laptop" }, { name: "salary" }] });
    expect(names(await ask("user", tags))).toEqual(["laptop"]);
  });
});
