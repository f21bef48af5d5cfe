import { SignJWT } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { makeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { AUDIENCE, CLIENT } from "@/testing/providers/provider";
import { setUpProviderDesk } from "@/testing/providers/setup";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const { desk, provider } = setUpProviderDesk();
let count = 0;

beforeAll(async () => {
  await makeOrganisation();
});

function somebody(): string {
  const sub = `subject-${++count}`;
  provider().people.set(sub, { name: `Somebody ${count}`, roles: ["it-staff"] });
  return sub;
}

const now = (): number => Math.floor(Date.now() / 1000);

async function ask(token: string): Promise<number> {
  return (await new HttpClient(desk.url(), token).send("GET", "/api/me")).status;
}

describe("a token that is none", () => {
  const wrong: [string, Record<string, unknown>][] = [
    ["of another issuer", { iss: "https://evil.example" }],
    ["for another audience", { aud: "another" }],
    ["that has ended", { exp: now() - 3_600, iat: now() - 7_200 }],
    ["without an end", { exp: undefined }],
    ["that does not count yet", { nbf: now() + 3_600 }],
    ["that was issued in the future", { iat: now() + 3_600 }],
    ["of nobody", { sub: undefined }],
    ["of nobody that can be kept", { sub: "a\u0000b" }],
    ["that is an ID token, by its nonce", { nonce: "one" }],
    ["that is an ID token, by its hash", { at_hash: "one" }],
    ["that says that it is an ID token", { typ: "ID" }],
  ];

  it.each(wrong)("%s is refused", async (_, claims) => {
    expect(await ask(await provider().accessToken(somebody(), claims))).toBe(401);
  });

  it("is refused as one of another type", async () => {
    const claims = { sub: somebody(), aud: AUDIENCE, exp: now() + 60 };
    expect(await ask(await provider().sign(claims, { typ: "logout+jwt" }))).toBe(401);
    expect(await ask(await provider().sign(claims, { typ: "JWT" }))).toBe(200);
  });

  it("is refused where the client itself is no audience of access tokens", async () => {
    expect(await ask(await provider().accessToken(somebody(), { aud: CLIENT.id }))).toBe(401);
  });

  it("is refused unsigned, whatever its alg is called", async () => {
    const token = await provider().accessToken(somebody());
    const [, body = "", signature = ""] = token.split(".");
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      const header = Buffer.from(JSON.stringify({ alg, typ: "at+jwt" })).toString("base64url");
      for (const end of ["", signature]) {
        expect(await ask(`${header}.${body}.${end}`)).toBe(401);
      }
    }
  });

  it("is refused signed by HS256 with the public key, which everybody has, or with our client's secret", async () => {
    for (const key of [await provider().publicKey(), CLIENT.secret]) {
      const token = await new SignJWT({
        sub: somebody(),
        iss: provider().issuer,
        aud: AUDIENCE,
        exp: now() + 60,
      })
        .setProtectedHeader({ alg: "HS256", kid: "first", typ: "at+jwt" })
        .setIssuedAt()
        .sign(new TextEncoder().encode(key));
      expect(await ask(token)).toBe(401);
    }
  });

  it("is refused with other contents under the same signature", async () => {
    const token = await provider().accessToken(somebody());
    const [header, , signature] = token.split(".");
    const claims = { iss: provider().issuer, sub: "subject-1", aud: AUDIENCE, exp: now() + 60, iat: now() };
    const body = Buffer.from(JSON.stringify({ ...claims, roles: ["it-admins"] })).toString("base64url");
    expect(await ask(`${header}.${body}.${signature}`)).toBe(401);
  });

  it("is refused by sockets, too", async () => {
    const client = new SocketClient({
      url: desk.url(),
      token: await provider().accessToken(somebody(), { aud: "x" }),
    });
    let code: unknown = null;
    client.socket.once(
      "connect_error",
      (error) => (code = Reflect.get(Reflect.get(error, "data") ?? {}, "code")),
    );
    await until("it is refused", () => code !== null);
    client.close();
    expect(code).toBe("unauthorized");
  });
});
