import { expect, it } from "vitest";
import { roleOfGroups } from "./rules-groups";

const BASE = "dc=example,dc=org";
const roleIn = (map: string | null, ...groups: string[]) => roleOfGroups(map, groups, BASE);

it("a distinguished name is that group alone, however either is written", () => {
  const map = `CN=IT Admins, OU=Groups, DC=example, DC=org=admin`;
  expect(roleIn(map, `cn=it  admins,ou=groups,${BASE}`)).toBe("admin");
  expect(roleIn(map, `cn=it admins,ou=others,${BASE}`)).toBe("user");
});

it("a plain name is the group of that common name below the base, and no other's", () => {
  expect(roleIn("it-admins=admin", `cn=IT-Admins,ou=groups,${BASE}`)).toBe("admin");
  expect(roleIn("it-admins=admin", "cn=it-admins,dc=elsewhere,dc=org")).toBe("user");
  expect(roleIn("it-admins=admin", `ou=it-admins,${BASE}`)).toBe("user");
  expect(roleIn("it-admins=admin", `cn=x,cn=it-admins,${BASE}`)).toBe("user");
  expect(roleIn("it\\, admins=admin", `cn=it\\, admins,${BASE}`)).toBe("user");
  expect(roleIn("it+admins=admin", `cn=it\\+admins,${BASE}`)).toBe("admin");
});

it("without a map nothing is said of roles, and what is no name is in no group", () => {
  expect(roleIn(null, `cn=it-admins,${BASE}`)).toBeNull();
  expect(roleIn("it-admins=admin", "it-admins", "")).toBe("user");
});
