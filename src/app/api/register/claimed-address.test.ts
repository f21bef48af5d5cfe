import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { GET as listPeople } from "@/app/api/people/route";
import { GET as getMe } from "@/app/api/me/route";
import { POST as createUser } from "@/app/api/admin/users/route";
import { PATCH as changeUser } from "@/app/api/admin/users/[id]/route";
import { GET as getTicket } from "@/app/api/tickets/[ticket]/route";
import { POST as fileTicket } from "@/app/api/tickets/route";
import { POST as token } from "@/app/api/token/route";
import { createAtConsole } from "@/features/users/server/write-console";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, type MadeOrganisation } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { POST as register } from "./route";

setUpDatabase();

const PASSWORD = "correct horse battery";
const idSchema = z.looseObject({ id: z.string() });
let organisation: MadeOrganisation;
let agent: Actor;
let admin: Actor;

beforeAll(async () => {
  organisation = await makeOrganisation({ settings: { registration: true } });
  agent = await makeActor(organisation, { role: "agent" });
  admin = await makeActor(organisation, { role: "admin" });
});

async function claim(email: string): Promise<string> {
  const answer = await callRoute(register, {
    method: "POST",
    body: { name: "Claimant", email, password: PASSWORD },
  });
  expect(answer.status).toBe(201);
  return idSchema.parse(answer.body).id;
}

async function signIn(email: string): Promise<string> {
  const { body } = await callRoute(token, { method: "POST", body: { email, password: PASSWORD } });
  return z.looseObject({ accessToken: z.string() }).parse(body).accessToken;
}

/** A ticket that staff file for a caller on the telephone. */
async function fileFor(email: string): Promise<{ id: string; requester: string }> {
  const { status, body } = await callRoute(fileTicket, {
    method: "POST",
    as: agent,
    body: {
      title: "A secret of the caller",
      description: "Told by telephone.",
      requester: { name: "Ada", email },
    },
  });
  expect(status).toBe(201);
  const ticket = z.looseObject({ id: z.string(), requester: idSchema }).parse(body);
  return { id: ticket.id, requester: ticket.requester.id };
}

const see = async (id: string, accessToken: string): Promise<number> =>
  (
    await callRoute(getTicket, {
      params: { ticket: id },
      headers: { authorization: `Bearer ${accessToken}` },
    })
  ).status;

const confirm = (id: string): Promise<ApiAnswer> =>
  callRoute(changeUser, { method: "PATCH", as: admin, params: { id }, body: { emailConfirmed: true } });

it("registering with another person's address gives access to none of its tickets, earlier or later", async () => {
  const before = await fileFor("ada@example.org");
  const claimant = await claim("ada@example.org");
  const after = await fileFor("ADA@example.org");
  expect(after.requester).toBe(before.requester);
  expect(after.requester).not.toBe(claimant);
  const theirs = await signIn("ada@example.org");
  expect([await see(before.id, theirs), await see(after.id, theirs)]).toEqual([404, 404]);
  const me = await callRoute(getMe, { headers: { authorization: `Bearer ${theirs}` } });
  expect(me.body).toMatchObject({ id: claimant, email: "ada@example.org", emailConfirmed: false });
});

it("staff find nobody by an address that is not proven, and read so where they find the person", async () => {
  const claimant = await claim("grace@example.org");
  const find = async (q: string) =>
    (await callRoute(listPeople, { as: agent, path: `/api/people?q=${q}` })).body;
  expect(JSON.stringify(await find("grace@"))).not.toContain(claimant);
  expect(await find("claimant")).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id: claimant, emailConfirmed: false })]),
  });
});

it("an admin vouches for it: what was filed becomes theirs, by events, and nobody else stands for the address", async () => {
  const first = await fileFor("alan@example.org");
  const claimant = await claim("alan@example.org");
  expect(
    (
      await callRoute(changeUser, {
        method: "PATCH",
        as: agent,
        params: { id: claimant },
        body: { emailConfirmed: true },
      })
    ).status,
  ).toBe(403);
  expect(await confirm(claimant)).toMatchObject({ status: 200, body: { emailConfirmed: true } });
  const theirs = await signIn("alan@example.org");
  expect(await see(first.id, theirs)).toBe(200);
  expect((await fileFor("alan@example.org")).requester).toBe(claimant);
  const { rows: events } = await pool().query(
    "SELECT type, version, public_version, data FROM events WHERE ticket_id = $1 ORDER BY version",
    [first.id],
  );
  const changes = { requester: { from: first.requester, to: claimant } };
  expect(events[1]).toMatchObject({
    type: "ticket:updated",
    version: 2,
    public_version: 2,
    data: { changes },
  });
  const { rows: audit } = await pool().query(
    "SELECT data FROM audit_entries WHERE action = 'person.email_confirmed'",
  );
  expect(audit).toEqual([{ data: { tickets: 1 } }]);
  // Once more changes nothing.
  expect((await confirm(claimant)).status).toBe(200);
  expect(
    (await pool().query("SELECT 1 FROM audit_entries WHERE action = 'person.email_confirmed'")).rows,
  ).toHaveLength(1);
});

it("a claim keeps nobody from making the address's true account, which then owns it", async () => {
  const claimant = await claim("edsger@example.org");
  const invited = await callRoute(createUser, {
    method: "POST",
    as: admin,
    body: { name: "Edsger", email: "edsger@example.org", role: "agent" },
  });
  expect(invited.status).toBe(201);
  expect(await confirm(claimant)).toMatchObject({ status: 409, body: { code: "email_taken" } });
  await claim("barbara@example.org");
  const made = await createAtConsole(organisation.id, {
    email: "barbara@example.org",
    name: "Barbara",
    role: "agent",
    password: "nine grey geese at noon",
  });
  expect((await fileFor("barbara@example.org")).requester).toBe(made.id);
});

it("an address with an account cannot be claimed, nor one twice", async () => {
  await claim("tony@example.org");
  for (const email of ["tony@example.org", "TONY@example.org"]) {
    const again = await callRoute(register, {
      method: "POST",
      body: { name: "Other", email, password: PASSWORD },
    });
    expect(again).toMatchObject({ status: 409, body: { code: "email_taken" } });
  }
});
