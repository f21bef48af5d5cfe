import { expect, it } from "vitest";
import { z } from "zod";
import { setUpDesk } from "@/testing/desk/setup";
import { makeActor, makeOrganisation } from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();

const auditedSchema = z.strictObject({
  entryId: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string().nullable(),
});
const auditSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      action: z.string(),
      subjectType: z.string().nullable(),
      subjectId: z.string().nullable(),
    }),
  ),
});
const auditOf = async (client: SocketClient) =>
  auditSchema.parse(await client.http.get("/api/admin/audit")).items;

it("old state + event = fresh fetch: an admin's audit, with it, is the audit that is fetched; nobody else is sent it", async () => {
  const organisation = await makeOrganisation();
  const admin = await makeActor(organisation, { role: "admin" });
  const [client, other, requester] = [
    await desk.connect(admin),
    await desk.connect(await makeActor(organisation, { role: "agent" })),
    await desk.connect(await makeActor(organisation)),
  ];
  const before = await auditOf(client);
  const person = await makeActor(organisation);
  const changed = await client.http.send("PATCH", `/api/admin/users/${person.id}`, { name: "Another name" });
  expect(changed.status).toBe(200);
  await until("it was received", () => client.received("admin:audited") !== undefined);
  const event = auditedSchema.parse(client.received("admin:audited")?.payload);
  expect(event).toMatchObject({ action: "person.changed", subjectType: "person", subjectId: person.id });
  const { entryId: id, ...rest } = event;
  expect(await auditOf(client)).toEqual([{ id, ...rest }, ...before]);
  // What follows it in the log has come to the others, and it has not.
  const ticket = { title: "It stands still", description: "Nothing moves any more." };
  expect((await requester.http.send("POST", "/api/tickets", ticket)).status).toBe(201);
  await until("the ticket's row came", () => other.list.size > 0 && requester.list.size > 0);
  expect([other, requester].map((one) => one.received("admin:audited"))).toEqual([undefined, undefined]);
});
