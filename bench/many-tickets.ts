import pg from "pg";
import { id, OTHERS } from "./many-others";

/**
 * Fills the empty, migrated database at `url` with `count` tickets of one organisation, made by PostgreSQL itself; 97 in a
 * hundred are done. Texts are indexed as they were before SEARCH_FORM 1. By a connection of its own: at a million a statement takes longer than the pool waits for any.
 */
export async function fillWithTickets(url: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SET synchronous_commit = off");
    for (const statement of STATEMENTS) {
      await client.query(statement.replaceAll(":count", String(count)));
    }
  } finally {
    await client.end();
  }
}

/** Archives the older half of the closed tickets of a database that `fillWithTickets` filled, as the job does over a night. */
export async function archiveOlderHalf(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("UPDATE tickets SET closed_at = updated_at WHERE status = 'closed'");
    await client.query(
      "UPDATE tickets SET archived_at = now() WHERE status = 'closed' AND number < (SELECT max(number) FROM tickets) / 2",
    );
    await client.query("VACUUM ANALYZE tickets");
  } finally {
    await client.end();
  }
}

const ORGANISATION = id("organisation", "1");
const at = "now() - (:count - n) * interval '1 minute'";

const STATEMENTS = [
  `INSERT INTO organisations (id, name, slug) VALUES (${ORGANISATION}, 'Many', 'many')`,
  `INSERT INTO ticket_counters VALUES (${ORGANISATION}, :count)`,
  `INSERT INTO categories (organisation_id, key, name) SELECT ${ORGANISATION}, k, k FROM unnest('{hardware,software,network,access,travel,other}'::text[]) k`,
  `INSERT INTO tags (organisation_id, name) SELECT ${ORGANISATION}, 'tag' || n FROM generate_series(0, 49) n`,
  `INSERT INTO people (id, organisation_id, role, name, email)
   SELECT ${id("person", "n")}, ${ORGANISATION}, (CASE WHEN n < 5 THEN 'admin' WHEN n < 10 THEN 'viewer' WHEN n < 200 THEN 'agent' ELSE 'user' END)::role,
     'Person ' || n, 'p' || n || '@example.org' FROM generate_series(1, 20000) n`,
  `INSERT INTO teams (id, organisation_id, name, is_private) SELECT ${id("team", "n")}, ${ORGANISATION}, 'Team ' || n, n % 5 = 0 FROM generate_series(1, 20) n`,
  `INSERT INTO team_members (team_id, person_id) SELECT ${id("team", "1 + n % 20")}, ${id("person", "n")} FROM generate_series(10, 199) n`,
  `INSERT INTO tickets (id, organisation_id, number, title, status, priority, category, team_id, requester_id, assignee_id, tags, created_at, updated_at, public_updated_at, due_at, deleted_at)
   SELECT ${id("ticket", "n")}, ${ORGANISATION}, n, 'Printer ' || n || ' in room ' || (n % 977) || ' does not ' || (ARRAY['print', 'scan', 'start', 'connect', 'respond'])[1 + n % 5],
     (CASE WHEN n > :count * 0.97 THEN (ARRAY['open', 'in_progress', 'waiting'])[1 + n % 3] WHEN n % 10 = 0 THEN 'resolved' ELSE 'closed' END)::status,
     (ARRAY['low', 'medium', 'high', 'urgent'])[1 + (n * 7) % 4]::priority, (ARRAY['hardware', 'software', 'network', 'access', 'travel', 'other'])[1 + n % 6],
     CASE WHEN n % 4 > 0 THEN ${id("team", "1 + (n * 13) % 20")} END, CASE WHEN n % 10 = 7 THEN ${id("person", "300")} ELSE ${id("person", "200 + (n * 31) % 19800")} END,
     CASE WHEN n % 3 > 0 THEN ${id("person", "10 + (n * 17) % 190")} END, ARRAY['tag' || (n % 50)], ${at}, ${at}, ${at},
     CASE WHEN n % 2 = 0 THEN ${at} + interval '2 days' END, CASE WHEN n % 500 = 3 THEN now() - n % 60 * interval '1 day' END
   FROM generate_series(1, :count) n`,
  `INSERT INTO ticket_texts SELECT id, CASE number % 4
     WHEN 0 THEN 'the printer is broken since monday morning asset ' || substr(md5(id::text), 1, 5)
     WHEN 1 THEN (SELECT string_agg(chr(19968 + ('x' || substr(md5(number || '-' || k), 1, 6))::bit(24)::int % 2000), '') FROM generate_series(1, 20) k)
       || CASE WHEN number % 40 = 1 THEN '打印机无法连接网络' ELSE '' END
     ELSE 'The printer is broken since Monday morning, please help me soon.' END FROM tickets`,
  `INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, vector)
   SELECT id, 'title', organisation_id, id, setweight(to_tsvector('simple', lower(title)), 'A') FROM tickets`,
  `INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, vector)
   SELECT id, 'description', organisation_id, id, setweight(to_tsvector('simple', description), 'B')
   FROM tickets JOIN ticket_texts ON ticket_id = id WHERE number % 4 < 2`,
  `INSERT INTO search_words SELECT ${ORGANISATION}, w FROM unnest('{printer,room,does,print,scan,start,connect,respond}'::text[]) w WHERE length(w) > 3`,
  // A vocabulary as years of titles leave it: thousands of words, and many that are like one another.
  `INSERT INTO search_words SELECT DISTINCT ${ORGANISATION}, w FROM (
     SELECT 'printer' || translate(substr(md5('a' || n), 1, 4), '0123456789', 'ghijklmnop') AS w FROM generate_series(1, 5000) n
     UNION ALL SELECT translate(substr(md5('b' || n), 1, 9), '0123456789', 'ghijklmnop') FROM generate_series(1, 50000) n) words`,
  `INSERT INTO watchers (ticket_id, person_id) SELECT ${id("ticket", "n * 10")}, ${id("person", "200 + (n * 7) % 19800")} FROM generate_series(1, :count / 10) n`,
  // Some have much more than others: a monitor that files every tenth ticket, an agent who reads nothing, one ticket that goes on and on.
  `INSERT INTO comments (id, organisation_id, ticket_id, author_id, body)
   SELECT ${id("comment", "n")}, ${ORGANISATION}, ${id("ticket", "CASE WHEN n % 4 = 0 THEN :count ELSE :count - n % 500 END")}, ${id("person", "50")}, 'It is still broken.'
   FROM generate_series(1, :count / 50) n`,
  `INSERT INTO events (id, organisation_id, type, audience, ticket_id, version, public_version, subject_id)
   SELECT ${id("event", "n")}, ${ORGANISATION}, 'comment:added', 'public', ${id("ticket", ":count - n % 500")}, 2 + n / 500, 2 + n / 500, ${id("comment", "n")}
   FROM generate_series(1, :count / 50) n`,
  `INSERT INTO notifications (id, person_id, kind, ticket_id, event_id, created_at, read_at)
   SELECT ${id("notification", "n")}, ${id("person", "CASE WHEN n % 2 = 0 THEN 50 ELSE 10 + n % 190 END")}, 'reply', ${id("ticket", ":count - n % 500")}, ${id("event", "n")}, now(), CASE WHEN n % 8 > 0 THEN now() END
   FROM generate_series(1, :count / 50) n`,
  ...OTHERS,
  "VACUUM ANALYZE",
];
