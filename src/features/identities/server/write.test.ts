import { beforeEach, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { eventsAbout, setUpAccounts } from "@/testing/accounts";
import { makeSession } from "@/testing/factories";
import { findByLogin, type Identity } from "./read";
import { admitIdentity } from "./write";

const accounts = setUpAccounts();
let made = 0;

const identityOf = (given: Partial<Identity> = {}): Identity => ({
  issuer: "ldap:dc=example,dc=org",
  subject: `subject-${++made}`,
  by: "directory",
  login: null,
  name: "Jo Doe",
  email: null,
  linkByAddress: true,
  role: null,
  createPeople: true,
  address: "192.0.2.1",
  ...given,
});
const admit = (given: Identity) => admitIdentity(accounts.organisation.id, given);
const auditOf = async (personId: string): Promise<unknown[]> =>
  (
    await pool().query<{ action: string }>(
      "SELECT action FROM audit_entries WHERE subject_id = $1 ORDER BY id",
      [personId],
    )
  ).rows.map((row) => row.action);

beforeEach(() => pool().query("UPDATE people SET role = 'user' WHERE role = 'admin'"));

it("somebody unknown is created once, also when they come in twice at the same moment, and is found again by their subject", async () => {
  const identity = identityOf({ email: "new@example.org", role: "agent", login: "New" });
  const [one, two] = await Promise.all([admit(identity), admit(identity)]);
  expect(one).toMatchObject({ name: "Jo Doe", email: "new@example.org", role: "agent" });
  expect(two?.id).toBe(one?.id);
  expect((await admit({ ...identity, email: "other@example.org", name: "Another" }))?.id).toBe(one?.id);
  expect(await auditOf(one?.id ?? "")).toEqual(["person.created", "person.changed"]);
  expect(await findByLogin(accounts.organisation.id, "NEW")).toEqual([one?.id]);
});

it("nobody is created where that is not wanted", async () => {
  expect(await admit(identityOf({ email: "unknown@example.org", createPeople: false }))).toBeNull();
});

it("an address makes them its owner here, once: who has it in the directory later is somebody else", async () => {
  const owner = await accounts.makePerson();
  const first = await admit(identityOf({ email: owner.email }));
  expect(first?.id).toBe(owner.id);
  expect(await auditOf(owner.id)).toEqual(["person.identity_linked", "person.changed"]);
  const later = await admit(identityOf({ email: owner.email }));
  expect(later?.id).not.toBe(owner.id);
  expect(later?.email).toBeNull();
});

it("an address links nobody where it is not believed, nor by a directory anybody who comes in otherwise already", async () => {
  const owner = await accounts.makePerson();
  const apart = await admit(identityOf({ email: owner.email, linkByAddress: false }));
  expect(apart).toMatchObject({ email: null });
  expect(apart?.id).not.toBe(owner.id);
  const provided = await accounts.makePerson();
  const theirs = identityOf({ issuer: "https://login.example", by: "provider", email: provided.email });
  expect((await admit(theirs))?.id).toBe(provided.id);
  expect((await admit(identityOf({ email: provided.email })))?.id).not.toBe(provided.id);
});

it("who registered with an address that nobody proved does not get the account of the person who has it", async () => {
  const claimant = await accounts.makePerson();
  await pool().query("UPDATE people SET email_confirmed_at = NULL WHERE id = $1", [claimant.id]);
  const person = await admit(identityOf({ email: claimant.email }));
  expect(person?.id).not.toBe(claimant.id);
  expect(person?.email).toBe(claimant.email);
});

it("a guest of that address becomes a user, and the links that opened their tickets end", async () => {
  const guest = await accounts.makePerson({ role: "guest" });
  await makeSession(guest, { kind: "guest" });
  expect(await admit(identityOf({ email: guest.email }))).toMatchObject({ id: guest.id, role: "user" });
  const { rows } = await pool().query("SELECT 1 FROM sessions WHERE person_id = $1 AND ended_at IS NULL", [
    guest.id,
  ]);
  expect(rows).toEqual([]);
});

it("people who are disabled or of the demo stay out, and demo people are linked to nobody", async () => {
  const disabled = await accounts.makePerson({ isDisabled: true });
  expect(await admit(identityOf({ email: disabled.email }))).toBeNull();
  const identity = identityOf({ email: "later-disabled@example.org" });
  const person = await admit(identity);
  await pool().query("UPDATE people SET disabled_at = now() WHERE id = $1", [person?.id]);
  expect(await admit(identity)).toBeNull();
});

it("a role follows what the identity says, as the same event as an admin's change, and stays where nothing is said", async () => {
  const identity = identityOf({ role: "agent" });
  const person = await admit(identity);
  expect((await admit({ ...identity, role: "user" }))?.role).toBe("user");
  expect((await admit({ ...identity, role: null }))?.role).toBe("user");
  expect(await eventsAbout(person?.id ?? "")).toEqual([["person:changed", "role"]]);
  expect(await auditOf(person?.id ?? "")).toEqual(["person.created", "person.changed"]);
});

it("the last admin stays one, and so does the last who has a password here", async () => {
  const identity = identityOf({ role: "admin" });
  const alone = await admit(identity);
  expect((await admit({ ...identity, role: "user" }))?.role).toBe("admin");
  const owner = await accounts.makePerson({ role: "admin" });
  const linked = identityOf({ email: owner.email, role: "user" });
  expect((await admit(linked))?.role).toBe("admin");
  expect((await admit({ ...identity, role: "user" }))?.role).toBe("user");
  await accounts.makePerson({ role: "admin" });
  expect((await admit(linked))?.role).toBe("user");
  expect(await eventsAbout(alone?.id ?? "")).toHaveLength(1);
});
