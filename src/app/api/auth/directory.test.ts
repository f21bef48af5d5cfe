import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { POST as reauthenticate } from "@/app/api/me/reauthenticate/route";
import { POST as postToken } from "@/app/api/token/route";
import { forgetAwayDirectories } from "@/features/directories/server/write-sign-in";
import { writeSealedSettings } from "@/server/secrets/sealed-settings";
import { pool } from "@/server/database/database";
import { eventsAbout, PASSWORD, setUpAccounts } from "@/testing/accounts";
import { CookieJar, signIn } from "@/testing/http/browser-jar";
import { callRoute } from "@/testing/http/requests";
import { makeSession } from "@/testing/factories";
import { BASE_DN, personLdif, startDirectory, type DirectoryServer } from "@/testing/processes/directory";
import type { DirectorySettings } from "@/features/directories/schema";

const accounts = setUpAccounts();
const THEIRS = "a password of the directory";
const GROUP = `cn=it-staff,ou=groups,${BASE_DN}`;

let server: DirectoryServer;
beforeAll(async () => {
  server = await startDirectory(
    `${["jo", "rival", "kim", "lee", "max", "nomail", "owner", "gone"]
      .map((uid) =>
        personLdif(uid, { password: THEIRS, ...(uid === "nomail" ? {} : { mail: `${uid}@dir.example` }) }),
      )
      .join("")}dn: ${GROUP}\nobjectClass: posixGroup\ncn: it-staff\ngidNumber: 5000\nmemberUid: kim\n`,
  );
});
afterAll(() => server.stop());
beforeEach(async () => {
  forgetAwayDirectories();
  await useDirectory();
});

const useDirectory = (given: Partial<DirectorySettings> = {}) =>
  writeSealedSettings(pool(), accounts.organisation.id, "ldap", server.settings(given));
const come = async (email: string, password: string, jar = new CookieJar()) => {
  const answer = await signIn(jar, email, password);
  return {
    status: answer.status,
    error: new URL(JSON.parse(await answer.text()).url).searchParams.get("error"),
  };
};
const token = (email: string, password: string) =>
  callRoute(postToken, { method: "POST", body: { email, password } });
const people = async (email: string) =>
  (
    await pool().query<{ id: string; role: string; confirmed: boolean }>(
      "SELECT id, role, email_confirmed_at IS NOT NULL AS confirmed FROM people WHERE email = $1",
      [email],
    )
  ).rows;
const FINE = { status: 200, error: null };

it("somebody of the directory comes in by name or address, at the form and for a token, as one person with a proven address", async () => {
  expect(await come("jo", THEIRS)).toEqual(FINE);
  expect(await come("JO@dir.example", THEIRS)).toEqual(FINE);
  expect((await token("jo", THEIRS)).status).toBe(200);
  expect(await people("jo@dir.example")).toMatchObject([{ role: "user", confirmed: true }]);
  expect(await come("jo", "another")).toEqual({ status: 401, error: "CredentialsSignin" });
  expect((await token("somebody", THEIRS)).body).toMatchObject({ code: "invalid_credentials" });
});

it("somebody without an address comes in by name, and shows their password again later", async () => {
  expect(await come("nomail", THEIRS)).toEqual(FINE);
  const { rows } = await pool().query("SELECT id, name, email, role FROM people WHERE name = 'nomail'");
  expect(rows).toMatchObject([{ email: null }]);
  const actor = await makeSession({ ...rows[0], organisationId: accounts.organisation.id });
  const show = (password: string) =>
    callRoute(reauthenticate, { method: "POST", as: actor, body: { password } });
  expect((await show(THEIRS)).status).toBe(204);
  expect((await show("another")).status).toBe(422);
});

it("groups give the role at each sign-in, and the same event as an admin's change ends open sockets", async () => {
  await useDirectory({ roleMap: "it-staff=agent" });
  expect(await come("kim", THEIRS)).toEqual(FINE);
  const [kim] = await people("kim@dir.example");
  expect(kim?.role).toBe("agent");
  await useDirectory({ roleMap: `${GROUP}=viewer` });
  expect(await come("kim", THEIRS)).toEqual(FINE);
  expect((await people("kim@dir.example"))[0]?.role).toBe("viewer");
  expect(await eventsAbout(kim?.id ?? "")).toContainEqual(["person:changed", "role"]);
});

it("who owns an address here is not given to somebody of the directory, unless an admin has said that it may be believed", async () => {
  const owner = await accounts.makePerson({ email: "rival@dir.example" });
  expect(await come("rival", THEIRS)).toEqual(FINE);
  expect(await people(owner.email)).toMatchObject([{ id: owner.id }]);
  const { rows } = await pool().query("SELECT email FROM people WHERE name = 'rival'");
  expect(rows).toEqual([{ email: null }]);
});

it("who owns an address here stays the same person where addresses are believed, keeps their password, and comes in by either", async () => {
  await useDirectory({ linkByAddress: true });
  const owner = await accounts.makePerson({ email: "owner@dir.example" });
  expect(await come("owner", THEIRS)).toEqual(FINE);
  expect(await come(owner.email, PASSWORD)).toEqual(FINE);
  expect(await people(owner.email)).toMatchObject([{ id: owner.id }]);
});

it("disabled people stay out, whatever the directory says", async () => {
  expect(await come("gone", THEIRS)).toEqual(FINE);
  await pool().query("UPDATE people SET disabled_at = now() WHERE email = 'gone@dir.example'");
  expect(await come("gone", THEIRS)).toEqual({ status: 401, error: "CredentialsSignin" });
});

it("a directory that is away says so and keeps nobody out who has a password here; guesses at that count all the same", async () => {
  const person = await accounts.makePerson();
  await server.kill();
  try {
    expect(await come("lee", THEIRS)).toEqual({ status: 503, error: "DirectoryAway" });
    expect(await come(person.email, PASSWORD)).toEqual(FINE);
    const answer = await token("max", THEIRS);
    expect([answer.status, answer.body]).toMatchObject([503, { code: "directory_unavailable" }]);
    for (let tries = 0; tries < 4; tries += 1) {
      expect((await token("max", THEIRS)).status).toBe(503);
    }
    expect((await token("max", THEIRS)).status).toBe(429);
  } finally {
    await server.start();
  }
});

it("a directory that hangs makes one person wait, and not the next as well", async () => {
  server.pause();
  try {
    expect((await token("jo", THEIRS)).status).toBe(503);
    const began = performance.now();
    expect((await token("kim", THEIRS)).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(2_000);
  } finally {
    server.resume();
  }
});

it("wrong passwords of the directory count as ours do", async () => {
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await token("lee", "a guess")).status).toBe(401);
  }
  expect((await token("lee", THEIRS)).status).toBe(429);
});

it("a second factor is asked of people of the directory, too", async () => {
  expect(await come("max", THEIRS)).toEqual(FINE);
  await pool().query(
    `INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at)
     SELECT id, organisation_id, 'sealed', now() FROM people WHERE email = 'max@dir.example'`,
  );
  expect(await come("max", THEIRS)).toEqual({ status: 401, error: "TotpRequired" });
  expect(await come("max", "a guess")).toEqual({ status: 401, error: "CredentialsSignin" });
});

it("settings that cannot be opened keep the directory's people out, and nobody else", async () => {
  const person = await accounts.makePerson();
  await pool().query("UPDATE sealed_settings SET sealed = '1.none.AAAA'");
  expect(await come("lee", THEIRS)).toEqual({ status: 503, error: "DirectoryAway" });
  expect(await come(person.email, PASSWORD)).toEqual(FINE);
});

it("a name that nobody has takes as long to be refused as a wrong password", async () => {
  const spent = async (login: string): Promise<number> => {
    const began = performance.now();
    expect((await token(login, "a guess")).status).toBe(401);
    return performance.now() - began;
  };
  const known = [await spent("kim"), await spent("gone"), await spent("owner")];
  const unknown = [await spent("nobody-1"), await spent("nobody-2"), await spent("nobody-3")];
  const middle = (times: number[]): number => times.sort((one, other) => one - other)[1] ?? 0;
  expect(Math.abs(middle(known) - middle(unknown))).toBeLessThan(200);
});
