import { beforeAll, describe, expect, it } from "vitest";
import { TICKET_FIELD_NAMES, TICKET_FIELDS } from "@/features/tickets/fields";
import type { TicketDto, TicketField, UpdateTicketInput } from "@/features/tickets/schema";
import { pool } from "@/server/database/database";
import { isAppError } from "@/shared/errors";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam } from "@/testing/factories";
import { getTicket } from "./read";
import { createTicket } from "./write-create";
import { updateTicket } from "./write-update";

setUpDatabase();

/** For each field two different values that a new ticket does not have. */
type Samples = { [F in TicketField]: [UpdateTicketInput[F], UpdateTicketInput[F]] };

let admin: Actor;
let viewer: Actor;
let requester: Actor;
let samples: Samples;

beforeAll(async () => {
  const organisation = await makeOrganisation();
  admin = await makeActor(organisation, { role: "admin" });
  viewer = await makeActor(organisation, { role: "viewer" });
  requester = await makeActor(organisation);
  const agents = [
    await makeActor(organisation, { role: "agent" }),
    await makeActor(organisation, { role: "agent" }),
  ] as const;
  const teams = [await makeTeam(organisation), await makeTeam(organisation)] as const;
  samples = {
    title: ["The first title", "The second title"],
    description: ["The first description", "The second description"],
    status: ["closed", "waiting"],
    priority: ["high", "urgent"],
    category: ["hardware", "network"],
    assigneeId: [agents[0].id, agents[1].id],
    teamId: [teams[0].id, teams[1].id],
    tags: [["first"], ["second"]],
    dueAt: ["2027-01-01T10:00:00.000Z", "2027-02-01T10:00:00.000Z"],
  };
});

function file(): Promise<TicketDto> {
  return createTicket(requester, { title: "The printer is on fire", description: "Really, it is." });
}

const inputOf = (field: TicketField, which: 0 | 1): UpdateTicketInput => ({ [field]: samples[field][which] });

const codeOf = (change: Promise<unknown>): Promise<string> =>
  change.then(
    () => "done",
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

async function changesOf(ticketId: string): Promise<{ changes: string[]; publicChanges: string[] }[]> {
  const { rows } = await pool().query<{ changes: string[]; publicChanges: string[] }>(
    `SELECT ARRAY(SELECT jsonb_object_keys(data->'changes')) AS changes, ARRAY(SELECT jsonb_object_keys(data->'publicChanges')) AS "publicChanges"
     FROM events WHERE ticket_id = $1 AND type = 'ticket:updated' ORDER BY version`,
    [ticketId],
  );
  return rows;
}

describe.each(TICKET_FIELD_NAMES)("the field %s", (field) => {
  const { shown, setBy, public: isPublic } = TICKET_FIELDS[field];

  it("is written, and sent to both audiences once", async () => {
    const ticket = await file();
    const changed = await updateTicket(admin, { ...inputOf(field, 0), ticket: ticket.id });
    expect(changed.version).toBe(2);
    expect(changed[shown]).not.toEqual(ticket[shown]);
    expect(await updateTicket(admin, { ...inputOf(field, 0), ticket: ticket.id })).toEqual(changed);
    expect((await getTicket(requester, ticket.id)).version).toBe(2);
    const changes = await changesOf(ticket.id);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.changes).toContain(shown);
    expect(changes[0]?.publicChanges).toContain(shown);
  });

  it("is a conflict with another change meanwhile, but not with the same change", async () => {
    const ticket = await file();
    await updateTicket(admin, { ...inputOf(field, 0), ticket: ticket.id });
    expect(await codeOf(updateTicket(admin, { ...inputOf(field, 1), ticket: ticket.id, version: 1 }))).toBe(
      "conflict",
    );
    expect(await codeOf(updateTicket(admin, { ...inputOf(field, 0), ticket: ticket.id, version: 1 }))).toBe(
      "done",
    );
  });

  it("is set by its requester only where the list says so, and never by a viewer", async () => {
    const ticket = await file();
    expect(await codeOf(updateTicket(viewer, { ...inputOf(field, 0), ticket: ticket.id }))).toBe("forbidden");
    expect(await codeOf(updateTicket(requester, { ...inputOf(field, 0), ticket: ticket.id }))).toBe(
      setBy.requester === "nothing" ? "forbidden" : "done",
    );
    const isLimited = setBy.requester === "up to high" || setBy.requester === "close or reopen";
    expect(await codeOf(updateTicket(requester, { ...inputOf(field, 1), ticket: (await file()).id }))).toBe(
      isLimited || setBy.requester === "nothing" ? "forbidden" : "done",
    );
  });

  it("is sent to the public audience of a private team's ticket only where the list says so", async () => {
    const ticket = await file();
    const team = await makeTeam({ id: admin.organisationId }, { isPrivate: true });
    await updateTicket(admin, { ticket: ticket.id, teamId: team.id });
    const change =
      field === "teamId"
        ? { teamId: (await makeTeam({ id: admin.organisationId }, { isPrivate: true })).id }
        : inputOf(field, 0);
    // An assignee there has to be of the team, or an admin.
    await updateTicket(admin, {
      ...(field === "assigneeId" ? { assigneeId: admin.id } : change),
      ticket: ticket.id,
    });
    const [, changes] = await changesOf(ticket.id);
    expect(changes?.changes).toContain(shown);
    expect(changes?.publicChanges.includes(shown)).toBe(isPublic === "always");
  });
});
