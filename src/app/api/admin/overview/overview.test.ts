import { beforeAll, expect, it } from "vitest";
import { overviewSchema } from "@/features/administration/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { updateTicket } from "@/features/tickets/server/write-update";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeActor, makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { GET } from "./route";

const accounts = setUpAccounts();

let organisation: MadeOrganisation;
let admin: Actor;

beforeAll(async () => {
  organisation = accounts.organisation;
  admin = await accounts.makeActor({ role: "admin" });
});

const overview = async (query = "") => {
  const { status, body } = await callRoute(GET, { as: admin, path: `/api/admin/overview${query}` });
  expect(status, JSON.stringify(body)).toBe(200);
  return overviewSchema.parse(body);
};
const file = () => createTicket(admin, { title: "It stands still", description: "Nothing moves any more." });

it("counts today's tickets on today, older ones on their days, and none of another organisation", async () => {
  const stranger = await makeActor(await makeOrganisation(), { role: "admin" });
  await createTicket(stranger, { title: "Somebody else's", description: "It is none of theirs." });
  const [first, second, old] = [await file(), await file(), await file()];
  await updateTicket(admin, { ticket: first.id, status: "resolved" });
  await updateTicket(admin, { ticket: second.id, status: "waiting" });
  await pool().query("UPDATE tickets SET created_at = now() - interval '3 days' WHERE id = $1", [first.id]);
  await pool().query("UPDATE tickets SET created_at = now() - interval '30 days' WHERE id = $1", [old.id]);
  const { days, tickets } = await overview();
  expect(days).toHaveLength(14);
  const today = new Date().toISOString().slice(0, 10);
  expect(days.at(-1)).toEqual({ day: today, created: 1, resolved: 1 });
  expect(days.at(-4)).toMatchObject({ created: 1, resolved: 0 });
  expect(days.reduce((sum, { created }) => sum + created, 0)).toBe(2);
  expect(tickets).toMatchObject({ waiting: 1 });
});

it("counts what needs attention: unconfirmed people, admins with a password", async () => {
  const person = await makePerson(organisation, { passwordHash: "x" });
  await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [person.id]);
  expect((await overview()).people).toEqual({ unconfirmed: 1, invited: 0, passwordAdmins: 1 });
});

it("counts the days of a time zone, and refuses one that is none", async () => {
  const { days } = await overview("?timeZone=Pacific/Kiritimati");
  const there = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Kiritimati" }).format(new Date());
  expect(days.at(-1)?.day).toBe(there);
  const { status } = await callRoute(GET, { as: admin, path: "/api/admin/overview?timeZone=Nowhere" });
  expect(status).toBe(422);
});
