import { beforeEach, describe, expect, it } from "vitest";
import { listTags } from "@/features/tickets/server/list/read-tags";
import { getTicket } from "@/features/tickets/server/read";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { markRead } from "@/features/tickets/server/write-read";
import { updateTicket } from "@/features/tickets/server/write-update";
import type { TagChangeInput } from "@/features/tags/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makeTeam, type MadeTeam } from "@/testing/factories";
import { applyEvents, eventsSince, fetchTicketState } from "@/testing/views/ticket-states";
import { changeTagsOnce } from "./job-change";
import { listAdminTags, previewTagChange, readTagChange } from "./read";
import { TAG_BATCH } from "./rules-pace";
import { beginTagChange, undoTagChange } from "./write";
import { foldTagCounts, recountTags } from "./write-counts";

setUpDatabase();

const by = { key: null, address: "" };
let admin: Actor;
let agent: Actor;
let requester: Actor;
let sealed: MadeTeam;

beforeEach(async () => {
  await pool().query("DELETE FROM tag_changes");
  const organisation = await makeOrganisation();
  sealed = await makeTeam(organisation, { isPrivate: true });
  admin = await makeActor(organisation, { role: "admin" });
  agent = await makeActor(organisation, { role: "agent" });
  requester = await makeActor(organisation);
});

async function tagged(...tags: string[]): Promise<string> {
  const texts = { title: "A tagged ticket", description: "It has some tags." };
  return (await createTicket(admin, { ...texts, tags, requesterId: requester.id })).id;
}

const tagsOf = async (id: string): Promise<readonly string[]> => (await getTicket(admin, id)).tags;
const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await listAdminTags(admin, { limit: 100, sort: "name" })).items.map(({ name, tickets }) => [
      name,
      tickets,
    ]),
  );

/** Carries a change out to its end. */
async function change(input: TagChangeInput): Promise<string> {
  const { id } = await beginTagChange(admin, input, by);
  await finish(id);
  return id;
}

async function finish(id: string): Promise<void> {
  for (let run = 0; (await readTagChange(pool(), admin, id)).state === "running" && run < 50; run++) {
    await changeTagsOnce();
  }
  expect((await readTagChange(pool(), admin, id)).state).toBe("done");
}

describe("a tag that an admin changes", () => {
  it("is renamed on every ticket, in its place, and gone from the pickers", async () => {
    const id = await tagged("a", "vpn", "z");
    await tagged("other");
    expect(await previewTagChange(admin, { name: "vpn", into: "z" })).toMatchObject({
      tickets: 1,
      intoExists: true,
    });
    await change({ kind: "rename", name: "vpn", into: "remote access" });
    expect(await tagsOf(id)).toEqual(["a", "remote access", "z"]);
    expect(await counted()).toEqual({ a: 1, other: 1, "remote access": 1, z: 1 });
    expect((await listTags(agent, { limit: 100 })).items.map(({ name }) => name)).not.toContain("vpn");
  });

  it("is merged: tickets with both have it once; and deleted: they lose it", async () => {
    const [one, both] = [await tagged("vpn"), await tagged("network", "vpn")];
    await change({ kind: "merge", name: "vpn", into: "network" });
    expect([await tagsOf(one), await tagsOf(both)]).toEqual([["network"], ["network"]]);
    await change({ kind: "delete", name: "network" });
    expect([await tagsOf(one), await tagsOf(both)]).toEqual([[], []]);
    expect(await counted()).toEqual({});
  });

  it("shows in open pages of both audiences by an event of its own version, quietly: times stay, nothing is unread", async () => {
    const id = await tagged("vpn");
    await markRead(requester, { ticket: id, version: 1 });
    const before = await getTicket(requester, id);
    const old = await Promise.all([admin, requester].map((actor) => fetchTicketState(actor, id)));
    await change({ kind: "rename", name: "vpn", into: "remote" });
    for (const [at, actor] of [admin, requester].entries()) {
      const events = await eventsSince(actor, id, 1);
      expect(events).toMatchObject([
        {
          name: "ticket:updated",
          version: 2,
          quiet: true,
          actor: { id: admin.id },
          changes: { tags: { to: ["remote"] } },
        },
      ]);
      const state = old[at];
      expect(state && { ...(await applyEvents(actor, state, events)), lastEventId: null }).toEqual(
        await fetchTicketState(actor, id),
      );
    }
    expect(await getTicket(requester, id)).toMatchObject({
      version: 2,
      lastReadVersion: 2,
      updatedAt: before.updatedAt,
    });
  });

  it("of a private team changes for its staff alone", async () => {
    const id = await tagged("vpn");
    await updateTicket(admin, { ticket: id, teamId: sealed.id });
    const { version } = await getTicket(requester, id);
    await change({ kind: "rename", name: "vpn", into: "remote" });
    expect(await tagsOf(id)).toEqual(["remote"]);
    expect(await getTicket(requester, id)).toMatchObject({ version, tags: [] });
  });

  it("is changed on deleted tickets, too, which nobody is sent", async () => {
    const id = await tagged("vpn");
    await tagged("vpn");
    await deleteTicket(admin, id);
    expect(await counted()).toEqual({ vpn: 1 });
    await change({ kind: "rename", name: "vpn", into: "remote" });
    await restoreTicket(admin, id);
    expect(await tagsOf(id)).toEqual(["remote"]);
    expect(await counted()).toEqual({ remote: 2 });
  });

  it("is refused: one that is not there, a name that is taken, itself, and into one that is not there", async () => {
    await tagged("vpn", "network");
    const refused = (input: TagChangeInput) => beginTagChange(admin, input, by);
    await expect(refused({ kind: "delete", name: "nowhere" })).rejects.toMatchObject({ code: "not_found" });
    await expect(refused({ kind: "rename", name: "vpn", into: "network" })).rejects.toMatchObject({
      code: "name_taken",
    });
    await expect(refused({ kind: "merge", name: "vpn", into: "vpn" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(refused({ kind: "merge", name: "vpn", into: "nowhere" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

describe("what was done to a tag", () => {
  it("is undone exactly where nobody has touched the tags since, once", async () => {
    const [one, both] = [await tagged("vpn"), await tagged("b", "network", "vpn")];
    const touched = await tagged("vpn");
    const emptied = await tagged("vpn");
    const id = await change({ kind: "merge", name: "vpn", into: "network" });
    await updateTicket(agent, { ticket: touched, tags: ["network", "later"] });
    await updateTicket(agent, { ticket: emptied, tags: [] });
    expect((await readTagChange(pool(), admin, id)).mayUndo).toBe(true);
    const undo = await undoTagChange(admin, id, by);
    expect(undo).toMatchObject({ kind: "undo", undoes: id, total: 4 });
    await finish(undo.id);
    expect(await tagsOf(one)).toEqual(["vpn"]);
    expect(await tagsOf(both)).toEqual(["b", "network", "vpn"]);
    expect(await tagsOf(touched)).toEqual(["vpn", "later"]);
    expect(await tagsOf(emptied)).toEqual([]);
    await expect(undoTagChange(admin, id, by)).rejects.toMatchObject({ code: "conflict" });
    await expect(undoTagChange(admin, undo.id, by)).rejects.toMatchObject({ code: "conflict" });
    expect(await counted()).toEqual({ b: 1, later: 1, network: 1, vpn: 3 });
  });

  it("goes in batches; a process that dies leaves a batch whole or not at all", async () => {
    const ids: string[] = [];
    for (let count = 0; count < TAG_BATCH + 3; count++) {
      ids.push(await tagged("vpn"));
    }
    const { id } = await beginTagChange(admin, { kind: "delete", name: "vpn" }, by);
    await pool().query(
      "CREATE FUNCTION refuse_tag() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$",
    );
    await pool().query(
      "CREATE TRIGGER refuse_tag BEFORE INSERT ON tag_change_tickets FOR EACH ROW EXECUTE FUNCTION refuse_tag()",
    );
    await expect(changeTagsOnce()).rejects.toThrow("cut off");
    await pool().query("DROP TRIGGER refuse_tag ON tag_change_tickets");
    await pool().query("DROP FUNCTION refuse_tag");
    expect(await counted()).toEqual({ vpn: TAG_BATCH + 3 });
    expect(await changeTagsOnce()).toBe(TAG_BATCH);
    expect(await readTagChange(pool(), admin, id)).toMatchObject({ done: TAG_BATCH, total: TAG_BATCH + 3 });
    await finish(id);
    for (const ticketId of ids) {
      expect((await getTicket(admin, ticketId)).version).toBe(2);
    }
  });

  it("ends when who began it is no admin any more", async () => {
    const id = await tagged("vpn");
    const { id: changeId } = await beginTagChange(admin, { kind: "delete", name: "vpn" }, by);
    await pool().query("UPDATE people SET role = 'agent' WHERE id = $1", [admin.id]);
    await changeTagsOnce();
    expect((await readTagChange(pool(), admin, changeId)).state).toBe("cancelled");
    const { rows } = await pool().query("SELECT tags FROM tickets WHERE id = $1", [id]);
    expect(rows).toEqual([{ tags: ["vpn"] }]);
  });
});

it("counts of tags are those of a fresh count, folded or not, and corrected where they differ", async () => {
  await tagged("a", "b");
  const id = await tagged("a");
  await updateTicket(admin, { ticket: id, tags: ["b", "c"] });
  const expected = { a: 1, b: 2, c: 1 };
  expect(await counted()).toEqual(expected);
  expect(await foldTagCounts()).toBeGreaterThan(0);
  expect(await counted()).toEqual(expected);
  expect((await listAdminTags(admin, { limit: 1, sort: "-tickets" })).items).toEqual([
    { name: "b", tickets: 2 },
  ]);
  await pool().query("UPDATE tag_counts SET total = 9 WHERE organisation_id = $1 AND name = 'c'", [
    admin.organisationId,
  ]);
  expect(await recountTags()).toBe(1);
  expect(await counted()).toEqual(expected);
});
