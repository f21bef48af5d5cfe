import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { credentialsOf, resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { sendDueMails } from "@/features/mail/server/job-send";
import { renewedInvitationSchema } from "@/features/users/openapi";
import { adminUserSchema, createdUserSchema } from "@/features/users/schema";
import { eventsAbout, PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeActor, makeOrganisation, makePerson, makeSession, makeTeam } from "@/testing/factories";
import { callRoute, cookieOf } from "@/testing/http/requests";
import { mailsTo } from "@/testing/mail";
import { POST as acceptInvitation } from "../../invitation/route";
import { POST as token } from "../../token/route";
import { POST as renewInvitation } from "./[id]/invitation/route";
import { PATCH as patchUser } from "./[id]/route";
import { GET as listUsers, POST as createUser } from "./route";

const accounts = setUpAccounts();

let admin: Actor;

beforeAll(async () => {
  admin = await accounts.makeActor({ role: "admin" });
});

const patch = (as: Actor, id: string, body: unknown) =>
  callRoute(patchUser, { method: "PATCH", as, body, params: { id } });

describe("people, as admins make and change them", () => {
  it("a new person with a password signs in with it; the same e-mail in another case is taken", async () => {
    const body = { name: "Ravi", email: "Ravi@Example.org", role: "agent", password: PASSWORD };
    const made = await callRoute(createUser, { method: "POST", as: admin, body });
    expect(made).toMatchObject({
      status: 201,
      body: { email: "ravi@example.org", role: "agent", invited: false, invitationUrl: null },
    });
    expect(
      (await callRoute(token, { method: "POST", body: { email: "ravi@example.org", password: PASSWORD } }))
        .status,
    ).toBe(200);
    const again = await callRoute(createUser, {
      method: "POST",
      as: admin,
      body: { ...body, email: "RAVI@EXAMPLE.ORG" },
    });
    expect(again).toMatchObject({ status: 409, body: { code: "email_taken" } });
  });

  it("an invitation is mailed, lies in the outbox with its link where no mail is sent, and can be made anew until it is used", async () => {
    const body = { name: "Mia", email: "mia@example.org", role: "user" };
    const made = createdUserSchema.parse(
      (await callRoute(createUser, { method: "POST", as: admin, body })).body,
    );
    const [first] = await mailsTo("mia@example.org");
    expect(first).toMatchObject({ kind: "invitation", state: "queued" });
    expect(made.invitationUrl).toMatch(new RegExp(`${first?.link?.replace("?", "[?]")}$`));
    expect(first?.text).toContain("for 7 days");
    const renew = () => callRoute(renewInvitation, { method: "POST", as: admin, params: { id: made.id } });
    const renewed = await renew();
    expect(renewed.status).toBe(201);
    const { invitationUrl } = renewedInvitationSchema.parse(renewed.body);
    const accept = (url: string | null) =>
      callRoute(acceptInvitation, {
        method: "POST",
        body: { token: url?.split("=")[1], password: PASSWORD },
      });
    expect((await accept(made.invitationUrl)).status).toBe(401);
    expect((await accept(invitationUrl)).status).toBe(200);
    expect(await renew()).toMatchObject({ status: 409, body: { code: "conflict" } });
    // What the first mail says does not hold any more, so it is not sent.
    await sendDueMails(null);
    expect((await mailsTo("mia@example.org")).map(({ state }) => state)).toEqual(["failed", "queued"]);
  });

  it("without a password they are invited by a link that works once", async () => {
    const made = await callRoute(createUser, {
      method: "POST",
      as: admin,
      body: { name: "Ivy", email: "ivy@example.org", role: "user" },
    });
    const user = createdUserSchema.parse(made.body);
    expect(user.invited).toBe(true);
    const invitation = new URLSearchParams(new URL(user.invitationUrl ?? "").hash.slice(1)).get("token");
    const accept = { method: "POST", body: { token: invitation, name: "Ivy Moss", password: PASSWORD } };
    expect(await callRoute(acceptInvitation, accept)).toMatchObject({
      status: 200,
      body: { name: "Ivy Moss" },
    });
    expect(await callRoute(acceptInvitation, accept)).toMatchObject({
      status: 401,
      body: { code: "invalid_token" },
    });
    expect(
      (await callRoute(token, { method: "POST", body: { email: "ivy@example.org", password: PASSWORD } }))
        .status,
    ).toBe(200);
  });

  it("the same request again, by its key, creates no second person and never shows the link again", async () => {
    const given = {
      method: "POST",
      path: "/api/admin/users",
      as: admin,
      body: { name: "Kay", email: "kay@example.org", role: "user" },
      headers: { "idempotency-key": "k1" },
    };
    const [one, two] = [await callRoute(createUser, given), await callRoute(createUser, given)];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual({ ...createdUserSchema.parse(one.body), invitationUrl: null });
    const { rows } = await pool().query("SELECT response::text FROM idempotency_keys WHERE key = 'k1'");
    expect(JSON.stringify(rows)).not.toContain("token");
  });

  it("a bad body is answered field by field", async () => {
    const answer = await callRoute(createUser, {
      method: "POST",
      as: admin,
      body: { name: "", email: "x", role: "owner", password: "short", more: 1 },
    });
    expect(answer.status).toBe(422);
    const { errors } = z.object({ errors: z.array(z.object({ path: z.string() })) }).parse(answer.body);
    expect(errors.map((error) => error.path)).toEqual(
      expect.arrayContaining(["name", "email", "role", "password"]),
    );
  });

  it("a disabled person's cookie is refused at once, and every session of theirs ends with an event", async () => {
    const person = await makePerson(accounts.organisation, { role: "agent" });
    const actor = await makeSession(person);
    const headers = new Headers({ cookie: await cookieOf(actor) });
    expect(await resolveSession(credentialsOf(headers))).not.toBeNull();
    expect(await patch(admin, person.id, { disabled: true })).toMatchObject({
      status: 200,
      body: { disabled: true },
    });
    expect(await resolveSession(credentialsOf(headers))).toBeNull();
    expect(await eventsAbout(person.id)).toEqual([["session:ended", "disabled"]]);
    await patch(admin, person.id, { disabled: false });
    expect(await resolveSession(credentialsOf(headers))).toBeNull();
  });

  it("a changed name, a changed role and changed teams are events; what was so already is none", async () => {
    const person = await makePerson(accounts.organisation, { role: "user" });
    const team = await makeTeam(accounts.organisation, { isPrivate: true });
    await patch(admin, person.id, { name: "Other Name" });
    await patch(admin, person.id, { role: "user", teamIds: [], disabled: false });
    expect(await eventsAbout(person.id)).toEqual([["person:renamed", null]]);
    const changed = await patch(admin, person.id, { role: "agent" });
    expect(adminUserSchema.parse(changed.body)).toMatchObject({ name: "Other Name", role: "agent" });
    expect(await patch(admin, person.id, { teamIds: [team.id, team.id] })).toMatchObject({
      body: { teams: [{ id: team.id, isPrivate: true }] },
    });
    expect(await eventsAbout(person.id)).toEqual([
      ["person:renamed", null],
      ["person:changed", "role"],
      ["person:changed", "teams"],
    ]);
  });

  it("are found by name and e-mail without regard to accents and case, page by page", async () => {
    const place = await makeOrganisation({ host: "names.example" });
    const asker = await makeActor(place, { role: "admin", name: "Zed", email: "zed@names.example" });
    for (const [name, email] of [
      ["Élodie Brun", "e@names.example"],
      ["ELODIE Noir", "n@names.example"],
      ["Max", "elodie@names.example"],
    ] as const) {
      await makePerson(place, { name, email });
    }
    const page = z.object({
      items: z.array(z.object({ name: z.string() })),
      nextCursor: z.string().nullable(),
    });
    const ask = async (query: string) =>
      page.parse(
        (await callRoute(listUsers, { as: asker, path: `/?${query}`, headers: { host: "names.example" } }))
          .body,
      );
    const first = await ask("q=elodie&limit=2");
    const second = await ask(`q=elodie&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map((item) => item.name).sort()).toEqual([
      "ELODIE Noir",
      "Max",
      "Élodie Brun",
    ]);
    expect(second.nextCursor).toBeNull();
    expect((await ask("q=%25")).items).toEqual([]);
  });
});

describe("the last admin", () => {
  it("cannot be demoted or disabled, not even by themselves", async () => {
    const place = await makeOrganisation({ host: "single.example" });
    const only = await makeActor(place, { role: "admin", passwordHash: accounts.passwordHash });
    await makePerson(place, { role: "admin" });
    const headers = { host: "single.example" };
    for (const body of [{ role: "agent" }, { disabled: true }]) {
      const answer = await callRoute(patchUser, {
        method: "PATCH",
        as: only,
        body,
        params: { id: only.id },
        headers,
      });
      expect(answer).toMatchObject({ status: 409, body: { code: "last_admin" } });
    }
  });

  it("stays when two admins remove each other at the same moment", async () => {
    const place = await makeOrganisation({ host: "race.example" });
    const headers = { host: "race.example" };
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [
        await makeActor(place, { role: "admin", passwordHash: accounts.passwordHash }),
        await makeActor(place, { role: "admin", passwordHash: accounts.passwordHash }),
      ];
      const remove = (as: Actor, id: string) =>
        callRoute(patchUser, { method: "PATCH", as, body: { role: "user" }, params: { id }, headers });
      const answers = await Promise.all([remove(one, two.id), remove(two, one.id)]);
      expect(answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(1);
      const { rows } = await pool().query(
        "SELECT id FROM people WHERE organisation_id = $1 AND role = 'admin'",
        [place.id],
      );
      expect(rows).toHaveLength(1);
      await pool().query("UPDATE people SET role = 'user' WHERE organisation_id = $1", [place.id]);
    }
  });
});
