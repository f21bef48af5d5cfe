import { expect, it } from "vitest";
import { GET } from "@/app/api/admin/sign-in/route";
import { DELETE, PUT } from "@/app/api/admin/sign-in/directory/route";
import { waysInSchema } from "@/features/ways-in/schema";
import { setUpAccounts } from "@/testing/accounts";
import { makeOrganisation, makePerson, makeSession } from "@/testing/factories";
import { callRoute } from "@/testing/http/requests";

Object.assign(process.env, {
  LDAP_URL: "ldaps://ldap.example.org",
  LDAP_BASE_DN: "dc=example,dc=org",
  LDAP_BIND_DN: "cn=helpejo,dc=example,dc=org",
  LDAP_BIND_PASSWORD: "hunter2secret",
});

const accounts = setUpAccounts();

it("what variables set wins: the page names them, shows no secret, and changes nothing", async () => {
  const admin = await accounts.makeActor({ role: "admin" });
  const answer = await callRoute(GET, { as: admin });
  expect(waysInSchema.parse(answer.body).directory).toMatchObject({
    source: "environment",
    variables: ["LDAP_URL", "LDAP_BASE_DN", "LDAP_BIND_DN", "LDAP_BIND_PASSWORD"],
    settings: { url: "ldaps://ldap.example.org", hasBindPassword: true },
  });
  expect(JSON.stringify(answer.body)).not.toContain("hunter2secret");
  const body = { url: "ldaps://other.example", baseDn: "dc=x" };
  for (const [handler, given] of [
    [PUT, { method: "PUT", body }],
    [DELETE, { method: "DELETE" }],
  ] as const) {
    expect((await callRoute(handler, { as: admin, ...given })).body).toMatchObject({ code: "conflict" });
  }
});

it("they are the first organisation's: another's people are in no directory of its own", async () => {
  const other = await makeOrganisation({ host: "other.example" });
  const admin = await makeSession(await makePerson(other, { role: "admin" }));
  const answer = await callRoute(GET, { as: admin, headers: { host: "other.example" } });
  expect(waysInSchema.parse(answer.body).directory).toMatchObject({ source: "none", settings: null });
});
