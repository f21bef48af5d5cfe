import { describe, expect, it } from "vitest";
import { parseGroupRoles, highestRole } from "./group-roles";

const DN = "cn=it-admins,ou=user,dc=example,dc=org";

describe("a role map", () => {
  it.each([
    [
      "it-admins=admin,it-staff=agent",
      [
        ["it-admins", "admin"],
        ["it-staff", "agent"],
      ],
    ],
    [" IT Staff = Agent ", [["IT Staff", "agent"]]],
    [`${DN}=admin`, [[DN, "admin"]]],
    [
      `${DN}=admin; it-staff=viewer;`,
      [
        [DN, "admin"],
        ["it-staff", "viewer"],
      ],
    ],
    [
      `${DN}=admin\nit-staff=user\n`,
      [
        [DN, "admin"],
        ["it-staff", "user"],
      ],
    ],
  ])("%j has its pairs", (text, pairs) => {
    expect(parseGroupRoles(text)?.map(({ group, role }) => [group, role])).toEqual(pairs);
  });

  it.each(["", " ; ", "it-admins", "it-admins=root", "=admin", "a=admin,b", `${DN}`, "a=guest"])(
    "%j is none",
    (text) => expect(parseGroupRoles(text)).toBeNull(),
  );

  it("gives the highest role of the groups, and user without one", () => {
    const map = parseGroupRoles("a=agent,b=admin,c=viewer") ?? [];
    const roleIn = (...groups: string[]) => highestRole(map, (group) => groups.includes(group));
    expect([roleIn("c", "a"), roleIn("a", "b", "c"), roleIn("c"), roleIn("d")]).toEqual([
      "agent",
      "admin",
      "viewer",
      "user",
    ]);
  });
});
