import { v7 } from "uuid";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeTeam } from "@/features/teams/server/write";
import { setDisabledAtConsole } from "@/features/users/server/write-console";
import { changeUser } from "@/features/users/server/write-user";
import type { UserPatch } from "@/features/users/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeTeam,
  type MadeOrganisation,
  type MadePerson,
  type MadeTeam,
} from "@/testing/factories";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";

setUpDatabase();

const BY = { key: null, address: "" };
let organisation: MadeOrganisation;
let admin: Actor;
let requester: Actor;
let open: MadeTeam;
let secret: MadeTeam;
let agent: MadePerson;

beforeAll(async () => {
  organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin", passwordHash: "somebody who can sign in" });
  requester = await makeActor(organisation);
});

beforeEach(async () => {
  open = await makeTeam(organisation);
  secret = await makeTeam(organisation, { isPrivate: true });
  agent = await makePerson(organisation, { role: "agent", teams: [open, secret] });
});

/** A ticket of the agent's, in a team or in none. */
async function give(teamId: string | null, status: "open" | "resolved" | "closed" = "open"): Promise<string> {
  const ticket = await createTicket(requester, {
    title: "The printer is on fire",
    description: "Really, it is.",
  });
  await updateTicket(admin, { ticket: ticket.id, teamId, assigneeId: agent.id, status });
  return ticket.id;
}

async function change(patch: UserPatch): Promise<void> {
  await changeUser(admin, { personId: agent.id, patch }, BY);
}

/** For each ticket, whether the agent is still assigned. */
async function kept(...ids: string[]): Promise<boolean[]> {
  const { rows } = await pool().query<{ id: string; assignee_id: string | null }>(
    "SELECT id, assignee_id FROM tickets WHERE id = ANY($1::uuid[])",
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.assignee_id === agent.id);
}

describe("an assignee who may not work on a ticket any more", () => {
  it("loses every ticket that is not closed when they are disabled", async () => {
    const ids = [
      await give(null),
      await give(open.id, "resolved"),
      await give(secret.id),
      await give(null, "closed"),
    ];
    await change({ disabled: true });
    expect(await kept(...ids)).toEqual([false, false, false, true]);
  });

  it("loses them at the console too, and when they become a viewer or a user", async () => {
    const first = await give(open.id);
    await setDisabledAtConsole(organisation.id, agent.email, true);
    expect(await kept(first)).toEqual([false]);
    await setDisabledAtConsole(organisation.id, agent.email, false);
    for (const role of ["viewer", "user"] as const) {
      await change({ role: "agent" });
      const next = await give(open.id);
      await change({ role });
      expect([role, await kept(next)]).toEqual([role, [false]]);
    }
  });

  it("loses a private team's tickets with that team, and no other", async () => {
    const ids = [await give(null), await give(open.id), await give(secret.id)];
    await change({ teamIds: [] });
    expect(await kept(...ids)).toEqual([true, true, false]);
  });

  it("an agent who becomes an admin, or is renamed, keeps all", async () => {
    const ids = [await give(null), await give(secret.id)];
    await change({ name: "Somebody Else" });
    await change({ role: "admin", teamIds: [] });
    expect(await kept(...ids)).toEqual([true, true]);
    await change({ role: "agent" });
    expect(await kept(...ids)).toEqual([true, false]);
  });

  it("loses a team's tickets when it becomes private without them, or is private and archived", async () => {
    const outside = await makeTeam(organisation);
    const ids = [await give(outside.id), await give(secret.id), await give(open.id)];
    await changeTeam(admin, { teamId: outside.id, patch: { isPrivate: true } }, BY);
    await changeTeam(admin, { teamId: open.id, patch: { isPrivate: true } }, BY);
    expect(await kept(...ids)).toEqual([false, true, true]);
    await changeTeam(admin, { teamId: secret.id, patch: { archived: true } }, BY);
    expect(await kept(...ids)).toEqual([false, false, true]);
  });

  it("is not assigned tickets of an archived private team", async () => {
    const id = await give(secret.id);
    await changeTeam(admin, { teamId: secret.id, patch: { archived: true } }, BY);
    await expect(updateTicket(admin, { ticket: id, assigneeId: agent.id })).rejects.toMatchObject({
      code: "invalid",
      extras: { errors: [{ path: "assigneeId", sentence: { key: "refusals.tickets.assigneeOutside" } }] },
    });
    expect(await kept(id)).toEqual([false]);
  });

  it("every ticket has an event of the next version, for both audiences", async () => {
    const id = await give(secret.id);
    await change({ teamIds: [open.id] });
    const { rows } = await pool().query(
      `SELECT e.version, e.public_version, e.actor_id, e.data, t.version AS now, t.public_version AS public_now, t.updated_at = e.at AS together
       FROM events e JOIN tickets t ON t.id = e.ticket_id WHERE e.ticket_id = $1 AND e.version IS NOT NULL ORDER BY e.version`,
      [id],
    );
    expect(rows.map((row) => row.version)).toEqual([1, 2, 3]);
    const changes = { assignee: { from: agent.id, to: null } };
    expect(rows.at(-1)).toEqual({
      version: 3,
      public_version: 3,
      actor_id: admin.id,
      data: { changes, publicChanges: changes },
      now: 3,
      public_now: 3,
      together: true,
    });
  });

  it("two changes at once, of person and team, end without a deadlock", async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => give(secret.id)));
    await Promise.all([
      change({ disabled: true }),
      changeTeam(admin, { teamId: secret.id, patch: { archived: true } }, BY),
      ...ids.map((id) => updateTicket(admin, { ticket: id, title: `Another title ${v7()}` })),
    ]);
    expect(await kept(...ids)).toEqual(ids.map(() => false));
    const { rows } = await pool().query(
      "SELECT ticket_id FROM events WHERE ticket_id = ANY($1::uuid[]) AND version = 4",
      [ids],
    );
    expect(rows.length).toBe(8);
  });
});
