import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { pool } from "@/server/database/database";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { HttpClient } from "@/testing/http/client";
import { AUDIENCE } from "@/testing/providers/provider";
import { setUpProviderDesk } from "@/testing/providers/setup";
import { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

const { desk, provider, browser, withSettings } = setUpProviderDesk();
const KEYS = "/jwks";
let organisation: MadeOrganisation;
let count = 0;
const clients: SocketClient[] = [];

beforeAll(async () => {
  organisation = await makeOrganisation();
  await makePerson(organisation, { role: "admin", passwordHash: "not a hash" });
});

afterEach(() => {
  vi.useRealTimers();
  clients.splice(0).forEach((client) => client.close());
});

function somebody(claims: Record<string, unknown> = {}): string {
  const sub = `subject-${++count}`;
  provider().people.set(sub, {
    name: `Somebody ${count}`,
    email: `${sub}@example.org`,
    email_verified: true,
    ...claims,
  });
  return sub;
}

const now = (): number => Math.floor(Date.now() / 1000);
const ask = async (token: string): Promise<number> =>
  (await new HttpClient(desk.url(), token).send("GET", "/api/me")).status;
const me = async (token: string): Promise<unknown> =>
  (await new HttpClient(desk.url(), token).send("GET", "/api/me")).body;

async function connect(token: string): Promise<SocketClient> {
  const client = new SocketClient({ url: desk.url(), token });
  clients.push(client);
  await until("it is connected", () => client.isIdle());
  return client;
}

async function sessionsOf(sub: string): Promise<Record<string, unknown>[]> {
  const { rows } = await pool().query(
    "SELECT kind, provider_sid, ended_at IS NULL AS is_live FROM sessions WHERE subject = $1 ORDER BY created_at",
    [sub],
  );
  return rows;
}

async function endFor(sub: string): Promise<void> {
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM sessions WHERE subject = $1", [sub]);
  const response = await new HttpClient(desk.url(), await provider().accessToken(sub)).send(
    "DELETE",
    `/api/me/sessions/${rows[0]?.id}`,
  );
  expect(response.status).toBe(204);
}

describe("an access token of the provider", () => {
  it("opens the API and sockets for its person, with the role of its claim", async () => {
    const sub = somebody({ roles: ["it-staff"] });
    const token = await provider().accessToken(sub);
    expect(await me(token)).toMatchObject({
      role: "agent",
      email: `${sub}@example.org`,
      name: `Somebody ${count}`,
    });
    const client = await connect(token);
    expect(client.received("session:ready")).toMatchObject({ payload: { user: { role: "agent" } } });
  });

  it("is of the same person as a sign-in in a browser, whose role it does not change without the claim", async () => {
    const sub = somebody({ roles: ["it-staff"] });
    provider().signsIn = sub;
    const here = browser();
    await here.signIn();
    const token = await provider().accessToken(sub, { roles: undefined, iat: now() + 5 });
    expect(await me(token)).toEqual(await here.me());
  });

  it("shares one session with the others of its session at the provider, and outlives none of them", async () => {
    const sub = somebody();
    for (const sid of ["a", "a", "b", undefined]) {
      expect(await ask(await provider().accessToken(sub, { sid }))).toBe(200);
    }
    expect(await sessionsOf(sub)).toEqual(
      ["a", "b", null].map((provider_sid) => ({ kind: "token", provider_sid, is_live: true })),
    );
  });

  it("that is shown many times at once begins one session", async () => {
    const sub = somebody();
    const token = await provider().accessToken(sub);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(token)));
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await sessionsOf(sub)).toHaveLength(1);
  });

  it("ends without ending a socket that it opened", async () => {
    const token = await provider().accessToken(somebody(), { exp: now() + 20 });
    const client = await connect(token);
    await pool().query(
      "UPDATE secret_tokens SET expires_at = now() WHERE person_id = (SELECT id FROM people WHERE name = $1)",
      [`Somebody ${count}`],
    );
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect(await ask(token)).toBe(401);
    expect(client.socket.connected).toBe(true);
    expect(client.received("session:ended")).toBeUndefined();
  });

  it("counts no more once its session was ended here, nor does another of before; a later one does", async () => {
    const sub = somebody();
    const token = await provider().accessToken(sub);
    const another = await provider().accessToken(sub);
    const client = await connect(token);
    await endFor(sub);
    await until("the socket receives it", () => client.received("session:ended") !== undefined, 2_000);
    expect([await ask(token), await ask(another)]).toEqual([401, 401]);
    expect(await ask(await provider().accessToken(sub, { iat: now() + 5 }))).toBe(200);
    expect(await ask(token)).toBe(401);
  });

  it("counts no more once its session ended at the provider, also one that was not seen before", async () => {
    const sub = somebody();
    const token = await provider().accessToken(sub, { sid: "over" });
    const client = await connect(token);
    await fetch(`${desk.url()}/api/auth/oidc/backchannel-logout`, {
      method: "POST",
      body: new URLSearchParams({ logout_token: await provider().logoutToken({ sub, sid: "over" }) }),
    });
    await until("the socket receives it", () => client.received("session:ended") !== undefined, 2_000);
    expect(await ask(token)).toBe(401);
    expect(await ask(await provider().accessToken(sub, { sid: "over", iat: now() + 5 }))).toBe(401);
    expect(await ask(await provider().accessToken(sub, { sid: "next" }))).toBe(200);
  });

  it("brings no role back that was lost since it was issued", async () => {
    const sub = somebody({ roles: ["it-admins"] });
    const old = await provider().accessToken(sub, { iat: now() - 60 });
    expect(await me(await provider().accessToken(sub, { roles: [] }))).toMatchObject({ role: "user" });
    expect(await me(old)).toMatchObject({ role: "user" });
  });

  it("takes a role away from those who are connected", async () => {
    const sub = somebody({ roles: ["it-staff"] });
    const client = await connect(await provider().accessToken(sub));
    await ask(await provider().accessToken(sub, { roles: [], iat: now() + 2 }));
    await until("the socket receives it", () => client.received("session:changed") !== undefined, 2_000);
  });

  it("of a person who is disabled here counts for nothing", async () => {
    const sub = somebody();
    await ask(await provider().accessToken(sub));
    await pool().query("UPDATE people SET disabled_at = now() WHERE email = $1", [`${sub}@example.org`]);
    expect(await ask(await provider().accessToken(sub))).toBe(401);
  });

  it("makes nobody where nobody is to be created, and finds nobody by an address that is not verified", async () => {
    const boss = await makePerson(organisation, { role: "admin", email: `boss-${++count}@example.org` });
    await withSettings({ OIDC_CREATE_PEOPLE: "0" }, async () => {
      const sub = somebody({ email: boss.email, email_verified: false });
      expect(await ask(await provider().accessToken(sub))).toBe(401);
      provider().people.set(sub, { email: boss.email, email_verified: true });
      expect(await me(await provider().accessToken(sub))).toMatchObject({ id: boss.id });
    });
  });
});

describe("the provider's keys", () => {
  it("are asked for again when a token names a new one, but not for every name that somebody invents", async () => {
    await ask(await provider().accessToken(somebody()));
    const asked = (): number => provider().asked.filter((path) => path === KEYS).length;
    const before = asked();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 15_000 });
    const forged = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        provider().sign({ sub: "x", aud: AUDIENCE, exp: now() + 60 }, { kid: `invented-${index}` }),
      ),
    );
    for (const token of forged) {
      expect(await ask(token)).toBe(401);
    }
    expect(asked() - before).toBe(1);
    await provider().rotateKeys("second");
    vi.setSystemTime(Date.now() + 15_000);
    const sub = somebody();
    expect(await ask(await provider().accessToken(sub))).toBe(200);
    expect(asked() - before).toBe(2);
  });

  it("that were changed leave former ones without a signature that counts", async () => {
    const old = await provider().accessToken(somebody());
    await provider().rotateKeys("third");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    expect(await ask(await provider().accessToken(somebody()))).toBe(200);
    expect(await ask(old)).toBe(401);
  });

  it("cannot be had while the provider is away: 503, in bounded time, while known tokens and local ones go on", async () => {
    const known = await provider().accessToken(somebody());
    expect(await ask(known)).toBe(200);
    const fresh = await provider().sign(
      { sub: somebody(), aud: AUDIENCE, exp: now() + 300 },
      { kid: "not-known-yet" },
    );
    provider().isSilent = true;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 180_000 });
    const began = performance.now();
    const slow = Promise.all([ask(fresh), ask(fresh), ask(fresh)]);
    expect(await ask(known)).toBe(200);
    expect(await slow).toEqual([503, 503, 503]);
    expect(performance.now() - began).toBeLessThan(8_000);
    const again = performance.now();
    expect(await ask(fresh)).toBe(503);
    expect(performance.now() - again).toBeLessThan(1_000);
    provider().isSilent = false;
  });
});
