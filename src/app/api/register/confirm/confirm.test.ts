import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { answerAccountRequests } from "@/features/users/server/requests/job-account-requests";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import { forgetLimits } from "@/server/rate-limits/limits";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { mailsTo, setMailServer } from "@/testing/mail";
import { PATCH as patchSettings } from "../../admin/settings/route";
import { POST as token } from "../../token/route";
import { POST as register } from "../route";
import { POST as confirm } from "./route";

setUpDatabase();

const PASSWORD = "correct horse battery";
const SERVER = {
  host: "127.0.0.1",
  port: 1,
  isSecure: false,
  auth: null,
  from: { name: null, address: "desk@example.org" },
};
let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation({ settings: { registration: true } });
  setMailServer(SERVER);
});

afterAll(() => setMailServer(null));
beforeEach(forgetLimits);

const ask = (email: string, name = "Ana"): Promise<ApiAnswer> =>
  callRoute(register, { method: "POST", path: "/api/register", body: { name, email, password: PASSWORD } });

async function signIn(email: string): Promise<number> {
  return (await callRoute(token, { method: "POST", body: { email, password: PASSWORD } })).status;
}

async function confirmationFor(email: string): Promise<string> {
  await answerAccountRequests();
  const link = (await mailsTo(email)).find(({ kind }) => kind === "confirmRegistration")?.link ?? "";
  return link.slice(link.indexOf("=") + 1);
}

describe("registering where mail is sent", () => {
  it("makes the account once the mailed link is confirmed, and what was filed for the address is theirs", async () => {
    const admin = await makeActor(organisation, { role: "admin" });
    const placeholder = await makePerson(organisation, { email: "ana@example.org" });
    const { id } = await createTicket(admin, {
      title: "Filed by telephone",
      description: "For somebody without an account.",
      requesterId: placeholder.id,
    });
    expect(await ask("Ana@example.org")).toMatchObject({
      status: 202,
      body: { email: "ana@example.org", confirmation: "mailed" },
    });
    expect(await signIn("ana@example.org")).toBe(401);
    const given = await confirmationFor("ana@example.org");
    const made = await callRoute(confirm, { method: "POST", body: { token: given } });
    expect(made).toMatchObject({ status: 201, body: { name: "Ana", role: "user" } });
    expect(await signIn("ana@example.org")).toBe(200);
    const { rows } = await pool().query(
      "SELECT p.email, p.email_confirmed_at IS NOT NULL AS proven FROM tickets t JOIN people p ON p.id = t.requester_id WHERE t.id = $1",
      [id],
    );
    expect(rows).toEqual([{ email: "ana@example.org", proven: true }]);
    expect(await callRoute(confirm, { method: "POST", body: { token: given } })).toMatchObject({
      status: 401,
      body: { code: "invalid_token" },
    });
  });

  it("answers the same for an address that has an account, whose owner alone is notified", async () => {
    await makePerson(organisation, { email: "owner@example.org", passwordHash: "x" });
    const [taken, free] = [await ask("owner@example.org"), await ask("free@example.org")];
    expect([taken.status, Object.keys(Object(taken.body))]).toEqual([
      free.status,
      Object.keys(Object(free.body)),
    ]);
    await answerAccountRequests();
    expect((await mailsTo("owner@example.org")).map(({ kind }) => kind)).toEqual(["accountExists"]);
    expect((await mailsTo("free@example.org")).map(({ kind }) => kind)).toEqual(["confirmRegistration"]);
  });

  it("sends nothing to the address that the one who typed it could have written", async () => {
    await ask("victim@example.org", "Buy at http://spam.example now");
    await answerAccountRequests();
    const [mail] = await mailsTo("victim@example.org");
    expect(JSON.stringify(mail)).not.toContain("spam.example");
  });

  it("two registrations of one address make one account", async () => {
    await ask("double@example.org");
    await ask("double@example.org");
    await answerAccountRequests();
    const tokens = (await mailsTo("double@example.org")).map(({ link }) => link?.split("=")[1]);
    const answers = await Promise.all(
      tokens.map((one) => callRoute(confirm, { method: "POST", body: { token: one } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401]);
  });

  it("is kept to the organisation's domains, which an admin sets; without mail nobody can prove one", async () => {
    const admin = await makeActor(organisation, { role: "admin" });
    const set = (registrationDomains: string[]) =>
      callRoute(patchSettings, { method: "PATCH", as: admin, body: { registrationDomains } });
    expect((await set(["not a domain"])).status).toBe(422);
    expect(await set(["@Bücher.example", "example.org"])).toMatchObject({
      status: 200,
      body: { registrationDomains: ["xn--bcher-kva.example", "example.org"] },
    });
    expect(await ask("mallory@example.org.evil.example")).toMatchObject({
      status: 403,
      body: { code: "registration_closed", errors: [{ path: "email" }] },
    });
    expect((await ask("eva@bücher.example")).status).toBe(202);
    setMailServer(null);
    expect((await ask("eva@example.org")).status).toBe(403);
    setMailServer(SERVER);
    await set([]);
  });
});
