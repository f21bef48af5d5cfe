import { beforeAll, expect, it } from "vitest";
import { GET as explain } from "@/app/api/tickets/[ticket]/access/route";
import { personAccessSchema, ticketAccessSchema } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET } from "./route";

setUpDatabase();

let organisation: MadeOrganisation;
let admin: Actor;
let member: Actor;
let requester: Actor;
/** By what the member sees of them: of their team, of none, watched in a foreign private team, hidden in it. */
const numbers: Record<"team" | "open" | "watched" | "hidden", number> = {
  team: 0,
  open: 0,
  watched: 0,
  hidden: 0,
};

beforeAll(async () => {
  organisation = await makeOrganisation();
  const [own, sealed] = [
    await makeTeam(organisation, { isPrivate: true, name: "Payroll" }),
    await makeTeam(organisation, { isPrivate: true, name: "Security" }),
  ];
  admin = await makeSession(await makePerson(organisation, { role: "admin" }));
  requester = await makeSession(await makePerson(organisation));
  member = await makeSession(await makePerson(organisation, { role: "agent", teams: [own] }));
  const file = async (name: keyof typeof numbers, teamId?: string): Promise<string> => {
    const input = { title: `A ${name} ticket`, description: "For the list.", requesterId: requester.id };
    const ticket = await createTicket(admin, { ...input, ...(teamId ? { teamId } : {}) });
    numbers[name] = ticket.number;
    return ticket.id;
  };
  await file("team", own.id);
  await file("open");
  await setWatcher(admin, {
    ticket: await file("watched", sealed.id),
    personId: member.id,
    isWatching: true,
  });
  await file("hidden", sealed.id);
});

const ask = async (personId: string, query = "", as: Actor = admin) =>
  await callRoute(GET, { as, path: `/api/admin/users/${personId}/access${query}`, params: { id: personId } });
const accessOf = async (personId: string, query = "") =>
  personAccessSchema.parse((await ask(personId, query)).body);

it("tells which tickets somebody sees and by which rules, the latest first, and how many by each", async () => {
  const access = await accessOf(member.id);
  expect(access.counts).toEqual([
    { code: "agent_of_team", count: 1, isMore: false },
    { code: "agent", count: 1, isMore: false },
    { code: "watcher", count: 1, isMore: false },
  ]);
  expect(access.items.map(({ ticket, audience, reasons }) => [ticket.number, audience, reasons])).toEqual([
    [numbers.watched, "public", [{ code: "watcher", since: expect.any(String) }]],
    [numbers.open, "staff", [{ code: "agent" }]],
    [
      numbers.team,
      "staff",
      [
        {
          code: "agent_of_team",
          since: expect.any(String),
          team: { id: expect.any(String), name: "Payroll" },
        },
      ],
    ],
  ]);
  expect((await accessOf(requester.id)).counts).toEqual([{ code: "requester", count: 4, isMore: false }]);
  expect((await accessOf(admin.id)).counts).toEqual([{ code: "admin", count: 4, isMore: false }]);
});

it("says of each ticket what the ticket's own page says of the person", async () => {
  for (const person of [member, requester, admin]) {
    for (const { ticket, audience, reasons } of (await accessOf(person.id)).items) {
      const answer = await callRoute(explain, {
        as: admin,
        path: `/api/tickets/${ticket.id}/access?person=${person.id}`,
        params: { ticket: ticket.id },
      });
      expect(ticketAccessSchema.parse(answer.body)).toEqual({ canSee: true, audience, reasons });
    }
  }
});

it("lists one rule alone where that is asked for, page by page, each ticket once", async () => {
  expect((await accessOf(member.id, "?rule=watcher")).items.map(({ ticket }) => ticket.number)).toEqual([
    numbers.watched,
  ]);
  const seen: number[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = await accessOf(requester.id, `?limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ ticket }) => ticket.number));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([numbers.hidden, numbers.watched, numbers.open, numbers.team]);
});

it("says why there is nothing: disabled, or no rule opens any", async () => {
  const nobody = await makePerson(organisation);
  expect(await accessOf(nobody.id)).toEqual({
    counts: [],
    none: "not_involved",
    items: [],
    nextCursor: null,
  });
  await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [nobody.id]);
  expect(await accessOf(nobody.id)).toEqual({ counts: [], none: "disabled", items: [], nextCursor: null });
});

it("is for admins, about people of their own organisation, and takes rules alone", async () => {
  expect((await ask(member.id, "", member)).status).toBe(403);
  const stranger = await makePerson(await makeOrganisation({ host: "other.example.org" }));
  expect((await ask(stranger.id)).status).toBe(404);
  expect((await ask("nobody")).status).toBe(404);
  expect((await ask(member.id, "?rule=disabled")).status).toBe(422);
  expect((await ask(member.id, "?cursor=nonsense")).status).toBe(400);
});
