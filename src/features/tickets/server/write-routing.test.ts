import { beforeEach, expect, it } from "vitest";
import { changeCategory } from "@/features/organisations/server/write-categories";
import { notifyReaction } from "@/features/notifications/server/react";
import { changeTeam } from "@/features/teams/server/write";
import { getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { transaction } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeTeam } from "@/testing/factories";

setUpDatabase();

const by = { key: null, address: "" };
const texts = { title: "Nothing works", description: "Since this morning, nothing." };
let admin: Actor;
let agent: Actor;
let requester: Actor;
let open: MadeTeam;
let sealed: MadeTeam;

beforeEach(async () => {
  const organisation = await makeOrganisation();
  open = await makeTeam(organisation, { name: "Open" });
  sealed = await makeTeam(organisation, { name: "Sealed", isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent", teams: [open] });
  requester = await makeActor(organisation);
});

const route = (key: string, patch: Parameters<typeof changeCategory>[1]["patch"]) =>
  changeCategory(admin, { key, patch }, by);

it("a ticket that is filed without team and priority gets those of its category; what was said counts", async () => {
  await route("network", { teamId: open.id, priority: "high", icon: "network" });
  const filed = await createTicket(requester, { ...texts, category: "network" });
  expect(filed).toMatchObject({ team: { id: open.id }, priority: "high" });
  expect(Date.parse(filed.dueAt ?? "") - Date.parse(filed.createdAt)).toBe(24 * 3_600_000);
  expect(
    await createTicket(agent, { ...texts, category: "network", teamId: null, priority: "low" }),
  ).toMatchObject({ team: null, priority: "low" });
  expect(await createTicket(requester, { ...texts, category: "hardware" })).toMatchObject({
    team: null,
    priority: "medium",
  });
});

it("a private team gets what its category brings; its requester does not see it, and who files for somebody else only where they may", async () => {
  await route("access", { teamId: sealed.id });
  const filed = await createTicket(requester, { ...texts, category: "access" });
  expect(filed.team).toBeNull();
  expect(await getTicket(admin, filed.id)).toMatchObject({ team: { id: sealed.id } });
  const forOther = await createTicket(agent, { ...texts, category: "access", requesterId: requester.id });
  expect(forOther.team).toBeNull();
  expect((await getTicket(admin, forOther.id)).team).toBeNull();
});

it("an archived team is routed to no more, and cannot be chosen", async () => {
  await route("network", { teamId: open.id });
  await changeTeam(admin, { teamId: open.id, patch: { archived: true } }, by);
  expect((await createTicket(requester, { ...texts, category: "network" })).team).toBeNull();
  await expect(route("hardware", { teamId: open.id })).rejects.toMatchObject({ code: "invalid" });
});

it("what is filed to a team goes to its default assignee, who is notified, while they may work on it", async () => {
  await changeTeam(admin, { teamId: open.id, patch: { assigneeId: agent.id } }, by);
  const filed = await createTicket(requester, { ...texts, teamId: open.id });
  expect(filed).toMatchObject({ assignee: { id: agent.id }, status: "open" });
  const { kinds } = await transaction(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      "SELECT id FROM events WHERE ticket_id = $1 AND type = 'ticket:created'",
      [filed.id],
    );
    await notifyReaction.react(tx, [
      {
        id: rows[0]?.id ?? "",
        type: "ticket:created",
        organisationId: requester.organisationId,
        audience: "public",
        ticketId: filed.id,
        version: 1,
        publicVersion: 1,
        actorId: requester.id,
        subjectId: null,
        data: { assigneeId: agent.id },
        at: new Date(),
      },
    ]);
    const notified = await tx.query<{ kind: string }>(
      "SELECT kind FROM notifications WHERE ticket_id = $1 AND person_id = $2",
      [filed.id, agent.id],
    );
    return { kinds: notified.rows.map(({ kind }) => kind) };
  });
  expect(kinds).toEqual(["assigned"]);
  const moved = await createTicket(requester, texts);
  await updateTicket(admin, { ticket: moved.id, teamId: open.id });
  expect((await getTicket(admin, moved.id)).assignee).toBeNull();
  await expect(
    changeTeam(admin, { teamId: sealed.id, patch: { assigneeId: agent.id } }, by),
  ).rejects.toMatchObject({ code: "invalid" });
  await expect(
    changeTeam(admin, { teamId: open.id, patch: { assigneeId: requester.id } }, by),
  ).rejects.toMatchObject({ code: "invalid" });
});

it("an address is one team's", async () => {
  const first = await changeTeam(admin, { teamId: open.id, patch: { email: "desk@example.org" } }, by);
  expect(first.email).toBe("desk@example.org");
  await expect(
    changeTeam(admin, { teamId: sealed.id, patch: { email: "desk@example.org" } }, by),
  ).rejects.toMatchObject({ code: "name_taken" });
});
