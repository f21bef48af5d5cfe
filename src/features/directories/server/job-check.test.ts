import { Attribute, Change } from "ldapts";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { admitIdentity } from "@/features/identities/server/write";
import { noticeOutages } from "@/features/notices/server/problems/react-outages";
import { resolveSession } from "@/server/api/actor";
import { pool } from "@/server/database/database";
import { writeSealedSettings } from "@/server/secrets/sealed-settings";
import type { Actor } from "@/shared/roles";
import type { DirectorySettings } from "@/features/directories/schema";
import { eventsAbout, setUpAccounts } from "@/testing/accounts";
import { makeSession } from "@/testing/factories";
import { cookieOf } from "@/testing/http/requests";
import { BASE_DN, personLdif, startDirectory, type DirectoryServer } from "@/testing/processes/directory";
import { checkDirectories } from "./job-check";
import { findBySubjects } from "./read-people";
import { findInDirectory } from "./read-person";
import { issuerOf } from "./read-settings";

const accounts = setUpAccounts();
const STAFF = `cn=staff,ou=groups,${BASE_DN}`;
const MEMBERS = ["leaver", "loser", "expired", "stays"];
const MANY = Array.from({ length: 12 }, (_, index) => `many-${index}`);
const dnOf = (uid: string): string => `uid=${uid},ou=people,${BASE_DN}`;

let server: DirectoryServer;
beforeAll(async () => {
  server = await startDirectory(
    `${[...MEMBERS, ...MANY].map((uid) => personLdif(uid, { password: "x", mail: `${uid}@dir.example`, more: "objectClass: shadowAccount" })).join("")}dn: ${STAFF}
objectClass: groupOfNames
cn: staff
member: ${dnOf("nobody")}
`,
  );
  // Only a running directory notes groups in the entries of their members.
  await change(STAFF, "add", "member", MEMBERS.map(dnOf));
});
afterAll(() => server.stop());
beforeEach(async () => {
  await pool().query("DELETE FROM outages");
  await pool().query("UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL");
  await useDirectory();
});

const useDirectory = (given: Partial<DirectorySettings> = {}) =>
  writeSealedSettings(pool(), accounts.organisation.id, "ldap", server.settings(given));

/** Somebody of the directory who has signed in by it, with a session. */
async function come(uid: string, given: Partial<DirectorySettings> = {}): Promise<Actor> {
  const settings = server.settings(given);
  const found = await findInDirectory(settings, { login: uid, password: null });
  const person =
    found &&
    (await admitIdentity(accounts.organisation.id, {
      issuer: issuerOf(settings),
      subject: found.subject,
      by: "directory",
      login: uid,
      name: found.name,
      email: found.email,
      linkByAddress: false,
      role: found.role,
      createPeople: true,
      address: "192.0.2.1",
    }));
  if (!person) {
    throw new Error(`${uid} did not come in`);
  }
  return await makeSession({ ...person, email: person.email ?? "" });
}

const change = (dn: string, operation: "add" | "delete" | "replace", type: string, values: string[]) =>
  server.change((client) =>
    client.modify(dn, new Change({ operation, modification: new Attribute({ type, values }) })),
  );
const isIn = async (actor: Actor): Promise<boolean> =>
  (await resolveSession({ cookie: await cookieOf(actor), bearer: null, host: "localhost:3003" })) !== null;
const kinds = async (): Promise<unknown[]> =>
  (
    await pool().query<{ kind: string }>(
      "SELECT kind FROM notices WHERE organisation_id = $1 AND dedupe_key IS NOT NULL ORDER BY kind",
      [accounts.organisation.id],
    )
  ).rows.map(({ kind }) => kind);

it("who is removed there, disabled, or out of the group that the filter wants, loses sessions and tokens here; others keep them", async () => {
  const filter = { userFilter: `(&(objectClass=person)(uid={login})(memberOf=${STAFF}))` };
  await useDirectory(filter);
  const [leaver, loser, expired, stays] = [
    await come("leaver", filter),
    await come("loser", filter),
    await come("expired", filter),
    await come("stays", filter),
  ];
  const local = await accounts.makeActor();
  expect(await checkDirectories()).toBe(0);
  await server.change((client) => client.del(dnOf("leaver")));
  await change(STAFF, "delete", "member", [dnOf("loser")]);
  await change(dnOf("expired"), "add", "shadowExpire", ["1"]);
  expect(await checkDirectories()).toBe(3);
  expect(await Promise.all([leaver, loser, expired, stays, local].map(isIn))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(await eventsAbout(leaver.id)).toContainEqual(["session:ended", "revoked"]);
  const { rows } = await pool().query(
    "SELECT subject_id FROM audit_entries WHERE action = 'person.identity_gone'",
  );
  expect(rows).toHaveLength(3);
  // A password that is kept here is not the directory's business: it is asked once, and not each time.
  const again = await makeSession({ ...leaver, email: "" });
  expect(await checkDirectories()).toBe(0);
  expect(await isIn(again)).toBe(true);
  // Back there, and signed in by it, they are asked about again.
  await change(STAFF, "add", "member", [dnOf("loser")]);
  const back = await come("loser", filter);
  await change(STAFF, "delete", "member", [dnOf("loser")]);
  expect(await checkDirectories()).toBe(1);
  expect(await isIn(back)).toBe(false);
});

it("a group that was lost is a role that is lost, and a new name is theirs here, by the events and the audit of an admin's change", async () => {
  const roles = { roleMap: `${STAFF}=agent` };
  await useDirectory(roles);
  await change(dnOf("stays"), "replace", "cn", ["Stays Before"]);
  const stays = await come("stays", roles);
  await change(STAFF, "delete", "member", [dnOf("stays")]);
  await change(dnOf("stays"), "replace", "cn", ["Stays After"]);
  expect(await checkDirectories()).toBe(1);
  const { rows } = await pool().query("SELECT name, role FROM people WHERE id = $1", [stays.id]);
  expect(rows).toEqual([{ name: "Stays After", role: "user" }]);
  expect(await eventsAbout(stays.id)).toContainEqual(["person:changed", "role"]);
  const ended = await pool().query<{ data: unknown }>(
    "SELECT data FROM audit_entries WHERE subject_id = $1 AND action = 'person.changed' ORDER BY id DESC LIMIT 2",
    [stays.id],
  );
  expect(ended.rows.map(({ data }) => data)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "Stays After", before: "Stays Before" }),
      expect.objectContaining({ role: "user", before: "agent" }),
    ]),
  );
});

it("a directory that is away takes nothing from anybody; after a while admins are notified once, until it is back", async () => {
  const stays = await come("stays");
  await server.kill();
  try {
    expect(await checkDirectories()).toBe(0);
    expect(await isIn(stays)).toBe(true);
    expect(await noticeOutages()).toBe(0);
    await pool().query("UPDATE outages SET since = now() - interval '16 minutes'");
    expect(await checkDirectories()).toBe(0);
    expect(await noticeOutages()).toBe(1);
    expect(await noticeOutages()).toBe(0);
    expect(await kinds()).toEqual(["sign_in_away"]);
  } finally {
    await server.start();
  }
  await checkDirectories();
  expect(await noticeOutages()).toBe(1);
  expect(await kinds()).toEqual([]);
  expect(await isIn(stays)).toBe(true);
});

it("settings that suddenly know nobody sign nobody out, and say so to admins", async () => {
  const people = [];
  for (const uid of MANY) {
    people.push(await come(uid));
  }
  await useDirectory({ userFilter: "(&(objectClass=device)(uid={login}))" });
  expect(await checkDirectories()).toBe(0);
  expect(await Promise.all(people.map(isIn))).not.toContain(false);
  expect(await kinds()).toEqual(["directory_doubted"]);
  await useDirectory();
  expect(await checkDirectories()).toBe(0);
  expect(await kinds()).toEqual([]);
});

it("one question finds many, by what never changes about them, whatever they type to come in", async () => {
  const subjects = await Promise.all(
    MANY.map(
      async (uid) => (await findInDirectory(server.settings(), { login: uid, password: null }))?.subject,
    ),
  );
  const known = subjects.map((subject) => subject ?? "");
  const found = await findBySubjects(server.settings(), [...known, "0".repeat(32), "no-such-subject"]);
  expect([...found.keys()].sort()).toEqual(known.sort());
});
