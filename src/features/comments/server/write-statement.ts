import { countUpSql } from "@/features/ticket-record/server/write";
import { insertEventFrom } from "@/server/event-log/emit";

/** The fields that both events of a comment share. */
const EVENT = {
  organisation_id: "$4::uuid",
  ticket_id: "id",
  actor_id: "$5::uuid",
  at: "$8::timestamptz",
};

/** Writes the comment, its event, its effect on the ticket, its search words and the answer for its key: one statement, all or nothing. */
export const INSERT_COMMENT = `
  WITH changed AS (
    UPDATE tickets SET ${countUpSql({ steps: "1 + $11::int", publicSteps: "CASE WHEN $7::boolean THEN 0 ELSE 1 END + $11::int", at: "$8::timestamptz" })},
      comment_count = comment_count + 1, public_comment_count = public_comment_count + CASE WHEN $7::boolean THEN 0 ELSE 1 END,
      archived_at = CASE WHEN $7::boolean THEN archived_at ELSE NULL END,
      status = $14::status, resolved_at = $15::timestamptz, closed_at = $16::timestamptz,
      first_response_at = CASE WHEN $17::boolean THEN $8::timestamptz ELSE first_response_at END
    WHERE id = $1::uuid AND version = $2::int AND deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM idempotency_keys k WHERE k.person_id = $20::uuid AND k.scope = $21::text AND k.key = $22::text
        AND k.created_at >= now() - interval '24 hours')
    RETURNING id, version, public_version
  ), comment AS (
    INSERT INTO comments (id, organisation_id, ticket_id, author_id, body, internal, created_at)
    SELECT $3::uuid, $4::uuid, id, $5::uuid, $6, $7::boolean, $8::timestamptz FROM changed
  ), added AS (
    ${insertEventFrom({
      ...EVENT,
      id: "$9::uuid",
      type: "'comment:added'",
      audience: "CASE WHEN $7::boolean THEN 'staff' ELSE 'public' END",
      version: "version - $11::int",
      public_version: "CASE WHEN $7::boolean THEN NULL ELSE public_version - $11::int END",
      subject_id: "$3::uuid",
      data: "$10::jsonb",
    })} FROM changed
  ), reopened AS (
    ${insertEventFrom({
      ...EVENT,
      id: "$12::uuid",
      type: "'ticket:updated'",
      audience: "'public'",
      version: "version",
      public_version: "public_version",
      subject_id: "NULL::uuid",
      data: "$13::jsonb",
    })} FROM changed WHERE $11::int = 1
  ), found AS (
    INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, internal, vector, form)
    SELECT $3::uuid, 'comment', $4::uuid, id, $7::boolean, $18::tsvector, $19::smallint FROM changed
  ), seen AS (
    -- An author who had read everything has read their own comment too.
    UPDATE reads SET version = changed.version, public_version = changed.public_version
    FROM changed WHERE reads.ticket_id = changed.id AND reads.person_id = $5::uuid AND reads.version = $2::int
  ), answered AS (
    INSERT INTO idempotency_keys (person_id, scope, key, body_hash, response, ticket_id)
    SELECT $20::uuid, $21::text, $22::text, $23::text, $24::jsonb, id FROM changed WHERE $22::text IS NOT NULL
    ON CONFLICT (person_id, scope, key) DO UPDATE SET body_hash = excluded.body_hash, response = excluded.response, ticket_id = excluded.ticket_id, created_at = now()
  )
  SELECT version FROM changed`;
