import { expect, it } from "vitest";
import { EnvError, loadEnv } from "@/server/process/env";

const GOOD = { LDAP_URL: "ldaps://ldap.example.org", LDAP_BASE_DN: "dc=example,dc=org" };
const namesIn = (source: Record<string, string>): unknown => {
  try {
    return loadEnv(source).ldap;
  } catch (error) {
    return error instanceof EnvError ? error.lines.map((line) => line.split(" ")[0]) : error;
  }
};

it("a directory is complete with its address and its base", () => {
  expect(loadEnv({}).ldap).toBeNull();
  expect(namesIn(GOOD)).toMatchObject({ url: GOOD.LDAP_URL, bindDn: null, roleMap: null });
});

it.each([
  [{ LDAP_BASE_DN: GOOD.LDAP_BASE_DN }, ["LDAP_URL"]],
  [{ LDAP_URL: GOOD.LDAP_URL }, ["LDAP_BASE_DN"]],
  [{ LDAP_ROLE_MAP: "a=agent" }, ["LDAP_URL", "LDAP_BASE_DN"]],
  [{ ...GOOD, LDAP_BIND_DN: "cn=x" }, ["LDAP_BIND_PASSWORD"]],
  [{ ...GOOD, LDAP_BIND_PASSWORD: "hunter2secret" }, ["LDAP_BIND_DN"]],
  [{ ...GOOD, LDAP_URL: "https://ldap.example.org" }, ["LDAP_URL"]],
  [{ ...GOOD, LDAP_URL: "ldaps://ldap.example.org/dc=x" }, ["LDAP_URL"]],
  [{ ...GOOD, LDAP_URL: "ldaps://user:secret@ldap.example.org" }, ["LDAP_URL"]],
  [{ ...GOOD, LDAP_BASE_DN: "example.org" }, ["LDAP_BASE_DN"]],
  [{ ...GOOD, LDAP_USER_FILTER: "(uid=jo)" }, ["LDAP_USER_FILTER"]],
  [{ ...GOOD, LDAP_ROLE_MAP: "it-staff=boss" }, ["LDAP_ROLE_MAP"]],
])("half a directory, or one that cannot be, stops the start: %o", (source, names) => {
  expect(namesIn(source)).toEqual(names);
});

it("a bad value does not show the password", () => {
  try {
    loadEnv({ ...GOOD, LDAP_BIND_DN: "no name", LDAP_BIND_PASSWORD: "hunter2secret" });
    expect.unreachable();
  } catch (error) {
    expect(String(error)).not.toContain("hunter2secret");
  }
});
