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

it("has the medians of first answers and solutions of these days, and the events of the last minute", async () => {
  const [quick, slow, slowest] = [await file(), await file(), await file()];
  const answered = async (id: string, answer: string, solution: string) =>
    pool().query(
      `UPDATE tickets SET created_at = now() - interval '2 days', first_response_at = now() - interval '2 days' + $2::interval,
         resolved_at = now() - interval '2 days' + $3::interval, status = 'resolved' WHERE id = $1`,
      [id, answer, solution],
    );
  await pool().query("UPDATE tickets SET deleted_at = now() WHERE id <> ALL($1::uuid[])", [
    [quick.id, slow.id, slowest.id],
  ]);
  await answered(quick.id, "10 minutes", "1 hour");
  await answered(slow.id, "30 minutes", "3 hours");
  await answered(slowest.id, "90 minutes", "1 day");
  const { times, log, peopleHere } = await overview();
  expect(times).toEqual({ firstResponseSeconds: 1_800, resolutionSeconds: 10_800 });
  expect(log.eventsPerSecond).toBeGreaterThan(0);
  expect(peopleHere).toBe(0);
  await pool().query("UPDATE tickets SET deleted_at = now()");
  expect((await overview()).times).toEqual({ firstResponseSeconds: null, resolutionSeconds: null });
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
