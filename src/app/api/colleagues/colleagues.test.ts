import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { GET as listWatchers } from "@/app/api/tickets/[ticket]/watchers/route";
import {
  DELETE as removeWatcher,
  PUT as addWatcher,
} from "@/app/api/tickets/[ticket]/watchers/[personId]/route";
import { GET as getTicket } from "@/app/api/tickets/[ticket]/route";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  type MadeOrganisation,
  type MadePerson,
} from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { GET as findColleagues } from "./route";

setUpDatabase();

const listSchema = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), name: z.string() })) });
let organisation: MadeOrganisation;
let requester: Actor;
let agent: Actor;
let colleague: MadePerson;
let ticketId = "";

beforeAll(async () => {
  organisation = await makeOrganisation();
  requester = await makeActor(organisation, { name: "Rosa Requester" });
  agent = await makeActor(organisation, { role: "agent", name: "Anton Agent" });
  colleague = await makePerson(organisation, { name: "Ottokar Berg", email: "hidden@example.org" });
});

beforeEach(async () => {
  await pool().query("UPDATE organisations SET settings = '{}' WHERE id = $1", [organisation.id]);
  const input = { title: "A request of Rosa", description: "To be followed by others." };
  ticketId = (await createTicket(requester, input)).id;
});

async function set(as: Actor, personId: string, isWatching: boolean): Promise<number> {
  const handler = isWatching ? addWatcher : removeWatcher;
  const method = isWatching ? "PUT" : "DELETE";
  return (await callRoute(handler, { method, as, params: { ticket: ticketId, personId } })).status;
}

async function namesFor(as: Actor, q: string): Promise<string[]> {
  const { body } = await callRoute(findColleagues, {
    as,
    path: `/api/colleagues?q=${encodeURIComponent(q)}`,
  });
  return listSchema.parse(body).items.map(({ name }) => name);
}

async function followers(as: Actor): Promise<ApiAnswer> {
  return await callRoute(listWatchers, { as, params: { ticket: ticketId } });
}

describe("colleagues", () => {
  it("are found by the beginning of a name, from three letters on, without their addresses", async () => {
    expect(await namesFor(requester, "Ott")).toEqual(["Ottokar Berg"]);
    expect(await namesFor(requester, "ber")).toEqual(["Ottokar Berg"]);
    for (const q of ["hidden", "tokar", "Anton", "Rosa"]) {
      expect(await namesFor(requester, q), q).toEqual([]);
    }
    for (const q of ["", "Ot", "O B e", "..."]) {
      const { status } = await callRoute(findColleagues, {
        as: requester,
        path: `/api/colleagues?q=${encodeURIComponent(q)}`,
      });
      expect(status, q).toBe(422);
    }
    const { body } = await callRoute(findColleagues, { as: requester, path: "/api/colleagues?q=otto" });
    expect(JSON.stringify(body)).not.toContain("@");
  });

  it("are not shown to somebody who only says who they are, nor are such people shown, nor where it is off", async () => {
    const claimant = await makeActor(organisation, { name: "Claudia Claim" });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claimant.id]);
    expect(await namesFor(requester, "Claudia")).toEqual([]);
    const asClaimant = { as: claimant, path: "/api/colleagues?q=otto" };
    expect((await callRoute(findColleagues, asClaimant)).status).toBe(403);
    expect(await set(requester, claimant.id, true)).toBe(404);
    await pool().query("UPDATE organisations SET settings = $1", [{ colleagueWatchers: false }]);
    expect((await callRoute(findColleagues, { as: requester, path: "/api/colleagues?q=otto" })).status).toBe(
      403,
    );
    expect(await set(requester, colleague.id, true)).toBe(403);
    expect((await followers(requester)).body).toMatchObject({ mayAdd: false });
  });

  it("follow a ticket whose requester lets them, until that is taken back", async () => {
    const actor = await makeActor(organisation, { name: "Nina Neighbour" });
    const read = () => callRoute(getTicket, { as: actor, params: { ticket: ticketId } });
    expect((await read()).status).toBe(404);
    expect(await set(requester, actor.id, true)).toBe(200);
    expect(await set(requester, actor.id, true)).toBe(200);
    expect((await read()).status).toBe(200);
    expect((await followers(requester)).body).toEqual({
      items: [{ id: actor.id, name: "Nina Neighbour", role: "user", avatarUrl: null, addedByMe: true }],
      nextCursor: null,
      mayAdd: true,
    });
    // A follower is no requester: they let nobody else in, and do not see who else follows.
    expect((await followers(actor)).status).toBe(403);
    expect(await set(actor, colleague.id, true)).toBe(403);
    expect(await set(requester, actor.id, false)).toBe(200);
    expect((await read()).status).toBe(404);
  });

  it("whom staff added are seen by the requester and not removed, and staff who watch are not even seen", async () => {
    await setWatcher(agent, { ticket: ticketId, personId: agent.id, isWatching: true });
    await setWatcher(agent, { ticket: ticketId, personId: colleague.id, isWatching: true });
    expect(await set(requester, colleague.id, false)).toBe(403);
    const seen = listSchema.parse((await followers(requester)).body).items;
    expect(seen).toEqual([expect.objectContaining({ id: colleague.id, addedByMe: false })]);
    expect(listSchema.parse((await followers(agent)).body).items).toHaveLength(2);
  });

  it("are never staff, guests or people of elsewhere", async () => {
    const guest = await makePerson(organisation, { role: "guest" });
    const foreign = await makePerson(await makeOrganisation({ host: "elsewhere.example" }));
    for (const id of [agent.id, guest.id, foreign.id]) {
      expect(await set(requester, id, true)).toBe(404);
    }
    expect(listSchema.parse((await followers(requester)).body).items).toEqual([]);
  });
});
