import type { ClientBase } from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { organisationSettingsSchema } from "@/features/organisations/schema";
import { pool } from "@/server/database/database";
import { matchesPassword } from "@/server/sign-in/passwords";
import { storage } from "@/server/storage/storage";
import { eventDataSchemas, isVersionedEvent, type EventType } from "@/shared/events";
import { setUpDatabase } from "@/testing/database";
import { makeOrganisation, makePerson } from "@/testing/factories";
import { generateDesk } from "./generate/generate";
import { seedDemo } from "./seed";
import { DEMO_ORGANISATION, DEMO_PASSWORD, DEMO_PEOPLE } from "./model/people";
import { DUE_HOURS } from "./generate/timeline";

const NOW = new Date("2026-11-20T15:30:00Z");
/** A seed takes 4 s of a machine that does nothing else, and three of them run here. */
const SEED_MILLISECONDS = 120_000;
const desk = generateDesk({ now: NOW });

setUpDatabase();

describe("an organisation that is no demo", () => {
  it("is left alone", async () => {
    const organisation = await makeOrganisation({ isDemo: false });
    await seedDemo(NOW);
    expect(await count("SELECT count(*) FROM people")).toBe(0);
    await pool().query("DELETE FROM organisations WHERE id = $1", [organisation.id]);
  });
});

describe("the demo in the database", () => {
  // As on a machine that draws the pictures for longer than transactions may be silent.
  beforeAll(async () => {
    const impatient = "SET idle_in_transaction_session_timeout = 50";
    const onConnect = (client: ClientBase) => void client.query(impatient);
    pool().on("connect", onConnect);
    await pool().query(impatient);
    await seedDemo(NOW);
    pool().off("connect", onConnect);
    await pool().query("SET idle_in_transaction_session_timeout = 10000");
  });

  it("has everything that was generated", async () => {
    const steps = desk.tickets.flatMap((ticket) => ticket.steps);
    const kinds = (kind: string) => steps.filter((step) => step.kind === kind).length;
    expect(await count("SELECT count(*) FROM tickets")).toBe(desk.tickets.length);
    expect(await count("SELECT count(*) FROM people WHERE is_demo")).toBe(desk.people.length);
    expect(await count("SELECT count(*) FROM comments")).toBe(kinds("comment"));
    expect(await count("SELECT count(*) FROM attachments")).toBe(kinds("attachment"));
    expect(await count("SELECT count(*) FROM watchers")).toBe(kinds("watch"));
    expect(
      await count(`SELECT count(*) FROM organisations WHERE is_demo AND name = '${DEMO_ORGANISATION}'`),
    ).toBe(1);
  });

  it("is not written a second time, nor over tickets that were filed in an empty demo", async () => {
    const before = await count("SELECT count(*) FROM events");
    await seedDemo(NOW);
    expect(await count("SELECT count(*) FROM events")).toBe(before);
  });

  it("counts versions without gaps, for staff and for the public", async () => {
    const wrong = await count(`
      SELECT count(*) FROM tickets t JOIN LATERAL (
        SELECT count(version) AS n, max(version) AS top, count(DISTINCT version) AS distinct_n,
          count(public_version) AS public_n, max(public_version) AS public_top, count(DISTINCT public_version) AS public_distinct
        FROM events e WHERE e.ticket_id = t.id) e ON true
      WHERE (t.version, t.version, t.version) IS DISTINCT FROM (e.n, e.top, e.distinct_n)
        OR (t.public_version, t.public_version, t.public_version) IS DISTINCT FROM (e.public_n, e.public_top, e.public_distinct)`);
    expect(wrong).toBe(0);
  });

  it("orders both countings alike, and the log by time", async () => {
    const wrong = await count(`
      SELECT count(*) FROM (
        SELECT at < lag(at) OVER w AS late, public_version < max(public_version) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS back
        FROM events WHERE version IS NOT NULL WINDOW w AS (PARTITION BY ticket_id ORDER BY version)) e WHERE late OR back`);
    expect(wrong).toBe(0);
  });

  it("shows the public only what is public", async () => {
    expect(
      await count(
        `SELECT count(*) FROM events WHERE (audience = 'public') IS DISTINCT FROM (public_version IS NOT NULL) AND version IS NOT NULL`,
      ),
    ).toBe(0);
    const wrong = await count(`
      SELECT count(*) FROM events e JOIN (SELECT id, internal FROM comments UNION ALL SELECT id, internal FROM attachments) s ON s.id = e.subject_id
      WHERE (e.audience = 'staff') <> s.internal OR (e.data->>'internal')::boolean <> s.internal`);
    expect(wrong).toBe(0);
    const betrayed = await count(`
      SELECT count(*) FROM events e JOIN tickets t ON t.id = e.ticket_id JOIN teams m ON m.id = t.team_id
      WHERE m.is_private AND (e.data->'publicChanges' ? 'team' OR e.data->'publicChanges' ? 'tags')`);
    expect(betrayed).toBe(0);
  });

  it("keeps counts, times and status as the rows and the log say", async () => {
    const wrong = await count(`
      SELECT count(*) FROM tickets t
      LEFT JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE NOT internal) AS p FROM comments c WHERE c.ticket_id = t.id) c ON true
      LEFT JOIN LATERAL (SELECT count(*) AS n, count(*) FILTER (WHERE NOT internal) AS p FROM attachments a WHERE a.ticket_id = t.id) a ON true
      LEFT JOIN LATERAL (SELECT max(at) FILTER (WHERE version IS NOT NULL) AS last, max(at) FILTER (WHERE public_version IS NOT NULL) AS public_last
        FROM events e WHERE e.ticket_id = t.id) e ON true
      LEFT JOIN LATERAL (SELECT min(c.created_at) AS at FROM comments c JOIN people p ON p.id = c.author_id
        WHERE c.ticket_id = t.id AND NOT c.internal AND p.role IN ('agent', 'admin') AND c.author_id <> t.requester_id) f ON true
      LEFT JOIN LATERAL (SELECT data->'changes'->'status'->>'to' AS status FROM events e
        WHERE e.ticket_id = t.id AND e.data->'changes' ? 'status' ORDER BY version DESC LIMIT 1) s ON true
      WHERE t.comment_count <> c.n OR t.public_comment_count <> c.p OR t.attachment_count <> a.n OR t.public_attachment_count <> a.p
        OR t.updated_at <> e.last OR t.public_updated_at <> e.public_last OR t.first_response_at IS DISTINCT FROM f.at
        OR t.status::text <> coalesce(s.status, 'open')
        OR (t.resolved_at IS NOT NULL) <> (t.status IN ('resolved', 'closed')) OR (t.closed_at IS NOT NULL) <> (t.status = 'closed')`);
    expect(wrong).toBe(0);
  });

  it("tells each change from what was there before", async () => {
    const wrong = await count(`
      SELECT count(*) FROM (
        SELECT c.value->'from' AS old, lag(c.value->'to') OVER (PARTITION BY e.ticket_id, c.key ORDER BY e.version) AS before
        FROM events e, jsonb_each(e.data->'changes') c) x WHERE before IS NOT NULL AND old <> before`);
    expect(wrong).toBe(0);
  });

  it("carries only data that the catalogue of events knows", async () => {
    const { rows } = await pool().query<{ type: EventType; data: unknown; version: number | null }>(
      "SELECT type, data, version FROM events",
    );
    for (const { type, data, version } of rows) {
      expect(eventDataSchemas[type].safeParse(data).success, type).toBe(true);
      expect(version !== null).toBe(isVersionedEvent(type));
    }
  });

  it("can find every title, description, comment and file, and marks what is internal", async () => {
    const wrong = await count(`
      SELECT count(*) FROM (
        SELECT id AS subject_id, 'title' AS kind, id AS ticket_id, false AS internal FROM tickets
        UNION ALL SELECT ticket_id, 'description', ticket_id, false FROM ticket_texts
        UNION ALL SELECT id, 'comment', ticket_id, internal FROM comments
        UNION ALL SELECT id, 'file', ticket_id, internal FROM attachments) wanted
      FULL JOIN search_parts s USING (subject_id, kind, ticket_id, internal)
      WHERE s.vector IS NULL OR wanted.subject_id IS NULL`);
    expect(wrong).toBe(0);
    expect(await count("SELECT count(*) FROM search_words WHERE word = 'printer'")).toBe(1);
  });

  it("puts each reader at a place of the log that both countings agree on", async () => {
    const wrong = await count(`
      SELECT count(*) FROM reads r JOIN LATERAL (
        SELECT max(public_version) AS public_version FROM events e WHERE e.ticket_id = r.ticket_id AND e.version <= r.version) e ON true
      JOIN tickets t ON t.id = r.ticket_id WHERE r.public_version <> e.public_version OR r.version NOT BETWEEN 1 AND t.version`);
    expect(wrong).toBe(0);
    expect(
      await count(
        "SELECT count(*) FROM tickets t WHERE NOT EXISTS (SELECT 1 FROM reads r WHERE r.ticket_id = t.id AND r.person_id = t.requester_id)",
      ),
    ).toBe(0);
  });

  it("notifies nobody of their own change, nor of what they may not see", async () => {
    expect(await count("SELECT count(*) FROM notifications WHERE read_at IS NULL")).toBeGreaterThan(50);
    const wrong = await count(`
      SELECT count(*) FROM notifications n JOIN tickets t ON t.id = n.ticket_id JOIN events e ON e.id = n.event_id JOIN people p ON p.id = n.person_id
      LEFT JOIN teams m ON m.id = t.team_id
      WHERE n.actor_id = n.person_id OR (e.audience = 'staff' AND p.role = 'user') OR (m.is_private AND p.role = 'agent'
        AND NOT EXISTS (SELECT 1 FROM team_members tm WHERE tm.team_id = m.id AND tm.person_id = p.id) AND e.at > t.created_at)`);
    expect(wrong).toBe(0);
  });

  it("goes on numbering where the demo ends", async () => {
    const { rows } = await pool().query<{ fits: boolean }>(
      "SELECT last_number = (SELECT max(number) FROM tickets) AS fits FROM ticket_counters",
    );
    expect(rows).toEqual([{ fits: true }]);
  });

  it("has all files on the disk, as long as their rows say, pictures with a thumbnail", async () => {
    const { rows } = await pool().query<{
      storage_key: string;
      thumbnail_key: string | null;
      size: string;
      content_type: string;
    }>("SELECT storage_key, thumbnail_key, size, content_type FROM attachments");
    for (const row of rows) {
      expect(await storage().sizeOf(row.storage_key)).toBe(Number(row.size));
      expect(row.thumbnail_key !== null).toBe(row.content_type.startsWith("image/"));
    }
  });

  it("lets everybody whom the sign-in page names in with the demo's password", async () => {
    for (const { email, role } of DEMO_PEOPLE) {
      const { rows } = await pool().query<{ password_hash: string; role: string }>(
        "SELECT password_hash, role FROM people WHERE email = $1",
        [email],
      );
      expect(rows[0]?.role).toBe(role);
      expect(await matchesPassword(rows[0]?.password_hash ?? null, DEMO_PASSWORD)).toBe(true);
    }
  });

  it("expects answers within the time that new organisations promise", () => {
    expect(organisationSettingsSchema.parse({}).dueHours).toEqual(DUE_HOURS);
  });
});

describe("a seed that was interrupted", () => {
  it(
    "left nothing, so that the next one starts afresh",
    async () => {
      await pool().query("TRUNCATE organisations CASCADE");
      await pool().query(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''interrupted''; END'",
      );
      await pool().query("CREATE TRIGGER refuse BEFORE INSERT ON attachments EXECUTE FUNCTION refuse()");
      await expect(seedDemo(NOW)).rejects.toThrow("interrupted");
      expect(await count("SELECT (SELECT count(*) FROM people) + (SELECT count(*) FROM tickets)")).toBe(0);
      await pool().query("DROP TRIGGER refuse ON attachments");
      await Promise.all([seedDemo(NOW), seedDemo(NOW)]);
      expect(await count("SELECT count(*) FROM tickets")).toBe(desk.tickets.length);
    },
    SEED_MILLISECONDS,
  );

  it("does not write over people who came first", async () => {
    await pool().query("TRUNCATE organisations CASCADE");
    const organisation = await makeOrganisation({ isDemo: true });
    await makePerson(organisation, { isDemo: true });
    await seedDemo(NOW);
    expect(await count("SELECT count(*) FROM tickets")).toBe(0);
  });
});

async function count(statement: string): Promise<number> {
  const { rows } = await pool().query<Record<string, string>>(statement);
  return Number(Object.values(rows[0] ?? {})[0]);
}
