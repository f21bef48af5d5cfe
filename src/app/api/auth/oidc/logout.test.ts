import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { makeOrganisation } from "@/testing/factories";
import { CLIENT } from "@/testing/providers/provider";
import { setUpProviderDesk } from "@/testing/providers/setup";
import type { ProviderBrowser } from "@/testing/providers/provider-browser";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const { desk, provider, browser } = setUpProviderDesk();
const EVENTS = "http://schemas.openid.net/event/backchannel-logout";
let count = 0;

beforeAll(async () => {
  await makeOrganisation();
});

interface Visitor {
  sub: string;
  sid: string;
  here: ProviderBrowser;
}

/** Somebody new who has signed in by the provider. */
async function visitor(sub = `subject-${++count}`): Promise<Visitor> {
  provider().people.set(sub, { name: "Somebody", email: `${sub}@example.org`, email_verified: true });
  provider().signsIn = sub;
  const here = browser();
  await here.signIn();
  const { rows } = await pool().query<{ provider_sid: string }>(
    "SELECT provider_sid FROM sessions WHERE subject = $1 ORDER BY created_at DESC LIMIT 1",
    [sub],
  );
  return { sub, sid: rows[0]?.provider_sid ?? "", here };
}

async function sendToken(token: string): Promise<number> {
  const response = await fetch(`${desk.url()}/api/auth/oidc/backchannel-logout`, {
    method: "POST",
    body: new URLSearchParams({ logout_token: token }),
  });
  await response.body?.cancel();
  return response.status;
}

/** A socket of a browser's session. */
function socketOf({ here }: Visitor): SocketClient {
  return new SocketClient({ url: desk.url(), token: "", headers: { cookie: here.cookies() } });
}

describe("signing out here", () => {
  it("leads to the provider, which ends its own session and leads back", async () => {
    const { here, sub } = await visitor();
    const response = await here.ask(`${desk.url()}/api/auth/signout`, {
      method: "POST",
      headers: { origin: "http://localhost:3003" },
      body: new URLSearchParams({ json: "true", callbackUrl: "/sign-in" }),
    });
    const { url } = await response.json();
    const address = new URL(url);
    expect(`${address.origin}${address.pathname}`).toBe(`${provider().issuer}/session/end`);
    expect(address.searchParams.get("post_logout_redirect_uri")).toBe("http://localhost:3003/sign-in");
    expect(address.searchParams.get("id_token_hint")?.split(".")).toHaveLength(3);
    expect(await here.me()).toBeNull();
    const { rows } = await pool().query("SELECT id_token FROM sessions WHERE subject = $1", [sub]);
    expect(rows).toEqual([{ id_token: null }]);
    expect((await confirm(here, url)).pathname).toBe("/sign-in");
    // The provider would have to ask who it is: it knows nobody in this browser any more.
    provider().signsIn = "somebody-else";
    await here.signIn();
    expect(await here.me()).not.toMatchObject({ email: `${sub}@example.org` });
  });

  it("of a session by password leads nowhere else", async () => {
    const { here, sub } = await visitor();
    await pool().query("UPDATE sessions SET issuer = NULL WHERE subject = $1", [sub]);
    const response = await here.ask(`${desk.url()}/api/auth/signout`, {
      method: "POST",
      headers: { origin: "http://localhost:3003" },
      body: new URLSearchParams({ json: "true", callbackUrl: "/sign-in" }),
    });
    expect(await response.json()).toEqual({ url: "http://localhost:3003/sign-in" });
  });
});

describe("signing out at the provider", () => {
  it("ends the session here by back-channel, and its sockets within two seconds", async () => {
    const one = await visitor();
    const client = socketOf(one);
    await until("it is connected", () => client.isIdle());
    const began = performance.now();
    const last = await confirm(one.here, `${provider().issuer}/session/end`);
    expect(last.origin).toBe(provider().issuer);
    await until("the socket receives it", () => client.received("session:ended") !== undefined, 2_000);
    await until("it is closed", () => !client.socket.connected, 2_000);
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(await one.here.me()).toBeNull();
    client.close();
  });

  it("ends the session that is named, and all of a person where none is", async () => {
    const one = await visitor();
    const other = await visitor(one.sub);
    expect(other.sid).not.toBe(one.sid);
    expect(await sendToken(await provider().logoutToken({ sub: one.sub, sid: one.sid }))).toBe(200);
    expect([await one.here.me(), (await other.here.me()) !== null]).toEqual([null, true]);
    expect(await sendToken(await provider().logoutToken({ sub: one.sub }))).toBe(200);
    expect(await other.here.me()).toBeNull();
  });

  it("ends the session by front-channel, in a frame of the provider's alone", async () => {
    const one = await visitor();
    const address = new URL(`${desk.url()}/api/auth/oidc/frontchannel-logout`);
    address.searchParams.set("iss", provider().issuer);
    address.searchParams.set("sid", "another");
    expect((await fetch(address)).status).toBe(200);
    expect(await one.here.me()).not.toBeNull();
    address.searchParams.set("sid", one.sid);
    const response = await fetch(address);
    expect(response.headers.get("content-security-policy")).toContain(`frame-ancestors ${provider().issuer}`);
    expect(await one.here.me()).toBeNull();
    address.searchParams.set("iss", "https://evil.example");
    expect((await fetch(address)).status).toBe(400);
  });

  it("by front-channel needs issuer and session, each once: nothing less ends anything", async () => {
    const one = await visitor();
    const { issuer } = provider();
    for (const query of [
      [],
      [["iss", issuer]],
      [["sid", one.sid]],
      [
        ["iss", issuer],
        ["sid", ""],
      ],
      [
        ["iss", `${issuer}/`],
        ["sid", one.sid],
      ],
      [
        ["iss", "https://evil.example"],
        ["iss", issuer],
        ["sid", one.sid],
      ],
      [
        ["iss", issuer],
        ["sid", one.sid],
        ["sid", "another"],
      ],
    ]) {
      const asked = new URLSearchParams(query);
      const { status } = await fetch(`${desk.url()}/api/auth/oidc/frontchannel-logout?${asked}`);
      expect([400, 422], asked.toString()).toContain(status);
    }
    expect(await one.here.me()).not.toBeNull();
  });

  it("counts for a sign-in that it overtook", async () => {
    const one = await visitor();
    await sendToken(await provider().logoutToken({ sid: one.sid }));
    // The provider's session goes on under the same name, as its message was one that we made.
    expect((await one.here.signIn()).searchParams.get("error")).toBe("ProviderExpired");
    expect(await one.here.me()).toBeNull();
  });
});

describe("a message about a sign-out", () => {
  const now = (): number => Math.floor(Date.now() / 1000);

  it.each<[string, (token: { sub: string; sid: string }) => Record<string, unknown>]>([
    ["of another issuer", () => ({ iss: "https://evil.example" })],
    ["for another client", () => ({ aud: "another" })],
    ["that is old", () => ({ iat: now() - 3_600 })],
    ["that has ended", () => ({ exp: now() - 60 })],
    ["of the future", () => ({ iat: now() + 3_600 })],
    ["about another event", () => ({ events: { "http://example.org/other": {} } })],
    ["about no event", () => ({ events: undefined })],
    ["with an event that is a text", () => ({ events: { [EVENTS]: "yes" } })],
    ["with a nonce, as an ID token has", () => ({ nonce: "one" })],
    ["without an id", () => ({ jti: undefined })],
    ["about nobody", () => ({ sub: undefined, sid: undefined })],
  ])("%s is refused", async (_, wrong) => {
    const one = await visitor();
    const { sub, sid } = one;
    expect(await sendToken(await provider().logoutToken({ sub, sid, ...wrong({ sub, sid }) }))).toBe(400);
    expect(await one.here.me()).not.toBeNull();
  });

  it("counts once", async () => {
    const one = await visitor();
    const token = await provider().logoutToken({ sub: one.sub });
    expect([await sendToken(token), await sendToken(token)]).toEqual([200, 400]);
  });

  it("is refused unsigned, as an ID token, and where it is no token", async () => {
    const { sub, sid, here } = await visitor();
    const body = Buffer.from(
      JSON.stringify({
        iss: provider().issuer,
        aud: CLIENT.id,
        sub,
        sid,
        iat: now(),
        jti: "x",
        events: { [EVENTS]: {} },
      }),
    ).toString("base64url");
    const header = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    expect(await sendToken(`${header}.${body}.`)).toBe(400);
    const idToken = await provider().sign({ aud: CLIENT.id, sub, exp: now() + 60 }, { typ: "JWT" });
    expect(await sendToken(idToken)).toBe(400);
    expect(await sendToken("nonsense")).toBe(400);
    expect(await sendToken("")).toBe(400);
    expect(await here.me()).not.toBeNull();
  });
});

/** Says yes to the provider's question whether they mean to sign out, and returns where that ends. */
async function confirm(here: ProviderBrowser, address: string): Promise<URL> {
  const page = await (await here.ask(address)).text();
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const response = await here.ask(`${provider().issuer}/session/end/confirm`, {
    method: "POST",
    body: new URLSearchParams({ xsrf, logout: "yes" }),
  });
  return new URL(response.headers.get("location") ?? "", provider().issuer);
}
