import { describe, expect, it } from "vitest";
import { parseRoleMap } from "@/server/variables/role-map";
import { nameIn, roleIn, showsSecondFactor, verifiedEmailIn } from "./rules-claims";

const ISSUER = "https://login.example.org";
const ENTRA = "https://login.microsoftonline.com/tenant/v2.0";
const roleMap = parseRoleMap("it-admins=admin,it-staff=agent") ?? [];

describe("an address of a provider", () => {
  it.each([
    [ISSUER, { email: "Pat@Example.org", email_verified: true }, "pat@example.org"],
    [ISSUER, { email: "pat@example.org", email_verified: "true" }, "pat@example.org"],
    [ISSUER, { email: "pat@example.org", email_verified: false }, null],
    [ISSUER, { email: "pat@example.org" }, null],
    [ISSUER, { email: "pat@example.org", xms_edov: true }, null],
    [ISSUER, { preferred_username: "pat@example.org", email_verified: true }, null],
    [ISSUER, { email: "nobody", email_verified: true }, null],
    [ISSUER, { email: ["pat@example.org"], email_verified: true }, null],
    [ENTRA, { email: "pat@example.org", xms_edov: true }, "pat@example.org"],
    [ENTRA, { email: "pat@example.org", xms_edov: "0" }, null],
    [`https://login.microsoftonline.com.evil.example/`, { email: "pat@example.org", xms_edov: true }, null],
  ])("counts where the provider vouches for it: %s %j", (issuer, claims, email) => {
    expect(verifiedEmailIn(claims, issuer)).toBe(email);
  });
});

it.each([
  [{ amr: ["pwd", "mfa"] }, ["mfa"], true],
  [{ amr: "mfa" }, ["mfa"], true],
  [{ acr: "urn:gold" }, ["mfa", "urn:gold"], true],
  [{}, ["*"], true],
  [{ amr: ["mfa"] }, [], false],
  [{ amr: ["pwd"] }, ["mfa"], false],
  [{ amr: ["MFA"] }, ["mfa"], false],
  [{ amr: ["*"] }, ["mfa"], false],
  [{ amr: { mfa: true } }, ["mfa"], false],
  [{}, ["mfa"], false],
])(
  "a second factor of a provider counts where it says so in words that are believed: %j by %j is %s",
  (claims, believed, counts) => {
    expect(showsSecondFactor(claims, believed)).toBe(counts);
  },
);

describe("a role of a provider", () => {
  const role = (claims: object, roleClaim = "roles", isWhole = true) =>
    roleIn({ ...claims }, { roleClaim, roleMap }, { isWhole });

  it("is found by the claim's path, or by its whole name with dots", () => {
    expect(role({ realm_access: { roles: ["it-staff", "it-admins"] } }, "realm_access.roles")).toBe("admin");
    expect(role({ "https://example.org/roles": ["it-staff"] }, "https://example.org/roles")).toBe("agent");
    expect(role({ roles: "it-staff" })).toBe("agent");
  });

  it("is user without a match, and also without the claim in a token that is whole", () => {
    expect(role({ roles: ["others"] })).toBe("user");
    expect(role({})).toBe("user");
    expect(role({ roles: [{ name: "it-admins" }] })).toBe("user");
  });

  it("is not spoken of where the claim is missing in an access token, or there is no map", () => {
    expect(role({}, "roles", false)).toBeNull();
    expect(role({ roles: [] }, "roles", false)).toBe("user");
    expect(
      roleIn({ roles: ["it-admins"] }, { roleClaim: "roles", roleMap: [] }, { isWhole: true }),
    ).toBeNull();
  });

  it.each(["__proto__.roles", "constructor.name", "toString"])(
    "is never found in what every object has: %s",
    (path) => expect(role({}, path, false)).toBeNull(),
  );
});

describe("a name of a provider", () => {
  it.each([
    [{ name: "Pat\nDoe", preferred_username: "pat" }, "Pat Doe"],
    [{ name: " ", given_name: "Pat", family_name: "Doe" }, "Pat Doe"],
    [{ preferred_username: "pat" }, "pat"],
    [{ name: 5 }, ""],
  ])("is one line: %j", (claims, name) => expect(nameIn({ ...claims })).toBe(name));
});
