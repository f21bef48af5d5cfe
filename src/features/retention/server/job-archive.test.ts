import { beforeEach, describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/server/write-add";
import { listTicketsSchema } from "@/features/tickets/schema";
import { readStats } from "@/features/tickets/server/counts/read-stats";
import { listTickets } from "@/features/tickets/server/list/read";
import { getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { markRead } from "@/features/tickets/server/write-read";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeOrganisation } from "@/testing/factories";
import { letRest, setRetention } from "@/testing/desk/resting";
import { applyEvents, eventsSince, fetchTicketState } from "@/testing/views/ticket-states";
import { archiveTickets } from "./job-archive";
import { previewRetention } from "./read-preview";
import { BATCH } from "./rules-due";

setUpDatabase();

let organisation: MadeOrganisation;
let admin: Actor;
let agent: Actor;
let requester: Actor;

beforeEach(async () => {
  organisation = await makeOrganisation({ settings: { archiveDays: 30 } });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent", teams: [await makeTeam(organisation)] });
  requester = await makeActor(organisation);
});

/** Tickets of the requester that rest for so many days; returns their ids. */
async function restingTickets(
  count: number,
  days: number,
  title = "The printer is quiet",
): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    ids.push((await createTicket(requester, { title, description: "It makes no sound." })).id);
  }
  await letRest(ids, days);
  return ids;
}

async function listed(actor: Actor, query: Record<string, unknown> = {}): Promise<string[]> {
  return (await listTickets(actor, listTicketsSchema.parse({ limit: 100, ...query }))).items.map(
    ({ id }) => id,
  );
}

describe("tickets that rest for as long as the setting says", () => {
  it("leave lists, searches and counts, and are found by the filter, their number and their link", async () => {
    const [old = ""] = await restingTickets(1, 31);
    const [recent = ""] = await restingTickets(1, 29);
    expect(await archiveTickets()).toBe(1);
    for (const actor of [admin, agent, requester]) {
      expect(await listed(actor)).toEqual([recent]);
      expect(await listed(actor, { archived: "false", sort: "number" })).toEqual([recent]);
      expect(await listed(actor, { q: "quiet" })).toEqual([recent]);
      for (const sort of ["-updated", "updated", "-created", "priority", "due", "number"]) {
        expect(await listed(actor, { archived: "true", sort })).toEqual([old]);
      }
      expect(await listed(actor, { archived: "true", q: "quiet" })).toEqual([old]);
      expect(await listed(actor, { archived: "true", status: ["closed", "open"] })).toEqual([old]);
      expect(await listed(actor, { archived: "true", status: ["open"] })).toEqual([]);
      const { number, archivedAt } = await getTicket(actor, old);
      expect(archivedAt).not.toBeNull();
      // Others may be found by it, too: a name can begin with the same digits.
      expect(await listed(actor, { q: `#${number}` })).toContain(old);
      expect((await readStats(actor)).byStatus.closed).toBe(1);
    }
    expect(await archiveTickets()).toBe(0);
  });

  it("keep their times, and who had read them has read this, too; both audiences count one version", async () => {
    const [id = ""] = await restingTickets(1, 31);
    await markRead(agent, { ticket: id, version: 1 });
    await markRead(requester, { ticket: id, version: 1 });
    const before = await getTicket(admin, id);
    for (const actor of [admin, requester]) {
      expect((await getTicket(actor, id)).version).toBe(1);
    }
    const old = await Promise.all([admin, requester].map((actor) => fetchTicketState(actor, id)));
    await archiveTickets();
    for (const actor of [agent, requester]) {
      const now = await getTicket(actor, id);
      expect(now).toMatchObject({ version: 2, updatedAt: before.updatedAt, lastReadVersion: 2 });
    }
    for (const [at, actor] of [admin, requester].entries()) {
      const state = old[at];
      const events = await eventsSince(actor, id, 1);
      expect(events.map(({ name, version, quiet }) => ({ name, version, quiet }))).toEqual([
        { name: "ticket:updated", version: 2, quiet: true },
      ]);
      expect(state && { ...(await applyEvents(actor, state, events)), lastEventId: null }).toEqual(
        await fetchTicketState(actor, id),
      );
    }
    expect((await getTicket(admin, id)).lastReadVersion).toBe(0);
  });

  it("come back by a public answer, or when they are opened again, and not by a note", async () => {
    const [answered = "", opened = "", noted = "", own = ""] = await restingTickets(4, 31);
    await setRetention(organisation.id, { archiveDays: 1 });
    await archiveTickets();
    await addComment(agent, { ticket: answered, body: "One more thing" });
    await updateTicket(agent, { ticket: opened, status: "open" });
    await addComment(agent, { ticket: noted, body: "Look at this", internal: true });
    // As if it had been archived before its requester could not open it any more.
    await pool().query("UPDATE tickets SET closed_at = now() - interval '2 days' WHERE id = $1", [own]);
    await addComment(requester, { ticket: own, body: "It is loud again" });
    expect((await listed(agent)).sort()).toEqual([answered, opened, own].sort());
    expect(await getTicket(agent, own)).toMatchObject({ status: "open", archivedAt: null });
    const events = await eventsSince(requester, opened, 2);
    expect(events[0]).toMatchObject({ changes: { archivedAt: { to: null } } });
    await archiveTickets();
    expect((await listed(agent)).sort()).toEqual([answered, opened, own].sort());
    expect(await listed(agent, { archived: "true" })).toEqual([noted]);
  });

  it("come back when the setting is taken back, or made longer", async () => {
    const [longer = "", shorter = ""] = [...(await restingTickets(1, 90)), ...(await restingTickets(1, 40))];
    await archiveTickets();
    expect(await listed(admin)).toEqual([]);
    expect(await previewRetention(admin, { archiveDays: 60 })).toMatchObject({
      archive: { tickets: 0 },
      restore: { tickets: 1, isMore: false },
    });
    await setRetention(organisation.id, { archiveDays: 60 });
    await archiveTickets();
    expect(await listed(admin)).toEqual([shorter]);
    await setRetention(organisation.id, { archiveDays: null });
    await archiveTickets();
    expect((await listed(admin)).sort()).toEqual([longer, shorter].sort());
    expect((await readStats(admin)).byStatus.closed).toBe(2);
  });

  it("go a batch at a time, oldest first; one that fails leaves nothing half", async () => {
    const ids = await restingTickets(BATCH + 2, 40);
    await letRest(ids.slice(-1), 50);
    await pool().query(
      `CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$`,
    );
    await pool().query(
      `CREATE TRIGGER refuse_one BEFORE UPDATE OF archived_at ON tickets FOR EACH ROW WHEN (NEW.id = '${ids[3]}') EXECUTE FUNCTION refuse_one()`,
    );
    await expect(archiveTickets()).rejects.toThrow("cut off");
    const events = async (): Promise<number> =>
      (
        await pool().query("SELECT 1 FROM events WHERE organisation_id = $1 AND type = 'ticket:updated'", [
          organisation.id,
        ])
      ).rows.length;
    expect(await events()).toBe(0);
    await pool().query("DROP TRIGGER refuse_one ON tickets");
    await pool().query("DROP FUNCTION refuse_one");
    expect(await archiveTickets()).toBe(BATCH);
    expect((await getTicket(admin, ids.at(-1) ?? "")).archivedAt).not.toBeNull();
    expect(await archiveTickets()).toBe(2);
    expect(await events()).toBe(BATCH + 2);
  });

  it("are counted by a preview, and only those of this organisation", async () => {
    await restingTickets(3, 50);
    const [oldest = ""] = await restingTickets(1, 70);
    const other = await makeActor(await makeOrganisation({ host: "resting.example" }), { role: "admin" });
    const { number, closedAt } = await getTicket(admin, oldest);
    expect(await previewRetention(admin, { archiveDays: 45, anonymiseDays: 60 })).toEqual({
      archive: { tickets: 4, isMore: false, oldest: { number, closedAt } },
      restore: { tickets: 0, isMore: false, oldest: null },
      anonymise: { tickets: 1, isMore: false, oldest: { number, closedAt } },
      perMinute: 480,
    });
    expect((await previewRetention(admin, {})).archive.tickets).toBe(4);
    expect((await previewRetention(admin, { archiveDays: null })).archive.tickets).toBe(0);
    expect((await previewRetention(other, { archiveDays: 1 })).archive.tickets).toBe(0);
  });
});
