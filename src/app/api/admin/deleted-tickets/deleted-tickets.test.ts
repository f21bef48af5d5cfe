import { expect, it } from "vitest";
import { z } from "zod";
import { deletedTicketSchema } from "@/features/tickets/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket, restoreTicket } from "@/features/tickets/server/write-delete";
import { pool } from "@/server/database/database";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET } from "./route";

setUpDatabase();

const pageSchema = z.object({ items: z.array(deletedTicketSchema), nextCursor: z.string().nullable() });

it("admins see what can be restored, page by page, with who deleted it; of their organisation alone, by cursors that it gave out", async () => {
  const organisation = await makeOrganisation();
  const admin = await makeActor(organisation, { role: "admin", name: "Ada Admin" });
  const requester = await makeActor(organisation, { name: "Rosa Requester" });
  const foreign = await makeActor(await makeOrganisation({ host: "far.example" }), { role: "admin" });
  const given = { title: "Gone for a while", description: "Or for good, who knows." };
  const file = async (by = requester) => (await createTicket(by, given)).id;
  const ids = [await file(), await file(), await file(), await file(), await file()];
  const theirs = await file(foreign);
  await deleteTicket(foreign, theirs);
  const [kept = "", restored = "", old = "", ...gone] = ids;
  for (const id of [restored, old, ...gone]) {
    await deleteTicket(admin, id);
  }
  await restoreTicket(admin, restored);
  await pool().query("UPDATE tickets SET deleted_at = now() - interval '30 days 1 minute' WHERE id = $1", [
    old,
  ]);

  const read = async (query: string) => {
    const answer = await callRoute(GET, { as: admin, path: `/api/admin/deleted-tickets${query}` });
    return pageSchema.parse(answer.body);
  };
  const all = await read("");
  expect(all.items.map(({ id }) => id)).toEqual(gone.toReversed());
  expect(all.items[0]).toMatchObject({
    ...{ title: given.title, requester: { name: "Rosa Requester" }, deletedBy: { name: "Ada Admin" } },
  });
  const [first] = all.items;
  expect(Date.parse(first?.restorableUntil ?? "") - Date.parse(first?.deletedAt ?? "")).toBe(30 * 86_400_000);
  const one = await read("?limit=1");
  const two = await read(`?limit=1&cursor=${one.nextCursor}`);
  expect([...one.items, ...two.items]).toEqual(all.items);
  expect(two.nextCursor).toBeNull();
  expect(JSON.stringify(all)).not.toContain(kept);
  for (const found of ["?q=while", "?q=rosa gone", `?q=%23${first?.number}`]) {
    expect((await read(found)).items.map(({ id }) => id)).toContain(first?.id);
  }
  expect((await read(`?q=${first?.number}`)).items.map(({ id }) => id)).toEqual([first?.id]);
  expect((await read("?q=nowhere")).items).toEqual([]);

  const of = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
  const id = crypto.randomUUID();
  for (const cursor of ["x", of([]), of(["yesterday", id]), of([null, id])]) {
    const answer = await callRoute(GET, { as: admin, path: `/api/admin/deleted-tickets?cursor=${cursor}` });
    expect([answer.status, Reflect.get(Object(answer.body), "code")]).toEqual([400, "bad_cursor"]);
  }
});
