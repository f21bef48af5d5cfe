import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { setUpProviderDesk } from "@/testing/providers/setup";
import { until } from "@/testing/wait";

const { desk, provider, browser, withSettings } = setUpProviderDesk();
let organisation: MadeOrganisation;
let count = 0;

beforeAll(async () => {
  organisation = await makeOrganisation();
  await makePerson(organisation, { role: "admin", passwordHash: "not a hash" });
});

/** Somebody at the provider who has not been here yet, and who signs in there next. */
function somebody(claims: Record<string, unknown> = {}): { sub: string; email: string } {
  const sub = `subject-${++count}`;
  const email = `${sub}@example.org`;
  provider().people.set(sub, { name: `Somebody ${count}`, email, email_verified: true, ...claims });
  provider().signsIn = sub;
  return { sub, email };
}

async function personOf(sub: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await pool().query(
    "SELECT p.id, p.role, p.name, p.email FROM identities i JOIN people p ON p.id = i.person_id WHERE i.issuer = $1 AND i.subject = $2",
    [provider().issuer, sub],
  );
  return rows[0];
}

const problemOf = (at: URL): string => `${at.pathname} ${at.searchParams.get("error")}`;

describe("a sign-in by the provider", () => {
  it("makes an account with the name, the verified address and the role that it gives", async () => {
    const { sub, email } = somebody({ name: "Pat Doe", roles: ["others", "it-staff"] });
    const here = browser();
    expect((await here.signIn("?callbackUrl=%2Ftickets%2F7")).pathname).toBe("/tickets/7");
    expect(await here.me()).toMatchObject({ name: "Pat Doe", role: "agent", email });
    expect(await personOf(sub)).toMatchObject({ name: "Pat Doe", role: "agent", email });
  });

  it("is the same person the next time, by the name and the role of that day, in a session of its own", async () => {
    const { sub } = somebody({ name: "Maiden Name", roles: ["it-admins"] });
    const here = browser();
    await here.signIn();
    const first = here.copy();
    const before = await personOf(sub);
    provider().people.set(sub, { name: "Married Name", roles: ["auditors"] });
    await here.signIn("?fresh=1");
    expect(await personOf(sub)).toEqual({ ...before, name: "Married Name", role: "viewer" });
    // The former cookie is of a session that is over.
    expect(await first.me()).toBeNull();
    expect(await here.me()).toMatchObject({ role: "viewer" });
  });

  it("finds the account that owns the verified address, and keeps its password", async () => {
    const person = await makePerson(organisation, {
      role: "user",
      passwordHash: "kept",
      email: "owner@example.org",
    });
    const { sub } = somebody({ email: "Owner@Example.org" });
    await browser().signIn();
    expect(await personOf(sub)).toMatchObject({ id: person.id });
    const { rows } = await pool().query("SELECT password_hash FROM people WHERE id = $1", [person.id]);
    expect(rows).toEqual([{ password_hash: "kept" }]);
  });

  it("never finds an account by an address that the provider does not vouch for", async () => {
    const person = await makePerson(organisation, { role: "admin", email: "boss@example.org" });
    for (const email_verified of [false, undefined, "no"]) {
      const { sub } = somebody({ email: "boss@example.org", email_verified });
      await browser().signIn();
      const made = await personOf(sub);
      expect(made).toMatchObject({ email: null, role: "user" });
      expect(made?.["id"]).not.toBe(person.id);
    }
  });

  it("never finds an account that only claims the address", async () => {
    const claimant = await makePerson(organisation, {
      email: "claimed@example.org",
      passwordHash: "known to the thief",
    });
    await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claimant.id]);
    const { sub } = somebody({ email: "claimed@example.org" });
    await browser().signIn();
    const made = await personOf(sub);
    expect(made).toMatchObject({ email: "claimed@example.org" });
    expect(made?.["id"]).not.toBe(claimant.id);
  });

  it("does not let in who is disabled here, nor who is unknown where nobody is to be created", async () => {
    const { sub } = somebody();
    await browser().signIn();
    await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [
      (await personOf(sub))?.["id"],
    ]);
    const here = browser();
    expect(problemOf(await here.signIn())).toBe("/sign-in ProviderDisabled");
    expect(await here.me()).toBeNull();
    const stranger = somebody();
    await withSettings({ OIDC_CREATE_PEOPLE: "0" }, async () => {
      expect(problemOf(await browser().signIn())).toBe("/sign-in ProviderUnknown");
    });
    expect(await personOf(stranger.sub)).toBeUndefined();
  });

  it("counts as a proof of who it is from when the provider asked, not from when it knew", async () => {
    somebody({ roles: ["it-admins"] });
    const here = browser();
    await here.signIn();
    const end = () =>
      here.ask(`${desk.url()}/api/me/sessions`, {
        method: "DELETE",
        headers: { origin: "http://localhost:3003" },
      });
    expect((await end()).status).toBe(204);
    await pool().query("UPDATE sessions SET proven_at = now() - interval '2 hours' WHERE subject = $1", [
      provider().signsIn,
    ]);
    expect((await end()).status).toBe(403);
    await here.signIn("?fresh=1");
    expect((await end()).status).toBe(204);
  });

  it.each(["https://evil.example/", "//evil.example", "/api/me"])(
    "leads to no other page by %j",
    async (wish) => {
      somebody();
      expect((await browser().signIn(`?callbackUrl=${encodeURIComponent(wish)}`)).href).toBe(
        "http://localhost:3003/",
      );
    },
  );
});

describe("a role that is lost at the provider", () => {
  it("is lost here with the next sign-in: sockets are closed within two seconds, and come back with less", async () => {
    const { sub } = somebody({ roles: ["it-staff"] });
    const here = browser();
    await here.signIn();
    const client = await desk.connect({ ...(await actorOf(sub)), role: "agent" });
    provider().people.set(sub, { roles: [] });
    const began = performance.now();
    await browser().signIn();
    await until("the socket receives it", () => client.received("session:changed") !== undefined, 2_000);
    await until("it is back with less", () => client.connections.length === 2 && client.isIdle());
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(await here.me()).toMatchObject({ role: "user" });
  });

  it("leaves the last admin an admin", async () => {
    const { sub } = somebody({ roles: ["it-admins"] });
    await browser().signIn();
    await pool().query("UPDATE people SET role = 'user' WHERE role = 'admin' AND id <> $1", [
      (await personOf(sub))?.["id"],
    ]);
    provider().people.set(sub, { roles: [] });
    await browser().signIn();
    expect(await personOf(sub)).toMatchObject({ role: "admin" });
  });
});

describe("a sign-in that did not begin here", () => {
  /** A sign-in up to the point where the provider sends the browser back. */
  async function untilReturn(here = browser()): Promise<{ here: ReturnType<typeof browser>; back: string }> {
    somebody();
    let at = `${desk.url()}/api/auth/oidc/start`;
    while (!at.includes("/api/auth/callback/oidc")) {
      at = new URL((await here.ask(at)).headers.get("location") ?? "", at).href;
    }
    return { here, back: at };
  }

  it("counts in the browser alone that began it", async () => {
    const { back } = await untilReturn();
    const other = browser();
    expect(problemOf(await other.follow(back))).toBe("/sign-in ProviderExpired");
    await untilReturn(other);
    expect(problemOf(await other.follow(back))).toBe("/sign-in ProviderExpired");
    expect(await other.me()).toBeNull();
  });

  it("counts once: neither the state nor the code comes in a second time", async () => {
    const { here, back } = await untilReturn();
    const copy = here.copy();
    expect((await here.follow(back)).pathname).toBe("/");
    expect(problemOf(await here.follow(back))).toBe("/sign-in ProviderExpired");
    expect(problemOf(await copy.follow(back))).toBe("/sign-in ProviderInvalid");
    expect(await copy.me()).toBeNull();
  });

  it.each([
    ["iss", "https://evil.example", "ProviderInvalid"],
    ["iss", null, "ProviderInvalid"],
    ["state", "guessed", "ProviderExpired"],
    ["code", "guessed", "ProviderInvalid"],
    ["code", null, "ProviderDenied"],
  ])("is refused with another %s: %s", async (name, value, problem) => {
    const { here, back } = await untilReturn();
    const address = new URL(back);
    address.searchParams.delete(name);
    if (value !== null) {
      address.searchParams.set(name, value);
    }
    expect(problemOf(await here.follow(address.href))).toBe(`/sign-in ${problem}`);
    expect(await here.me()).toBeNull();
  });

  it("is refused with a cookie that is not of its state's browser, also when it comes twice", async () => {
    const { here, back } = await untilReturn();
    const cookie = `${here.cookies()}; ${here.cookies()}`;
    const address = back.replace("http://localhost:3003", desk.url());
    const response = await fetch(address, { headers: { cookie }, redirect: "manual" });
    expect(problemOf(new URL(response.headers.get("location") ?? ""))).toBe("/sign-in ProviderExpired");
  });
});

async function actorOf(sub: string) {
  const { rows } = await pool().query<{ id: string; person_id: string; name: string }>(
    "SELECT s.id, s.person_id, p.name FROM sessions s JOIN people p ON p.id = s.person_id WHERE s.subject = $1 AND s.ended_at IS NULL",
    [sub],
  );
  const [row] = rows;
  if (!row) {
    throw new Error(`${sub} has no session`);
  }
  return {
    id: row.person_id,
    organisationId: organisation.id,
    role: "user" as const,
    name: row.name,
    teamIds: [],
    sessionId: row.id,
    guestTicketId: null,
  };
}
