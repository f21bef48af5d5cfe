import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT, TestProvider } from "@/testing/providers/provider";
import type { ProviderSettings } from "./read-settings";
import { checkIdToken } from "./read-tokens";

let provider: TestProvider;
beforeAll(async () => {
  provider = await TestProvider.start();
  await provider.registerDesk("http://localhost:3003");
});
afterAll(() => provider.close());

const settings = (): ProviderSettings => ({
  issuer: provider.issuer,
  clientId: CLIENT.id,
  clientSecret: CLIENT.secret,
  name: null,
  audience: "helpejo-api",
  roleClaim: "roles",
  roleMap: [],
  createPeople: true,
  secondFactor: [],
});
const now = (): number => Math.floor(Date.now() / 1000);
const NONCE = "the nonce of this sign-in";
const idToken = (claims: Record<string, unknown> = {}, header: { typ?: string } = { typ: "JWT" }) =>
  provider.sign({ sub: "somebody", aud: CLIENT.id, exp: now() + 60, nonce: NONCE, ...claims }, header);
const outcome = async (token: string): Promise<string> =>
  await checkIdToken(settings(), token, NONCE).then(
    ({ subject }) => subject,
    (error: unknown) => (error instanceof Error ? error.name : "none"),
  );

describe("an ID token", () => {
  it("names its person where it was issued for us and for this sign-in", async () => {
    expect(await outcome(await idToken())).toBe("somebody");
    expect(await outcome(await idToken({ aud: [CLIENT.id, "another"], azp: CLIENT.id }))).toBe("somebody");
  });

  it.each<[string, Record<string, unknown>]>([
    ["of another sign-in", { nonce: "another" }],
    ["of no sign-in", { nonce: undefined }],
    ["for another client", { aud: "another" }],
    ["for our API and not for us", { aud: "helpejo-api" }],
    ["for several, of which nobody says to whom it was given", { aud: [CLIENT.id, "another"] }],
    ["that was given to another client", { azp: "another" }],
    ["of another issuer", { iss: "https://evil.example" }],
    ["that has ended", { exp: now() - 3_600, iat: now() - 7_200 }],
    ["without an end", { exp: undefined }],
    ["of the future", { iat: now() + 3_600 }],
    ["of nobody", { sub: undefined }],
  ])("%s is refused", async (_, claims) => {
    expect(await outcome(await idToken(claims))).toBe("ProviderError");
  });

  it("of another type, unsigned, or with other contents under the same signature is refused", async () => {
    expect(await outcome(await idToken({}, { typ: "at+jwt" }))).toBe("ProviderError");
    expect(await outcome(await idToken({}, { typ: "logout+jwt" }))).toBe("ProviderError");
    const [header = "", body = "", signature = ""] = (await idToken()).split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
    expect(await outcome(`${none}.${body}.`)).toBe("ProviderError");
    expect(await outcome(`${none}.${body}.${signature}`)).toBe("ProviderError");
    const claims = {
      iss: provider.issuer,
      sub: "another",
      aud: CLIENT.id,
      exp: now() + 60,
      iat: now(),
      nonce: NONCE,
    };
    const other = Buffer.from(JSON.stringify(claims)).toString("base64url");
    expect(await outcome(`${header}.${other}.${signature}`)).toBe("ProviderError");
  });
});
