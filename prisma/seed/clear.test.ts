import { beforeAll, describe, expect, it } from "vitest";
import { hasActiveAdmin } from "@/features/users/server/write-admins";
import { prepareFirstRun } from "@/features/users/server/write-first-run";
import { pool } from "@/server/database/database";
import { storage } from "@/server/storage/storage";
import { mintOrganisationId } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, makePerson, makeSession } from "@/testing/factories";
import { clearDemo, countDemo } from "./clear";
import { seedDemo } from "./load/load";

const NOW = new Date("2026-11-20T15:30:00Z");

setUpDatabase();

describe("leaving the demo", () => {
  let keys: string[] = [];
  let demoPersonId = "";

  beforeAll(async () => {
    await seedDemo(NOW);
    const organisation = await firstOrganisation();
    const { rows: people } = await pool().query<{ id: string }>(
      "SELECT id FROM people WHERE email LIKE 'tomas.agent@%'",
    );
    demoPersonId = people[0]?.id ?? "";
    await makeSession({
      id: demoPersonId,
      organisationId: organisation,
      role: "agent",
      name: "Tomás Ferreira",
      email: "",
    });
    await makePerson({ id: organisation }, { name: "Somebody real", email: "real@example.org" });
    const other = await makeOrganisation({ name: "Another", host: "other.example.org" });
    await makePerson(other, { name: "Somebody else" });
    const { rows } = await pool().query<{ key: string }>(
      "SELECT unnest(ARRAY[storage_key, thumbnail_key]) AS key FROM attachments",
    );
    keys = rows.map(({ key }) => key).filter((key) => key !== null);
    expect(await countDemo()).toMatchObject({ tickets: 800, people: 72, kept: 1 });
    await clearDemo();
  });

  it("removes tickets, people, sessions and everything that hung on them", async () => {
    for (const table of [
      "tickets",
      "comments",
      "attachments",
      "search_parts",
      "reads",
      "watchers",
      "notifications",
      "teams",
      "tags",
      "sessions",
    ]) {
      const { rows } = await pool().query<{ left: string }>(`SELECT count(*) AS left FROM ${table}`);
      expect(rows[0]?.left, table).toBe("0");
    }
  });

  it("removes the files from the disk", async () => {
    expect(keys.length).toBeGreaterThan(100);
    for (const key of keys) {
      await expect(storage().sizeOf(key)).rejects.toMatchObject({ code: "not_found" });
    }
  });

  it("tells open sockets of the demo's people that their session is over", async () => {
    const { rows } = await pool().query<{ subject_id: string }>(
      "SELECT subject_id FROM events WHERE type = 'session:ended'",
    );
    expect(rows).toEqual([{ subject_id: demoPersonId }]);
  });

  it("keeps people who are no demo, and other organisations", async () => {
    const { rows } = await pool().query<{ name: string }>("SELECT name FROM people ORDER BY name");
    expect(rows.map(({ name }) => name)).toEqual(["Somebody else", "Somebody real"]);
  });

  it("leaves a usable organisation, numbered from one, whose first admin can be made", async () => {
    const organisation = await firstOrganisation();
    const { rows } = await pool().query(
      `SELECT o.name, o.is_demo, c.last_number, (SELECT count(*)::int FROM categories k WHERE k.organisation_id = o.id) AS categories
       FROM organisations o JOIN ticket_counters c ON c.organisation_id = o.id WHERE o.id = $1`,
      [organisation],
    );
    expect(rows).toEqual([{ name: "Help desk", is_demo: false, last_number: 0, categories: 6 }]);
    expect(await hasActiveAdmin(pool(), organisation)).toBe(false);
    expect(await prepareFirstRun()).not.toBeNull();
  });

  it("is for good: the next start does not fill it again", async () => {
    await seedDemo(NOW);
    const { rows } = await pool().query<{ count: string }>("SELECT count(*) FROM tickets");
    expect(rows[0]?.count).toBe("0");
    expect(await countDemo()).toBeNull();
  });
});

async function firstOrganisation() {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM organisations WHERE host IS NULL ORDER BY created_at LIMIT 1",
  );
  return mintOrganisationId(rows[0]?.id ?? "");
}
