import { beforeAll, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { hashPassword, matchesPassword } from "@/server/sign-in/passwords";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, makePerson, makeSession, type MadeOrganisation } from "@/testing/factories";
import {
  createAtConsole,
  removeSecondFactorAtConsole,
  resetPasswordAtConsole,
  setDisabledAtConsole,
} from "./write-console";

setUpDatabase();

let organisation: MadeOrganisation;

beforeAll(async () => {
  organisation = await makeOrganisation();
});

describe("people, managed at the console", () => {
  it("a new password ends every session by an event, as running servers must learn of it", async () => {
    const person = await makePerson(organisation, { email: "locked-out@example.org" });
    await makeSession(person);
    await makeSession(person);
    const done = await resetPasswordAtConsole(
      organisation.id,
      "Locked-Out@example.org",
      "a brand new password",
    );
    expect(done.endedSessions).toBe(2);
    const { rows } = await pool().query("SELECT data FROM events WHERE type = 'session:ended'");
    expect(rows).toEqual([
      { data: { personId: person.id, sessionId: null, exceptSessionId: null, reason: "password_changed" } },
    ]);
    const { rows: kept } = await pool().query<{ password_hash: string }>(
      "SELECT password_hash FROM people WHERE id = $1",
      [person.id],
    );
    expect(await matchesPassword(kept[0]?.password_hash ?? null, "a brand new password")).toBe(true);
  });

  it("disables anybody except the last admin, and enables again", async () => {
    const passwordHash = await hashPassword("correct horse battery");
    const admin = await makePerson(organisation, { role: "admin", passwordHash });
    await expect(setDisabledAtConsole(organisation.id, admin.email, true)).rejects.toMatchObject({
      code: "last_admin",
    });
    await createAtConsole(organisation.id, {
      email: "second@example.org",
      name: "Second",
      role: "admin",
      password: "correct horse battery",
    });
    await setDisabledAtConsole(organisation.id, admin.email, true);
    await expect(setDisabledAtConsole(organisation.id, "second@example.org", true)).rejects.toMatchObject({
      code: "last_admin",
    });
    await setDisabledAtConsole(organisation.id, admin.email, false);
    const { rows } = await pool().query(
      "SELECT action FROM audit_entries WHERE actor_id IS NULL ORDER BY id",
    );
    expect(rows.map((row) => row.action)).toEqual([
      "person.password_reset",
      "person.created",
      "person.disabled",
      "person.enabled",
    ]);
  });

  it("says when nobody has that e-mail", async () => {
    await expect(
      resetPasswordAtConsole(organisation.id, "nobody@example.org", "a brand new password"),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("a second factor that was lost is taken away, which its owner hears of, once", async () => {
    const person = await makePerson(organisation, { email: "lost-phone@example.org" });
    await pool().query(
      "INSERT INTO totp_factors (person_id, organisation_id, secret, confirmed_at) VALUES ($1, $2, 'x', now())",
      [person.id, organisation.id],
    );
    const remove = () => removeSecondFactorAtConsole(organisation.id, "Lost-Phone@example.org");
    expect(await remove()).toEqual({ name: person.name, wasOn: true });
    expect(await remove()).toEqual({ name: person.name, wasOn: false });
    const { rows } = await pool().query(
      "SELECT type, actor_id, data FROM events WHERE subject_id = $1 ORDER BY at",
      [person.id],
    );
    const data = { personId: person.id, change: "second_factor_off", sessionId: null };
    expect(rows).toEqual([{ type: "account:changed", actor_id: null, data }]);
  });
});
