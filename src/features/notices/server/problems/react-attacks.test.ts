import { beforeEach, describe, expect, it } from "vitest";
import { pool } from "@/server/database/database";
import { forgetLimits, guardTries } from "@/server/rate-limits/limits";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation, makePerson, type MadeOrganisation } from "@/testing/factories";
import { afterItsTime, readNotices } from "@/testing/notices";
import { watchForProblems } from "./react";

setUpDatabase();

let organisation: MadeOrganisation;
let other: MadeOrganisation;

beforeEach(async () => {
  forgetLimits();
  await pool().query("DELETE FROM organisations");
  organisation = await makeOrganisation();
  other = await makeOrganisation({ host: "elsewhere.example" });
});

describe("failed sign-ins", () => {
  const wrong = (account: string, address: string) =>
    guardTries(
      { organisationId: organisation.id, account, address },
      async () => false,
      async () => null,
    ).catch(() => null);

  async function tryPasswords(tries: () => Promise<void>): Promise<string[]> {
    const watch = watchForProblems({ lagMilliseconds: () => 0 });
    await tries();
    await watch.stop();
    return await readNotices(organisation);
  }

  it("for one account from one address raise one notice with their number, without the password", async () => {
    const said = await tryPasswords(async () => {
      for (let count = 0; count < 12; count++) {
        await wrong("jo@example.org", "192.0.2.7");
      }
    });
    expect(said).toEqual([
      "info: 5 wrong passwords for jo@example.org from the address 192.0.2.7. The person who tries has to wait before the next one.",
    ]);
    expect(await readNotices(other)).toEqual([]);
  });

  it("for one account from many addresses become one notice of a higher level, which has to be acknowledged again", async () => {
    const admin = await makeActor(organisation, { role: "admin" });
    await tryPasswords(async () => {
      for (let count = 0; count < 5; count++) {
        await wrong("jo@example.org", "192.0.2.7");
      }
    });
    await pool().query("INSERT INTO notice_acks (notice_id, person_id) SELECT id, $1 FROM notices", [
      admin.id,
    ]);
    const said = await tryPasswords(async () => {
      for (let count = 0; count < 20; count++) {
        await wrong("jo@example.org", `198.51.100.${count}`);
      }
    });
    expect(said).toEqual([
      "warning: 20 wrong passwords for jo@example.org from several addresses. The person who tries has to wait before the next one.",
    ]);
    expect((await pool().query("SELECT 1 FROM notice_acks")).rowCount).toBe(0);
  });

  it("for many accounts from one address raise a notice about the address; very many are counted in one", async () => {
    const said = await tryPasswords(async () => {
      for (let count = 0; count < 120; count++) {
        await wrong(`person-${count}@example.org`, "203.0.113.9");
      }
    });
    expect(said).toEqual([
      "warning: 100 wrong passwords from the address 203.0.113.9 within an hour. It has to wait before it may try again, but for people who have signed in from there before. If everybody comes from this address, there is a proxy in front: set TRUST_PROXY.",
    ]);
    forgetLimits();
    const many = await tryPasswords(async () => {
      for (let count = 0; count < 23 * 5; count++) {
        await wrong(`somebody-${count % 23}@example.org`, `203.0.113.${count % 23}`);
      }
    });
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toBe("info: Wrong passwords for 4 more accounts or addresses within the hour.");
  });

  it("raise another notice after the hour, and one by name for a password change", async () => {
    const person = await makePerson(organisation, { name: "Jo Field" });
    const tryIt = async (): Promise<void> => {
      for (let count = 0; count < 6; count++) {
        await wrong(person.id, "192.0.2.7");
      }
    };
    await tryPasswords(tryIt);
    await afterItsTime();
    forgetLimits();
    const said = await tryPasswords(tryIt);
    expect(said).toEqual([
      `(${said[1] ?? ""})`,
      expect.stringContaining("5 wrong passwords for Jo Field from"),
    ]);
  });
});
