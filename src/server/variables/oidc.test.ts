import { describe, expect, it } from "vitest";
import { envErrorsOf } from "@/testing/env";
import { loadEnv } from "@/server/process/env";

describe("the identity provider's variables", () => {
  const whole = {
    OIDC_ISSUER: "https://login.example.org/realms/company",
    OIDC_CLIENT_ID: "helpejo",
    OIDC_CLIENT_SECRET: "hunter2secret",
  };

  it("are complete with three of them", () => {
    expect(loadEnv({}).oidc).toBeNull();
    expect(loadEnv(whole).oidc).toEqual({
      issuer: "https://login.example.org/realms/company",
      clientId: "helpejo",
      clientSecret: "hunter2secret",
      name: null,
      audience: "helpejo",
      roleClaim: "roles",
      roleMap: [],
      createPeople: true,
      secondFactor: [],
    });
    expect(loadEnv(whole).warnings).toEqual([]);
  });

  it("give roles by a map, and an audience of their own to access tokens", () => {
    const more = { OIDC_AUDIENCE: "desk-api", OIDC_ROLE_MAP: "a=admin,b=agent", OIDC_CREATE_PEOPLE: "0" };
    expect(loadEnv({ ...whole, ...more }).oidc).toMatchObject({
      audience: "desk-api",
      roleMap: [
        { value: "a", role: "admin" },
        { value: "b", role: "agent" },
      ],
      createPeople: false,
    });
  });

  it.each([
    [{ OIDC_ISSUER: whole.OIDC_ISSUER }, ["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]],
    [{ ...whole, OIDC_CLIENT_SECRET: "" }, ["OIDC_CLIENT_SECRET"]],
    [{ OIDC_NAME: "Company" }, ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]],
  ])("are nothing by halves: %o", (source, missing) => {
    const lines = envErrorsOf(source);
    expect(lines.map((line) => line.split(" ")[0])).toEqual(missing);
    expect(lines.join()).not.toContain("hunter2secret");
  });

  it("allow plain http on this machine alone", () => {
    expect(loadEnv({ ...whole, OIDC_ISSUER: "http://127.0.0.1:8080/realms/x" }).oidc).not.toBeNull();
    expect(envErrorsOf({ ...whole, OIDC_ISSUER: "http://192.168.0.5:8080" })).toHaveLength(1);
  });

  it.each([
    ["OIDC_ISSUER", "http://login.example.org"],
    ["OIDC_ISSUER", "https://login.example.org/?tenant=1"],
    ["OIDC_ROLE_MAP", "it-admins=owner"],
    ["OIDC_ROLE_MAP", "it-admins"],
    ["OIDC_ROLE_CLAIM", "realm_access..roles"],
    ["OIDC_CREATE_PEOPLE", "yes"],
  ])("get one line each with an example: %s=%s", (name, value) => {
    const lines = envErrorsOf({ ...whole, [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} .+; for example ${name}=`));
  });
});
