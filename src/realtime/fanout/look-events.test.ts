import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { lookSchema } from "@/features/organisations/schema";
import { renameOrganisation } from "@/features/organisations/server/write-rename";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDesk } from "@/testing/desk/setup";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  type MadeOrganisation,
} from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const desk = setUpDesk();
const eventSchema = z.strictObject({ organisation: lookSchema });

let organisation: MadeOrganisation;
let admin: Actor;
let guest: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation({ name: "As it was" });
  admin = await makeActor(organisation, { role: "admin" });
  const person = await makePerson(organisation, { role: "guest" });
  const ticket = await createTicket(admin, { title: "From outside", description: "By a link." });
  await pool().query("UPDATE tickets SET requester_id = $2 WHERE id = $1", [ticket.id, person.id]);
  guest = await makeSession(person, { kind: "guest", guestTicketId: ticket.id });
});

const lookIn = (client: SocketClient) => {
  const last = client.receipts.findLast(({ name }) => name === "organisation:changed");
  return last && eventSchema.parse(last.payload).organisation;
};
const fetched = async (client: SocketClient) => lookSchema.parse(await client.http.get("/api/organisation"));
const change = async (body: object) => {
  const answer = await (await desk.http(admin)).send("PATCH", "/api/admin/settings", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

describe("how the organisation looks: old state + event = fresh fetch", () => {
  it.each(["admin", "agent", "viewer", "user", "guest"] as const)("for a socket of role %s", async (role) => {
    const client = await desk.connect(
      role === "guest" ? guest : role === "admin" ? admin : await makeActor(organisation, { role }),
    );
    await change({ name: `For ${role}`, accent: "#1d4ed8" });
    await until("it came", () => lookIn(client)?.name === `For ${role}`);
    expect(lookIn(client)).toEqual({ name: `For ${role}`, accent: "#1d4ed8", logoUrl: null });
    expect(await fetched(client)).toEqual(lookIn(client));
    await change({ accent: null });
    await until("it came back", () => lookIn(client)?.accent === null);
    expect(await fetched(client)).toEqual(lookIn(client));
  });

  it("a name that the console gives arrives too; another setting and another organisation cause nothing", async () => {
    const client = await desk.connect(await makeActor(organisation));
    await change({ autoCloseDays: 11 });
    const other = await makeOrganisation({ name: "Somebody else" });
    await renameOrganisation(
      { slug: `organisation-${other.id}`, host: null },
      { name: "Theirs", slug: null },
    );
    await renameOrganisation(
      { slug: `organisation-${organisation.id}`, host: null },
      { name: "By the console", slug: null },
    );
    await until("it came", () => lookIn(client)?.name === "By the console");
    expect(client.receipts.filter(({ name }) => name === "organisation:changed")).toHaveLength(1);
    expect(await fetched(client)).toEqual(lookIn(client));
    await pool().query("DELETE FROM organisations WHERE id = $1", [other.id]);
  });
});
