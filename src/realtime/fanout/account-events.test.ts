import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { notificationChoicesSchema } from "@/features/notification-choices/schema";
import { erasureSchema } from "@/features/person-data/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { withPerson } from "@/features/users/apply";
import { personSchema } from "@/features/users/schema";
import { fetchTickets } from "@/testing/views/fresh";
import { setUpDesk } from "@/testing/desk/setup";
import { hashPassword } from "@/server/sign-in/passwords";
import { HttpClient } from "@/testing/http/client";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  type MadeOrganisation,
} from "@/testing/factories";
import type { SocketClient } from "@/testing/sockets/client";
import { codeNow } from "@/testing/second-factors/totp";
import { until } from "@/testing/wait";

const PASSWORD = "four words not guessable 7391";

const desk = setUpDesk();
let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const sessionsOf = async (client: SocketClient) =>
  listSchema.parse(await client.http.get("/api/me/sessions")).items.map(({ id }) => id);

it("when a session ends, its person is notified in all others, and the list that is fetched then is without it; nobody else is notified", async () => {
  const actor = await makeActor(organisation);
  const mine = await desk.connect(actor);
  const unrelated = await desk.connect(await makeActor(organisation, { role: "admin" }));
  const elsewhere = await makeSession({ ...actor, email: "" });
  expect(await sessionsOf(mine)).toContain(elsewhere.sessionId);
  const ended = await (await desk.http(elsewhere)).send("DELETE", `/api/me/sessions/${elsewhere.sessionId}`);
  expect(ended.status).toBe(204);
  await until("it was received", () => mine.received("sessions:changed") !== undefined);
  expect(mine.received("sessions:changed")?.payload).toEqual({});
  expect(await sessionsOf(mine)).not.toContain(elsewhere.sessionId);
  expect(unrelated.received("sessions:changed")).toBeUndefined();
});

it("when a person signs in elsewhere, their other tabs receive that the list changed, and the list that is fetched then has it; nobody else is notified", async () => {
  const person = await makePerson(organisation, {
    role: "agent",
    passwordHash: await hashPassword(PASSWORD),
  });
  const mine = await desk.connect(await makeSession(person));
  const unrelated = await desk.connect(await makeActor(organisation, { role: "admin" }));
  const before = await sessionsOf(mine);
  const signedIn = await new HttpClient(desk.url(), null).send("POST", "/api/token", {
    email: person.email,
    password: PASSWORD,
  });
  expect(signedIn.status).toBe(200);
  await until("it was received", () => mine.received("sessions:changed") !== undefined);
  expect(mine.received("sessions:changed")?.payload).toEqual({});
  expect(await sessionsOf(mine)).toHaveLength(before.length + 1);
  // It came from a program that the person has not used before: they are notified, as it may not have been them.
  await until("they are notified", () => mine.received("account:changed") !== undefined);
  expect(mine.received("account:changed")?.payload).toEqual({
    change: "signed_in_elsewhere",
    at: expect.any(String),
    isOwn: false,
  });
  expect([unrelated.received("sessions:changed"), unrelated.received("account:changed")]).toEqual([
    undefined,
    undefined,
  ]);
});

it("when a person's second factor changes, all their tabs get an event, and a fetch shows the same", async () => {
  const actor = await makeActor(organisation);
  const mine = [await desk.connect(actor), await desk.connect(await makeSession({ ...actor, email: "" }))];
  const unrelated = await desk.connect(await makeActor(organisation, { role: "admin" }));
  const http = await desk.http(actor);
  const begun = await http.send("POST", "/api/me/totp", {});
  const { secret } = z.object({ secret: z.string() }).parse(begun.body);
  expect((await http.send("POST", "/api/me/totp", { code: codeNow(secret) })).status).toBe(200);
  for (const client of mine) {
    await until("it was received", () => client.received("account:changed") !== undefined);
    expect(client.received("account:changed")?.payload).toEqual({
      change: "second_factor_on",
      at: expect.any(String),
      isOwn: client === mine[0],
    });
    expect(await client.http.get("/api/me/totp")).toMatchObject({ enabled: true });
  }
  expect(unrelated.received("account:changed")).toBeUndefined();
});

it("when a person chooses what they are notified of, their other tabs get an event, and a fetch shows the choice; nobody else is notified", async () => {
  const actor = await makeActor(organisation);
  const mine = [await desk.connect(actor), await desk.connect(await makeSession({ ...actor, email: "" }))];
  const unrelated = await desk.connect(await makeActor(organisation, { role: "admin" }));
  const changed = await (
    await desk.http(actor)
  ).send("PATCH", "/api/me", { notificationChoices: { reply: { mail: "daily" } } });
  expect(changed.status).toBe(200);
  const choicesSchema = z.object({ notificationChoices: notificationChoicesSchema });
  for (const tab of mine) {
    await until("it was received", () => tab.received("notification:choices") !== undefined);
    expect(tab.received("notification:choices")?.payload).toEqual({});
    expect(choicesSchema.parse(await tab.http.get("/api/me")).notificationChoices.reply).toEqual({
      bell: true,
      mail: "daily",
    });
  }
  expect(unrelated.received("notification:choices")).toBeUndefined();
});

it("when a person has another name, staff's lists with it are the lists that are fetched; others learn that there is one, of an erased person also which", async () => {
  const admin = await makeActor(organisation, { role: "admin" });
  const agent = await desk.connect(await makeActor(organisation, { role: "agent" }));
  const person = await makeActor(organisation, { name: "Before Renaming" });
  const mine = await desk.connect(await makeActor(organisation));
  await createTicket(person, { title: "It has a name", description: "It is called by somebody." });
  const before = await fetchTickets(agent.http);
  const renamedSchema = z.object({ userId: z.string(), person: personSchema.nullable() });
  const renamed = async (client: SocketClient, count: number) => {
    const all = () => client.receipts.filter(({ name }) => name === "person:renamed");
    await until("it was received", () => all().length === count);
    return renamedSchema.parse(all().at(-1)?.payload);
  };
  const http = await desk.http(admin);
  await http.send("PATCH", `/api/admin/users/${person.id}`, { name: "After Renaming" });
  const { person: shown } = await renamed(agent, 1);
  expect(shown?.name).toBe("After Renaming");
  expect(shown && withPerson(before, shown)).toEqual(await fetchTickets(agent.http));
  expect(await renamed(mine, 1)).toEqual({ userId: person.id, person: null });

  const { preview } = erasureSchema.parse(await http.get(`/api/admin/users/${person.id}/erasure`));
  const given = { name: "After Renaming", texts: false, disable: true, seen: preview?.seen };
  expect(await http.send("POST", `/api/admin/users/${person.id}/erasure`, given)).toMatchObject({
    status: 200,
  });
  const { person: erased } = await renamed(agent, 2);
  expect(erased).toMatchObject({ name: "Erased person", email: null, avatarUrl: null });
  expect(erased && withPerson(before, erased)).toEqual(await fetchTickets(agent.http));
  expect((await renamed(mine, 2)).person).toEqual({
    id: person.id,
    name: "Erased person",
    role: "user",
    avatarUrl: null,
  });
});
