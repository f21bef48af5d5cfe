/** SQL for an id that a row of a kind has by its number. */
export const id = (kind: string, number: string): string =>
  `(lpad(to_hex(${number}), 12, '0') || '7' || substr(md5('${kind}'), 1, 3) || '8' || substr(md5('${kind}'), 4, 15))::uuid`;

const ORGANISATION = id("organisation", "1");
const PERSON = id("person", "10 + n % 19990");
/** So many rows are spread over that many days, the last one now. */
const ago = (rows: string, days: number): string => `(n - ${rows}) * (interval '${days} days' / (${rows}))`;

/**
 * What a desk of `:count` tickets has beside them: guests, reads, files, sessions, mails, the audit of two years, notices and
 * drafts. Some of it is rare: three mails in a thousand failed, one entry of the audit in a thousand is about settings.
 */
export const OTHERS = [
  `INSERT INTO people (id, organisation_id, role, name, email, email_confirmed_at)
   SELECT ${id("guest", "n")}, ${ORGANISATION}, 'guest', 'Guest ' || n, 'g' || n || '@example.net', CASE WHEN n % 2 = 0 THEN now() END
   FROM generate_series(1, :count / 20) n`,
  `INSERT INTO guest_tickets (ticket_id, organisation_id, person_id, email, language)
   SELECT ${id("ticket", "n * 20")}, ${ORGANISATION}, ${id("guest", "n")}, 'g' || n || '@example.net', 'en' FROM generate_series(1, :count / 20) n`,
  `INSERT INTO reads (ticket_id, person_id, version, public_version)
   SELECT ${id("ticket", "n * 2")}, ${id("person", "10 + n % 190")}, 1, 1 FROM generate_series(1, :count / 2) n`,
  `INSERT INTO attachments (id, organisation_id, ticket_id, uploader_id, name, content_type, size, sha256, storage_key)
   SELECT uuidv7(${ago(":count / 10", 300)}), ${ORGANISATION}, ${id("ticket", "n * 10")}, ${id("person", "CASE WHEN n % 4 = 0 THEN 50 ELSE 200 + n % 19800 END")},
     'screenshot.png', 'image/png', 1000, md5(n::text), 'attachments/' || md5(n::text) FROM generate_series(1, :count / 10) n`,
  `INSERT INTO sessions (id, organisation_id, person_id, kind, user_agent, address, created_at, expires_at, ended_at)
   SELECT uuidv7(${ago(":count / 5", 60)}), ${ORGANISATION}, ${PERSON}, 'browser', 'A browser', '192.0.2.1', now() + ${ago(":count / 5", 60)},
     now() + ${ago(":count / 5", 60)} + interval '14 days', CASE WHEN n % 3 > 0 THEN now() + ${ago(":count / 5", 60)} END
   FROM generate_series(1, :count / 5) n`,
  `INSERT INTO secret_tokens (id, organisation_id, person_id, kind, hash, expires_at, used_at)
   SELECT uuidv7(), ${ORGANISATION}, ${PERSON}, 'refresh', md5(n::text), now() + interval '14 days', CASE WHEN n % 3 > 0 THEN now() END FROM generate_series(1, :count / 10) n`,
  `INSERT INTO outgoing_mails (id, organisation_id, to_address, to_name, kind, content, cause_key, state, created_at, expires_at, settled_at)
   SELECT uuidv7(${ago(":count / 4", 30)}), ${ORGANISATION}, 'p' || n || '@example.org', 'Person', 'guestReply', '{}', 'cause ' || n, CASE WHEN n % 1000 < 3 THEN 'failed' ELSE 'sent' END,
     now() + ${ago(":count / 4", 30)}, now() + ${ago(":count / 4", 30)} + interval '5 days', now() + ${ago(":count / 4", 30)} FROM generate_series(1, :count / 4) n`,
  `INSERT INTO audit_entries (id, organisation_id, actor_id, action, subject_id, at, fold_key)
   SELECT uuidv7(${ago(":count", 700)}), ${ORGANISATION}, CASE WHEN n % 10 > 0 THEN ${PERSON} END,
     CASE WHEN n % 1000 = 0 THEN 'settings.changed' WHEN n % 10 = 0 THEN 'sign_in.failed' ELSE 'sign_in.succeeded' END, ${PERSON}, now() + ${ago(":count", 700)},
     CASE WHEN n % 10 = 0 THEN 'fold ' || n END FROM generate_series(1, :count) n`,
  `INSERT INTO notices (id, organisation_id, level, kind, message, at, ended_at, dedupe_key)
   SELECT uuidv7(${ago(":count / 50", 90)}), ${ORGANISATION}, 'warning', 'ticket_urgent', 'Urgent', now() + ${ago(":count / 50", 90)}, now(), NULL
   FROM generate_series(1, :count / 50) n`,
  `INSERT INTO notice_acks (notice_id, person_id) SELECT id, ${id("person", "1")} FROM notices WHERE at < now() - interval '3 days'`,
  `INSERT INTO notifications (id, person_id, kind, ticket_id, event_id, created_at, read_at)
   SELECT uuidv7(${ago(":count / 5", 89)}), ${id("person", "60")}, 'reply', ${id("ticket", ":count - n % 500")}, gen_random_uuid(), now() + ${ago(":count / 5", 89)}, now()
   FROM generate_series(1, :count / 5) n`,
  `INSERT INTO drafts (id, person_id, place, ticket_id, kind, content)
   SELECT gen_random_uuid(), ${PERSON}, ${id("ticket", "n")}::text, ${id("ticket", "n")}, 'reply', '{}' FROM generate_series(1, :count / 50) n`,
];
