import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listTicketsSchema } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { listTickets } from "@/features/tickets/server/list/read";
import { viewPageSchema, viewSchema, type ViewDto } from "@/features/views/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import type { MadeOrganisation, MadeTeam } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET, POST } from "./route";
import * as one from "./[id]/route";

setUpDatabase();
let organisation: MadeOrganisation;
let sealed: MadeTeam;
let admin: Actor;
let member: Actor;
let outsider: Actor;
let viewer: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation();
  sealed = await makeTeam(organisation, { isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  member = await makeSession(await makePerson(organisation, { role: "agent", teams: [sealed] }));
  outsider = await makeActor(organisation, { role: "agent" });
  viewer = await makeActor(organisation, { role: "viewer" });
});
beforeEach(async () => {
  await pool().query("DELETE FROM saved_views");
});

const PATH = "/api/views";
const post = (body: Record<string, unknown>, as = member) =>
  callRoute(POST, { path: PATH, method: "POST", as, body: { name: "Urgent ones", ...body } });
const made = async (body: Record<string, unknown> = {}, as = member): Promise<ViewDto> => {
  const answer = await post(body, as);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return viewSchema.parse(answer.body);
};
const change = (id: string, body: unknown, as = member) =>
  callRoute(one.PATCH, { path: `${PATH}/${id}`, method: "PATCH", as, body, params: { id } });
const list = async (as = member) => {
  const answer = await callRoute(GET, { path: `${PATH}?limit=100`, as });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return viewPageSchema.parse(answer.body).items;
};
const namesOf = async (as = member): Promise<string[]> => (await list(as)).map(({ name }) => name);

describe("a saved view", () => {
  it("keeps the filters of a list, checked as the list checks them", async () => {
    const filters = {
      status: ["open", "waiting"],
      priority: ["urgent"],
      tag: ["VPN, new"],
      assignee: ["me"],
    };
    const view = await made({ filters, sort: "due" });
    expect(view).toMatchObject({
      filters: { ...filters, tag: ["vpn, new"] },
      sort: "due",
      position: 0,
      scope: "mine",
      mayChange: true,
    });
    expect(listTicketsSchema.parse({ ...view.filters, sort: view.sort })).toMatchObject(view.filters);
    for (const wrong of [
      { status: ["lost"] },
      { priority: "urgent" },
      { team: ["no id"] },
      { due: "soon" },
    ]) {
      expect(await post({ filters: wrong })).toMatchObject({ status: 422, body: { code: "invalid" } });
    }
    expect((await change(view.id, { sort: "sideways" })).status).toBe(422);
  });

  it("keeps its owner's order: what is moved stands where it was wanted, what is new comes last", async () => {
    const [first, second, third] = [
      await made({ name: "1" }),
      await made({ name: "2" }),
      await made({ name: "3" }),
    ];
    await made({ name: "Everybody's", scope: "organisation" }, admin);
    expect(await namesOf()).toEqual(["1", "2", "3", "Everybody's"]);
    expect((await change(third?.id ?? "", { position: 0 })).body).toMatchObject({ position: 0 });
    expect(await namesOf()).toEqual(["3", "1", "2", "Everybody's"]);
    await made({ name: "4" });
    expect(await namesOf()).toEqual(["3", "1", "2", "4", "Everybody's"]);
    expect((await change(first?.id ?? "", { position: 200 })).body).toMatchObject({ position: 3 });
    expect((await change(second?.id ?? "", { name: "Two" })).body).toMatchObject({ position: 1 });
    expect(await namesOf()).toEqual(["3", "Two", "4", "1", "Everybody's"]);
  });

  it("of a viewer is theirs; a team's and everybody's they only use", async () => {
    const own = await made({}, viewer);
    expect((await change(own.id, { name: "Mine" }, viewer)).status).toBe(200);
    expect((await post({ scope: "organisation", name: "No" }, viewer)).status).toBe(403);
    const shared = await made({ scope: "organisation" }, admin);
    expect((await change(shared.id, { name: "No" }, viewer)).status).toBe(403);
    expect((await list(viewer)).map(({ mayChange }) => mayChange)).toEqual([true, false]);
    expect(await namesOf(outsider)).toEqual(["Urgent ones"]);
  });

  it("that names a team and a person whom one may not see shows nothing of them", async () => {
    const view = await made(
      { scope: "organisation", filters: { team: [sealed.id], requester: [member.id] } },
      admin,
    );
    await createTicket(admin, {
      title: "Among the private team",
      description: "Nobody else sees this.",
      requesterId: member.id,
      teamId: sealed.id,
    });
    const seen = async (as: Actor): Promise<number> =>
      (await listTickets(as, listTicketsSchema.parse({ ...view.filters, sort: view.sort }))).items.length;
    expect([await seen(member), await seen(admin), await seen(outsider)]).toEqual([1, 1, 0]);
    const answer = JSON.stringify(await list(outsider));
    expect(answer).not.toContain(member.name);
  });

  it("is one of a name, and tells who changes it what somebody else has changed since", async () => {
    const view = await made();
    expect(await post({ name: "URGENT ones" })).toMatchObject({ status: 409, body: { code: "name_taken" } });
    await change(view.id, { sort: "due" });
    expect(await change(view.id, { sort: "created", was: { sort: "-updated" } })).toMatchObject({
      status: 409,
      body: { code: "conflict", current: { sort: "due" } },
    });
  });
});
