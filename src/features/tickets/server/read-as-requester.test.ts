import { beforeAll, describe, expect, it } from "vitest";
import { GET as ATTACHMENTS } from "@/app/api/tickets/[ticket]/attachments/route";
import { GET as COMMENTS } from "@/app/api/tickets/[ticket]/comments/route";
import { GET as EVENTS } from "@/app/api/tickets/[ticket]/events/route";
import { GET as TICKET } from "@/app/api/tickets/[ticket]/route";
import { GET as WATCHERS } from "@/app/api/tickets/[ticket]/watchers/route";
import { GET as LIST_OF } from "@/app/api/admin/users/[id]/tickets/route";
import { GET as LIST } from "@/app/api/tickets/route";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  type MadeOrganisation,
} from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";

setUpDatabase();

const NOTE = "What the requester must not read";
const ROUTES = [
  { name: "", handler: TICKET },
  { name: "/comments", handler: COMMENTS },
  { name: "/events", handler: EVENTS },
  { name: "/attachments", handler: ATTACHMENTS },
  { name: "/watchers", handler: WATCHERS },
] as const;
let organisation: MadeOrganisation;
let admin: Actor;
let agent: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  const sealed = await makeTeam(organisation, { isPrivate: true, name: "Payroll" });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent", teams: [sealed] });
  requester = await makeActor(organisation);
  ({ id: ticketId } = await createTicket(agent, {
    title: "Whose view is this",
    description: "Let us see.",
    requesterId: requester.id,
    teamId: sealed.id,
    tags: ["secret-tag"],
  }));
  await addComment(agent, { ticket: ticketId, body: NOTE, internal: true });
  await addComment(agent, { ticket: ticketId, body: "For everybody" });
  await addComment(requester, { ticket: ticketId, body: "Thank you" });
  await setWatcher(admin, { ticket: ticketId, personId: admin.id, isWatching: true });
});

const ask = (as: Actor, route: (typeof ROUTES)[number], view = "", ticket = ticketId) =>
  callRoute(route.handler, {
    as,
    params: { ticket },
    path: `/api/tickets/${ticket}${route.name}${view}`,
  });

describe("a ticket as its requester gets it", () => {
  it.each(ROUTES)("is what the requester gets, byte by byte: $name", async (route) => {
    const own = await ask(requester, route);
    expect(own.status).toBe(200);
    for (const staff of [agent, admin]) {
      const viewed = await ask(staff, route, "?as=requester");
      expect([viewed.status, viewed.body]).toEqual([200, own.body]);
      expect(JSON.stringify(viewed.body)).not.toMatch(/must not read|secret-tag|Payroll/);
    }
  });

  it.each(ROUTES)(
    "is for agents and admins who see the ticket, and for no other word than requester: $name",
    async (route) => {
      const outsider = await makeActor(organisation, { role: "agent" });
      const viewer = await makeActor(organisation, { role: "viewer" });
      const foreign = await makeActor(
        await makeOrganisation({ host: `f${Date.now()}${route.name.length}.example` }),
        {
          role: "admin",
        },
      );
      expect((await ask(outsider, route, "?as=requester")).status).toBe(404);
      expect((await ask(viewer, route, "?as=requester")).status).toBe(403);
      expect((await ask(requester, route, "?as=requester")).status).toBe(403);
      expect((await ask(foreign, route, "?as=requester")).status).toBe(401);
      expect((await ask(admin, route, "?as=somebody")).status).toBe(422);
    },
  );

  it("of a requester who is staff it is the public side, and a guest's is what their link opens", async () => {
    const { id } = await createTicket(agent, { title: "Of an agent", description: "Filed by staff." });
    await addComment(admin, { ticket: id, body: NOTE, internal: true });
    for (const route of ROUTES) {
      const { status, body } = await ask(admin, route, "?as=requester", id);
      expect([route.name, status]).toEqual([route.name, 200]);
      expect(JSON.stringify(body)).not.toContain(NOTE);
    }
    const guest = await makePerson(organisation, { role: "guest" });
    const filed = await createTicket(admin, {
      title: "Of a guest",
      description: "By the form.",
      requesterId: guest.id,
    });
    const session = await makeSession(guest, { kind: "guest", guestTicketId: filed.id });
    const own = await ask(session, ROUTES[0], "", filed.id);
    expect((await ask(admin, ROUTES[0], "?as=requester", filed.id)).body).toEqual(own.body);
  });
});

describe("a person's list as they get it", () => {
  const list = (personId: string, as: Actor = admin) =>
    callRoute(LIST_OF, { as, params: { id: personId }, path: `/api/admin/users/${personId}/tickets` });

  it("is their own, for admins, and leaves one entry of the audit in a while", async () => {
    const own = await callRoute(LIST, { as: requester, path: "/api/tickets" });
    expect((await list(requester.id)).body).toEqual(own.body);
    expect((await list(requester.id)).body).toEqual(own.body);
    const { rows } = await pool().query(
      "SELECT actor_id FROM audit_entries WHERE action = 'person.viewed' AND subject_id = $1",
      [requester.id],
    );
    expect(rows).toEqual([{ actor_id: admin.id }]);
    expect((await list(requester.id, agent)).status).toBe(403);
  });

  it("is empty for a disabled person", async () => {
    const disabled = await makePerson(organisation, { role: "admin", isDisabled: true });
    expect((await list(disabled.id)).body).toEqual({ items: [], nextCursor: null });
  });
});
