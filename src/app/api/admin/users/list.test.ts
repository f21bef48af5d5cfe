import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { adminUserSchema, createdUserSchema } from "@/features/users/schema";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makePerson, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { PATCH as patchUser } from "./[id]/route";
import { GET as listUsers, POST as createUser } from "./route";

const accounts = setUpAccounts();

let organisation: MadeOrganisation;
let admin: Actor;

beforeAll(async () => {
  organisation = accounts.organisation;
  admin = await accounts.makeActor({ role: "admin", name: "Ada" });
});

const pageSchema = z.object({ items: z.array(adminUserSchema), nextCursor: z.string().nullable() });
const list = async (query: string) => {
  const { status, body } = await callRoute(listUsers, { as: admin, path: `/api/admin/users?${query}` });
  expect(status, JSON.stringify(body)).toBe(200);
  return pageSchema.parse(body);
};
const names = async (query: string) => (await list(query)).items.map(({ name }) => name);
const patch = (id: string, body: unknown, as = admin) =>
  callRoute(patchUser, { method: "PATCH", as, body, params: { id } });

describe("the list of people", () => {
  it("each state that a person shows is the one by which the list finds them", async () => {
    const team = await makeTeam(organisation);
    const body = { name: "Iris", email: "iris@example.org", role: "agent", teamIds: [team.id] };
    const made = createdUserSchema.parse(
      (await callRoute(createUser, { method: "POST", as: admin, body })).body,
    );
    expect(made.teams.map(({ id }) => id)).toEqual([team.id]);
    expect(Date.parse(made.invitationEndsAt ?? "")).toBeGreaterThan(Date.now());
    await makePerson(organisation, { name: "Nobody's account" });
    const out = await makePerson(organisation, { name: "Otto", passwordHash: "x" });
    await patch(out.id, { disabled: true });
    const claims = await makePerson(organisation, { name: "Uwe", passwordHash: "x" });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claims.id]);
    const all = (await list("limit=100")).items;
    const byState = new Map<string, string[]>();
    all.forEach(({ state, name }) => byState.set(state, [...(byState.get(state) ?? []), name]));
    expect(Object.fromEntries(byState)).toEqual({
      active: ["Ada"],
      invited: ["Iris"],
      no_account: ["Nobody's account"],
      disabled: ["Otto"],
      unconfirmed: ["Uwe"],
    });
    for (const [state, expected] of byState) {
      expect(await names(`state=${state}`)).toEqual(expected);
    }
    expect(await names("state=invited,disabled")).toEqual(["Iris", "Otto"]);
    expect(await names(`team=${team.id}`)).toEqual(["Iris"]);
  });

  it.each(["name", "-name", "created", "-created", "seen", "-seen"])(
    "sorted by %s, its pages together are the whole list",
    async (sort) => {
      await pool().query(
        "UPDATE people SET last_seen_at = now() - random() * interval '9 days' WHERE organisation_id = $1 AND name < 'O'",
        [organisation.id],
      );
      const whole = (await list(`sort=${sort}&limit=100`)).items.map(({ id }) => id);
      const found: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: z.infer<typeof pageSchema> = await list(
          `sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`,
        );
        found.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(found).toEqual(whole);
      const back = sort.startsWith("-") ? sort.slice(1) : `-${sort}`;
      expect((await list(`sort=${back}&limit=100`)).items.map(({ id }) => id)).toEqual(whole.reverse());
    },
  );

  it("a cursor of one order is refused by another", async () => {
    const { nextCursor } = await list("sort=name&limit=1");
    for (const query of [`sort=-name&cursor=${nextCursor}`, `sort=seen&cursor=${nextCursor}`]) {
      const { status, body } = await callRoute(listUsers, { as: admin, path: `/api/admin/users?${query}` });
      expect({ status, body }).toMatchObject({ status: 400, body: { code: "bad_cursor" } });
    }
  });
});

describe("two admins who change one person", () => {
  it("the second is shown what the first did to the same field, and other fields merge", async () => {
    const person = await makePerson(organisation, { name: "Paul", role: "user" });
    const was = { name: "Paul", role: "user", disabled: false, teamIds: [] };
    expect((await patch(person.id, { role: "agent", was })).status).toBe(200);
    expect(await patch(person.id, { role: "viewer", was })).toMatchObject({
      status: 409,
      body: { code: "conflict", errors: [{ path: "role" }], current: { role: "agent", name: "Paul" } },
    });
    expect(await patch(person.id, { name: "Paula", was })).toMatchObject({
      status: 200,
      body: { role: "agent", name: "Paula" },
    });
  });

  it("two who want the same are both content", async () => {
    const person = await makePerson(organisation, { name: "Quentin" });
    const was = { disabled: false };
    expect((await patch(person.id, { disabled: true, was })).status).toBe(200);
    expect((await patch(person.id, { disabled: true, was })).status).toBe(200);
  });

  it("teams are compared without their order", async () => {
    const teams = [await makeTeam(organisation), await makeTeam(organisation)].map(({ id }) => id);
    const person = await makePerson(organisation, { name: "Rita", passwordHash: PASSWORD });
    expect((await patch(person.id, { teamIds: teams })).status).toBe(200);
    const was = { teamIds: [...teams].reverse() };
    expect((await patch(person.id, { teamIds: teams.slice(0, 1), was })).status).toBe(200);
    expect((await patch(person.id, { teamIds: [], was })).status).toBe(409);
  });

  it("the audit says what stood there before", async () => {
    const person = await makePerson(organisation, { name: "Before" });
    await patch(person.id, { name: "After", role: "user" });
    const { rows } = await pool().query(
      "SELECT data FROM audit_entries WHERE subject_id = $1 AND action = 'person.changed'",
      [person.id],
    );
    expect(rows).toEqual([{ data: { name: "After", role: "user", before: { name: "Before" } } }]);
  });
});
