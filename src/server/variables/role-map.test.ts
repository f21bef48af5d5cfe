import { describe, expect, it } from "vitest";
import { formatRoleMap, parseRoleMap, roleByMap } from "./role-map";

const MAP = parseRoleMap("it-admins=admin, it-staff=agent,auditors=viewer") ?? [];

describe("a role map", () => {
  it("is read part by part, the last = separates, and a comma in a name is escaped", () => {
    expect(parseRoleMap(String.raw`cn=it\,ou=groups=agent,`)).toEqual([
      { value: "cn=it,ou=groups", role: "agent" },
    ]);
  });

  it("is written so that it is read back", () => {
    const rules = [
      { value: "cn=a,ou=b", role: "admin" as const },
      { value: "c", role: "user" as const },
    ];
    expect(parseRoleMap(formatRoleMap(rules))).toEqual(rules);
  });

  it.each(["it-admins", "=admin", "it-admins=owner", "it=guest", "a=admin,b"])(
    "has rules alone: %s is none",
    (text) => expect(parseRoleMap(text)).toBeNull(),
  );

  it.each([
    [["it-staff", "it-admins"], "admin"],
    [["auditors", "it-staff"], "agent"],
    [["auditors"], "viewer"],
    [["IT-admins", "others"], "user"],
    [[], "user"],
  ])("gives %j the highest role: %s", (values, role) => expect(roleByMap(MAP, values)).toBe(role));

  it("without a rule decides nothing", () => expect(roleByMap([], ["it-admins"])).toBeNull());
});
