import { expect, it } from "vitest";
import { POST as createUser } from "@/app/api/admin/users/route";
import { POST as firstRun } from "@/app/api/first-run/route";
import { POST as acceptInvitation } from "@/app/api/invitation/route";
import { POST as register } from "@/app/api/register/route";
import { createAtConsole, resetPasswordAtConsole } from "@/features/users/server/write-console";
import { prepareFirstRun } from "@/features/users/server/write-first-run";
import { inviteUser } from "@/features/users/server/write-invitation";
import { transaction } from "@/server/database/database";
import { PASSWORD, setUpAccounts } from "@/testing/accounts";
import { makeActor, makePerson } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";
import { PUT as changePassword } from "./route";

const accounts = setUpAccounts({ name: "Northwind", settings: { registration: true } });

const WEAK = ["1234567890", "Helpejo-2026", "noor.haddad1", "Northwind99!", "qwertyuiop"];

const REFUSED = {
  status: 422,
  body: {
    code: "invalid",
    errors: [{ path: "password", message: expect.stringMatching(/^This password is easy to guess: .{20}/) }],
  },
};
const noor = { name: "Noor Haddad", email: "noor@example.org" };

it.each(WEAK)("%s is nobody's password, wherever it is set", async (password) => {
  expect(await callRoute(register, { method: "POST", body: { ...noor, password } })).toMatchObject(REFUSED);

  const admin = await makeActor(accounts.organisation, { role: "admin" });
  const made = { ...noor, role: "agent", password };
  expect(await callRoute(createUser, { method: "POST", as: admin, body: made })).toMatchObject(REFUSED);

  const invited = await makePerson(accounts.organisation, { name: noor.name });
  const token = await transaction((tx) => inviteUser(tx, accounts.organisation.id, invited.id));
  const body = { token, password };
  expect(await callRoute(acceptInvitation, { method: "POST", body })).toMatchObject(REFUSED);

  const person = await accounts.makeActor({ name: noor.name });
  const change = { method: "PUT", as: person, body: { current: PASSWORD, password } };
  expect(await callRoute(changePassword, change)).toMatchObject(REFUSED);

  const refusal = { code: "invalid", message: expect.stringContaining("easy to guess") };
  const given = { ...noor, role: "user", password } as const;
  await expect(createAtConsole(accounts.organisation.id, given)).rejects.toMatchObject(refusal);
  const { email } = await makePerson(accounts.organisation, { name: noor.name });
  await expect(resetPasswordAtConsole(accounts.organisation.id, email, password)).rejects.toMatchObject(
    refusal,
  );
});

it("an invitation and a first run can be answered again after a refusal", async () => {
  const token = await prepareFirstRun();
  const boss = { token, ...noor, organisationName: "Northwind" };
  for (const password of WEAK) {
    const answer = await callRoute(firstRun, { method: "POST", body: { ...boss, password } });
    expect(answer).toMatchObject(REFUSED);
  }
  const good = await callRoute(firstRun, { method: "POST", body: { ...boss, password: PASSWORD } });
  expect(good.status).toBe(201);
});
