import { describe, expect, it } from "vitest";
import { GET as EVENTS } from "@/app/api/tickets/[ticket]/events/route";
import { POST as RESTORE } from "@/app/api/tickets/[ticket]/restore/route";
import { purgeTickets } from "@/features/attachments/server/write-purge";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment } from "@/features/comments/server/write-change";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { pool } from "@/server/database/database";
import { callRoute } from "@/testing/http/requests";
import { addFiles, callAttachment, filePart, setUpUploads, statusOf } from "@/testing/uploads";

const desk = setUpUploads();
const { files } = desk;
const DAY = 86_400_000;

async function makeTicket(title: string): Promise<{ id: string; number: number; fileId: string }> {
  const { id, number } = await createTicket(desk.people.requester, {
    title,
    description: `About the ${title}.`,
  });
  const comment = await addComment(desk.people.agent, { ticket: id, body: `An answer about the ${title}` });
  const [file] = await addFiles({
    as: desk.people.requester,
    ticket: id,
    parts: [filePart("file.txt", `In the ${title}`)],
  });
  expect(comment.ticketId).toBe(id);
  return { id, number, fileId: file?.id ?? "" };
}

/** Every table that has a ticket's id, and how many rows of it have this one's. */
async function rowsOf(ticketId: string): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ table_name: string }>(
    `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = current_schema() AND c.column_name = 'ticket_id' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'idempotency_keys'`,
  );
  const counts: Record<string, number> = {};
  for (const { table_name } of rows) {
    const found = await pool().query(`SELECT 1 FROM "${table_name}" WHERE ticket_id = $1`, [ticketId]);
    counts[table_name] = found.rowCount ?? 0;
  }
  return counts;
}

const restore = (id: string) =>
  callRoute(RESTORE, {
    method: "POST",
    as: desk.people.admin,
    path: `/api/tickets/${id}/restore`,
    params: { ticket: id },
  });

describe("a deleted ticket", () => {
  it("is purged after 30 days with its files, and nothing else is touched", async () => {
    const [kept, deleted, recent] = [
      await makeTicket("kept ticket"),
      await makeTicket("deleted ticket"),
      await makeTicket("recently deleted ticket"),
    ];
    await deleteTicket(desk.people.admin, deleted.id);
    await deleteTicket(desk.people.admin, recent.id);
    await pool().query("UPDATE tickets SET deleted_at = now() + interval '3 days' WHERE id = $1", [
      recent.id,
    ]);
    const [before, beforeRecent] = [await rowsOf(kept.id), await rowsOf(recent.id)];
    const filesBefore = await files.list();

    expect(await purgeTickets(new Date(Date.now() + 29 * DAY))).toBe(0);
    expect(await purgeTickets(new Date(Date.now() + 31 * DAY))).toBe(1);
    expect(await purgeTickets(new Date(Date.now() + 31 * DAY))).toBe(0);

    expect(Object.values(await rowsOf(deleted.id)).every((count) => count === 0)).toBe(true);
    expect((await pool().query("SELECT 1 FROM tickets WHERE id = $1", [deleted.id])).rowCount).toBe(0);
    expect([await rowsOf(kept.id), await rowsOf(recent.id)]).toEqual([before, beforeRecent]);
    expect((await files.list()).length).toBe(filesBefore.length - 1);
    expect(await statusOf(callAttachment(desk.people.agent, kept.fileId))).toBe(200);
    const events = await callRoute(EVENTS, {
      as: desk.people.agent,
      path: `/api/tickets/${kept.id}/events`,
      params: { ticket: kept.id },
    });
    expect(events.status).toBe(200);

    expect((await restore(deleted.id)).status).toBe(404);
    expect((await restore(recent.id)).status).toBe(200);
    const { rows } = await pool().query<{ data: unknown }>(
      "SELECT data FROM audit_entries WHERE action = 'ticket.purged' AND subject_id = $1",
      [deleted.id],
    );
    expect(rows).toEqual([{ data: { number: deleted.number, deletedAt: expect.any(String) } }]);
    const next = await createTicket(desk.people.requester, {
      title: "The next one",
      description: "After the purge.",
    });
    expect(next.number).toBeGreaterThan(recent.number);
  });

  it("whose purge was interrupted anywhere is purged by the next run", async () => {
    const ticket = await makeTicket("interrupted ticket");
    await deleteTicket(desk.people.admin, ticket.id);
    // As after a crash: files and some rows are gone, the ticket is not.
    const { rows } = await pool().query<{ storage_key: string }>(
      "SELECT storage_key FROM attachments WHERE ticket_id = $1",
      [ticket.id],
    );
    const { storage } = await import("@/server/storage/storage");
    await Promise.all(rows.map(({ storage_key }) => storage().remove(storage_key)));
    await pool().query("DELETE FROM comments WHERE ticket_id = $1", [ticket.id]);
    expect(await purgeTickets(new Date(Date.now() + 31 * DAY))).toBe(1);
    expect(Object.values(await rowsOf(ticket.id)).every((count) => count === 0)).toBe(true);
  });

  it("with thousands of comments goes in pieces, by two processes at once as well", async () => {
    const ticket = await makeTicket("long ticket");
    await pool().query(
      `INSERT INTO comments (id, organisation_id, ticket_id, author_id, body)
       SELECT gen_random_uuid(), $1, $2, $3, 'x' FROM generate_series(1, 2500)`,
      [desk.people.admin.organisationId, ticket.id, desk.people.agent.id],
    );
    await deleteTicket(desk.people.admin, ticket.id);
    const later = new Date(Date.now() + 31 * DAY);
    const [one, two] = await Promise.all([purgeTickets(later), purgeTickets(later)]);
    expect(one + two).toBe(1);
    expect(Object.values(await rowsOf(ticket.id)).every((count) => count === 0)).toBe(true);
  });
});

it("a deleted comment keeps no text, at once", async () => {
  const ticket = await makeTicket("ticket with a comment");
  const comment = await addComment(desk.people.agent, {
    ticket: ticket.id,
    body: "Something that should not have been said",
  });
  await deleteComment(desk.people.agent, comment.id);
  const { rows } = await pool().query<{ body: string }>("SELECT body FROM comments WHERE id = $1", [
    comment.id,
  ]);
  expect(rows[0]?.body).toBe("");
});
