import { beforeAll, describe, expect, it } from "vitest";
import { callRoute } from "@/testing/http/requests";
import { GET } from "@/app/api/tickets/[ticket]/access/route";
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
  type PersonOptions,
  type MadeOrganisation,
  type MadeTeam,
} from "@/testing/factories";

setUpDatabase();

let organisation: MadeOrganisation;
let sealed: MadeTeam;
let admin: Actor;
let requester: Actor;
let ticketId: string;

beforeAll(async () => {
  organisation = await makeOrganisation();
  sealed = await makeTeam(organisation, { isPrivate: true, name: "Payroll" });
  admin = await makeSession(await makePerson(organisation, { role: "admin" }));
  requester = await makeSession(await makePerson(organisation));
  ({ id: ticketId } = await createTicket(admin, {
    title: "Who sees this",
    description: "And why.",
    requesterId: requester.id,
    teamId: sealed.id,
  }));
});

const somebody = (given: PersonOptions = {}) => makePerson(organisation, given);
const why = async (personId: string, as: Actor = admin) =>
  await callRoute(GET, {
    as,
    path: `/api/tickets/${ticketId}/access?person=${personId}`,
    params: { ticket: ticketId },
  });
const watch = (personId: string) => setWatcher(admin, { ticket: ticketId, personId, isWatching: true });

describe("why somebody sees a ticket", () => {
  it("is explained by the rule of the policy, the one that opens most first", async () => {
    const member = await somebody({ role: "agent", teams: [sealed] });
    await watch(member.id);
    expect((await why(member.id)).body).toEqual({
      canSee: true,
      audience: "staff",
      reasons: [
        { code: "agent_of_team", since: expect.any(String), team: { id: sealed.id, name: "Payroll" } },
        { code: "watcher", since: expect.any(String) },
      ],
    });
    const viewer = await somebody({ role: "viewer" });
    expect((await why(viewer.id)).body).toEqual({
      canSee: true,
      audience: "staff",
      reasons: [{ code: "viewer" }],
    });
    expect((await why(admin.id)).body).toMatchObject({ audience: "staff", reasons: [{ code: "admin" }] });
    expect((await why(requester.id)).body).toEqual({
      canSee: true,
      audience: "public",
      reasons: [{ code: "requester" }],
    });
  });

  it("an agent who only watches sees the public side of a private team's ticket; one who does not is shut out of it", async () => {
    const agent = await somebody({ role: "agent" });
    expect((await why(agent.id)).body).toEqual({
      canSee: false,
      audience: null,
      reasons: [{ code: "private_team", team: { id: sealed.id, name: "Payroll" } }],
    });
    await watch(agent.id);
    expect((await why(agent.id)).body).toMatchObject({
      canSee: true,
      audience: "public",
      reasons: [{ code: "watcher", since: expect.any(String) }],
    });
  });

  it("names the reason for a person who is not involved, or whose account is disabled", async () => {
    const user = await somebody();
    expect((await why(user.id)).body).toMatchObject({ canSee: false, reasons: [{ code: "not_involved" }] });
    const disabled = await somebody({ role: "admin", isDisabled: true });
    expect((await why(disabled.id)).body).toMatchObject({ canSee: false, reasons: [{ code: "disabled" }] });
  });

  it("a guest sees it by a link that works, and no longer when it has ended", async () => {
    const guest = await somebody({ role: "guest" });
    expect((await why(guest.id)).body).toMatchObject({ canSee: false, reasons: [{ code: "not_involved" }] });
    const { sessionId } = await makeSession(guest, { kind: "guest", guestTicketId: ticketId });
    expect((await why(guest.id)).body).toMatchObject({
      canSee: true,
      audience: "public",
      reasons: [{ code: "guest_link", since: expect.any(String) }],
    });
    await pool().query("UPDATE sessions SET ended_at = now() WHERE id = $1", [sessionId]);
    expect((await why(guest.id)).body).toMatchObject({ canSee: false });
  });

  it("is shown of nobody of another organisation, and to nobody but admins", async () => {
    const unrelated = await makePerson(await makeOrganisation({ host: "other.example" }), { role: "admin" });
    expect((await why(unrelated.id)).status).toBe(404);
    expect((await why(requester.id, requester)).status).toBe(403);
    const viewer = await makeSession(await somebody({ role: "viewer" }));
    expect((await why(requester.id, viewer)).status).toBe(403);
    const user = await makeSession(await somebody());
    expect((await why(requester.id, user)).status).toBe(404);
  });
});
