import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  cannedReplyPageSchema,
  cannedReplySchema,
  type CannedReplyDto,
} from "@/features/canned-replies/schema";
import { seesPlace, type LibraryPlace } from "@/features/library/policy";
import { pool } from "@/server/database/database";
import { LIMITS } from "@/shared/limits";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import type { MadeOrganisation, MadeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET, POST } from "./route";
import * as one from "./[id]/route";
import * as use from "./[id]/use/route";

setUpDatabase();
let organisation: MadeOrganisation;
let front: MadeTeam;
let sealed: MadeTeam;
let admin: Actor;
let member: Actor;
let outsider: Actor;
let viewer: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  front = await makeTeam(organisation);
  sealed = await makeTeam(organisation, { isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  member = await makeSession(await makePerson(organisation, { role: "agent", teams: [front, sealed] }));
  outsider = await makeActor(organisation, { role: "agent" });
  viewer = await makeSession(await makePerson(organisation, { role: "viewer", teams: [front] }));
});
beforeEach(async () => {
  await pool().query("DELETE FROM canned_replies");
});

const PATH = "/api/canned-replies";
const post = (body: Record<string, unknown>, as = member) =>
  callRoute(POST, {
    path: PATH,
    method: "POST",
    as,
    body: { name: "Try again", body: "Please try again.", ...body },
  });
const made = async (body: Record<string, unknown> = {}, as = member): Promise<CannedReplyDto> => {
  const answer = await post(body, as);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return cannedReplySchema.parse(answer.body);
};
const change = (id: string, body: unknown, as = member) =>
  callRoute(one.PATCH, { path: `${PATH}/${id}`, method: "PATCH", as, body, params: { id } });
const list = async (query = "", as = member) => {
  const answer = await callRoute(GET, { path: `${PATH}${query}`, as });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return cannedReplyPageSchema.parse(answer.body).items;
};
const namesOf = (items: CannedReplyDto[]): string[] => items.map(({ name }) => name);
const remove = (id: string, as = member) =>
  callRoute(one.DELETE, { path: `${PATH}/${id}`, method: "DELETE", as, params: { id } });

describe("a canned reply", () => {
  it("is made, found, changed and deleted", async () => {
    const reply = await made({
      keyword: " Again ",
      body: "Hello {{requester.firstName|there}}, please try again.",
    });
    expect(reply).toMatchObject({ keyword: "again", scope: "mine", team: null, uses: 0, mayChange: true });
    expect(await list()).toEqual([reply]);
    const changed = cannedReplySchema.parse(
      (await change(reply.id, { keyword: "", name: "Once more" })).body,
    );
    expect(changed).toMatchObject({ name: "Once more", keyword: null, body: reply.body });
    expect(changed.updatedAt > reply.updatedAt).toBe(true);
    expect((await remove(reply.id)).status).toBe(204);
    expect((await remove(reply.id)).status).toBe(404);
    expect(await list()).toEqual([]);
  });

  it("is searched by keyword, then name, then text, and marks of a pattern are text", async () => {
    await made({ name: "A text about vpn", body: "Use the VPN." });
    await made({ name: "In the text", body: "Please restart the VPN client." });
    await made({ name: "VPN restart" });
    await made({ name: "Zebra", keyword: "vpn" });
    await made({ name: "Other", body: "100% of it" });
    expect(namesOf(await list("?q=VPN"))).toEqual([
      "Zebra",
      "VPN restart",
      "A text about vpn",
      "In the text",
    ]);
    expect(namesOf(await list("?q=%25"))).toEqual(["Other"]);
    expect(await list("?q=_")).toEqual([]);
  });

  it("knows a closed list of variables: another is refused where it stands, but in code", async () => {
    const refused = await post({ body: "Hello {{requester.password|you}}." });
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid", errors: [{ path: "body" }] } });
    expect(JSON.stringify(refused.body)).toContain("{{requester.password|you}}");
    const reply = await made({ body: "Run `ansible {{ inventory_hostname }}`, {{ agent.name }}" });
    expect((await change(reply.id, { body: "{{nothing}}" })).status).toBe(422);
  });

  it("has a name that no other of its owner has, in any case and form; others' may be the same", async () => {
    await made({ name: "Café" });
    expect(await post({ name: "cafe\u0301" })).toMatchObject({
      status: 409,
      body: { code: "name_taken", errors: [{ path: "name" }] },
    });
    await made({ name: "Café" }, outsider);
    await made({ name: "Café", scope: "team", teamId: front.id });
    await made({ name: "Café", scope: "organisation" }, admin);
    const other = await made({ name: "Other" });
    expect((await change(other.id, { name: "CAFÉ" })).status).toBe(409);
    expect((await change(other.id, { scope: "team", teamId: front.id, name: "Café" })).status).toBe(409);
    expect((await change(other.id, { name: "OTHER" })).status).toBe(200);
  });

  it("made twice at once with one name is there once", async () => {
    const answers = await Promise.all([post({}), post({}), post({})]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it("is one of at most 200 of an owner", async () => {
    await pool().query(
      `INSERT INTO canned_replies (id, organisation_id, scope, person_id, name, body)
       SELECT gen_random_uuid(), $1, 'mine', $2, 'Reply ' || n, 'Text' FROM generate_series(1, $3::int) n`,
      [organisation.id, member.id, LIMITS.libraryMax - 1],
    );
    await made();
    expect(await post({ name: "Too many" })).toMatchObject({ status: 422 });
    await made({ name: "Of the team", scope: "team", teamId: front.id });
  });

  it("tells who changes it what somebody else has changed since, and what nobody touched merges", async () => {
    const reply = await made({ scope: "team", teamId: front.id });
    expect((await change(reply.id, { body: "Try twice." }, admin)).status).toBe(200);
    const conflict = await change(reply.id, { body: "Try thrice.", was: { body: reply.body } });
    expect(conflict).toMatchObject({
      status: 409,
      body: { code: "conflict", current: { body: "Try twice." } },
    });
    expect((await change(reply.id, { name: "Twice", was: { name: reply.name } })).body).toMatchObject({
      name: "Twice",
      body: "Try twice.",
    });
  });

  it("counts its uses", async () => {
    const reply = await made();
    const count = (as = member) =>
      callRoute(use.POST, { path: `${PATH}/${reply.id}/use`, method: "POST", as, params: { id: reply.id } });
    expect([(await count()).status, (await count()).status, (await count(outsider)).status]).toEqual([
      204, 204, 404,
    ]);
    expect(await list()).toMatchObject([{ uses: 2, updatedAt: reply.updatedAt }]);
  });

  it("of a team needs a team that is there; an agent learns of no other", async () => {
    expect(await post({ scope: "team" })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "teamId" }] },
    });
    expect((await post({ teamId: front.id })).status).toBe(422);
    const nowhere = "00000000-0000-7000-8000-000000000000";
    const answers = await Promise.all(
      [sealed.id, nowhere].map((teamId) => post({ scope: "team", teamId }, outsider)),
    );
    expect(answers.map(({ status, body }) => [status, Object(body).detail])).toEqual([
      [403, Object(answers[0]?.body).detail],
      [403, Object(answers[0]?.body).detail],
    ]);
    expect((await post({ scope: "team", teamId: nowhere }, admin)).status).toBe(422);
  });

  it("audits what is not one's own alone, without the text", async () => {
    const own = await made();
    const shared = await made({ scope: "organisation", name: "For all" }, admin);
    await change(shared.id, { body: "Another text.", name: "For everybody" }, admin);
    await remove(shared.id, admin);
    await change(own.id, { scope: "team", teamId: front.id });
    const { rows } = await pool().query<{ action: string; data: unknown; subject_id: string }>(
      "SELECT action, data, subject_id FROM audit_entries WHERE action LIKE 'canned_reply.%' AND subject_id = ANY($1) ORDER BY id",
      [[own.id, shared.id]],
    );
    expect(rows.map(({ action, subject_id: id }) => [action, id === own.id])).toEqual([
      ["canned_reply.created", false],
      ["canned_reply.changed", false],
      ["canned_reply.deleted", false],
      ["canned_reply.changed", true],
    ]);
    expect(JSON.stringify(rows)).not.toContain("Another text.");
    expect(rows[1]?.data).toMatchObject({ before: { name: "For all" }, fields: ["name", "body"] });
  });
});

describe("who sees a canned reply", () => {
  it("is the same in lists as in the rule, for every role", async () => {
    const others = await makeTeam(organisation);
    for (const [by, place] of [
      [member, { scope: "mine" }],
      [outsider, { scope: "mine" }],
      [admin, { scope: "mine" }],
      [admin, { scope: "organisation" }],
      [admin, { scope: "team", teamId: front.id }],
      [admin, { scope: "team", teamId: sealed.id }],
      [admin, { scope: "team", teamId: others.id }],
    ] as const) {
      await made({ name: JSON.stringify(place) + by.role, ...place }, by);
    }
    const { rows } = await pool().query<LibraryPlace & { id: string }>(
      `SELECT id, scope, team_id AS "teamId", person_id AS "personId" FROM canned_replies`,
    );
    for (const actor of [admin, member, outsider, viewer]) {
      const seen = (await list("?limit=100", actor)).map(({ id }) => id).sort();
      expect(seen).toEqual(
        rows
          .filter((place) => seesPlace(actor, place))
          .map(({ id }) => id)
          .sort(),
      );
    }
    expect(await list("?limit=100", viewer)).toHaveLength(2);
    expect((await list("?limit=100&scope=organisation", viewer)).map(({ mayChange }) => mayChange)).toEqual([
      false,
    ]);
  });

  it("is nobody of another organisation", async () => {
    const reply = await made({ scope: "organisation" }, admin);
    const foreign = await makeActor(await makeOrganisation({ host: "other.example" }), { role: "admin" });
    const answer = await callRoute(GET, { path: PATH, as: foreign, headers: { host: "other.example" } });
    expect(answer.body).toMatchObject({ items: [] });
    expect(JSON.stringify(answer.body)).not.toContain(reply.id);
  });
});
