import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TestProvider } from "@/testing/providers/provider";
import { env } from "@/server/process/env";
import { PROVIDER_STEPS } from "@/features/providers/schema";
import type { ProviderSettings } from "./read-settings";
import { testProvider } from "./read-test";

let provider: TestProvider | null = null;
const others: Server[] = [];

beforeAll(async () => {
  provider = await TestProvider.start();
  await provider.registerDesk(env().publicUrl);
});

afterEach(() => {
  others.splice(0).forEach((server) => {
    server.closeAllConnections();
    server.close();
  });
});

afterAll(async () => {
  await provider?.close();
});

function settings(change: Partial<ProviderSettings> = {}): ProviderSettings {
  const { OIDC_ISSUER = "", OIDC_CLIENT_ID = "", OIDC_CLIENT_SECRET = "" } = provider?.settings("Test") ?? {};
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: null,
    audience: "x",
    roleClaim: "roles",
    roleMap: [],
    createPeople: true,
    secondFactor: [],
    ...change,
  };
}

async function failed(change: Partial<ProviderSettings> = {}): Promise<string[]> {
  const steps = await testProvider(settings(change));
  expect(steps.map((step) => step.name)).toEqual([...PROVIDER_STEPS]);
  return steps.filter((step) => !step.ok).map((step) => `${step.name}: ${step.detail.english}`);
}

/** Something else that speaks HTTP; returns its address. */
async function listen(document: (address: string) => unknown): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(document(addressOf(server))));
  });
  others.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return addressOf(server);
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

const whole = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
});

describe("the test of a provider's settings", () => {
  it("is passed by a real one, in every step", async () => {
    expect(await failed()).toEqual([]);
  });

  it("says that the provider does not accept the client or its secret", async () => {
    const sentence = "client: It does not accept the client id with this secret.";
    expect(await failed({ clientSecret: "wrong" })).toEqual([sentence]);
    expect(await failed({ clientId: "unknown" })).toEqual([sentence]);
  });

  it("says how the provider calls itself, and then sends it no secret", async () => {
    const issuer = `${settings().issuer}/`;
    const found = await failed({ issuer });
    expect(found[0]).toBe(
      `issuer: It calls itself ${settings().issuer}. The setting has to say exactly that.`,
    );
    expect(found.slice(1).every((step) => step.endsWith("Not tried, as an earlier check failed."))).toBe(
      true,
    );
  });

  it("names an address that is not https", async () => {
    const issuer = await listen((own) => ({
      ...whole(own),
      token_endpoint: "http://login.example.org/token",
    }));
    expect(await failed({ issuer })).toContain("endpoints: Its token_endpoint is no https address.");
  });

  it("says that PKCE is another, and that there are no keys", async () => {
    const issuer = await listen((own) => ({
      ...whole(own),
      code_challenge_methods_supported: ["plain"],
      response_types_supported: ["id_token"],
      keys: [],
    }));
    expect(await failed({ issuer })).toEqual([
      "code: It does not offer the code flow.",
      "pkce: It offers PKCE, but not with S256.",
      "keys: It has no key that can be used: RSA, EC or Ed25519, for signing.",
    ]);
  });

  it("says what came instead of an answer", async () => {
    const issuer = await listen(() => ({}));
    expect((await failed({ issuer }))[0]).toContain("There is no OpenID Connect configuration at");
    expect((await failed({ issuer: "http://127.0.0.1:1" }))[0]).toContain("did not answer properly");
  });
});
