import { Batcher } from "@/server/concurrency/batcher";
import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { isFactorUnshownIn, secondFactorDueIn } from "@/server/sign-in/second-factor-due";
import { usedUntil } from "@/server/sign-in/session-lifetime";
import type { Role } from "@/shared/roles";

/** The active teams of a `people` aliased `p`: an archived one gives no access. */
export const TEAM_IDS =
  "ARRAY(SELECT m.team_id::text FROM team_members m JOIN teams tm ON tm.id = m.team_id WHERE m.person_id = p.id AND tm.archived_at IS NULL)";
const LAST_SEEN_STEP = "1 minute";

/** After a restart everybody comes at once: a statement for a hundred of them costs little more than one for each. */
const TOGETHER = { atOnce: 3, most: 100 };

/** What a session is found by: the hash of a token, or its id, which a cookie or a provider's token named. */
export interface SessionQuestion {
  by: "token" | "cookie" | "session";
  value: string;
  organisationId: string;
  /** Where a personal token is used. */
  address?: string | undefined;
}

/** A live session with its person, as read from the database. */
export interface SessionRow {
  session_id: string;
  kind: string;
  ticket_id: string | null;
  expires_at: Date;
  is_by_provider: boolean;
  proven_at: Date;
  is_stale: boolean;
  person_id: string;
  organisation_id: string;
  role: Role;
  name: string;
  email: string | null;
  language: string | null;
  /** What the organisation says about languages, as stored. */
  desk_language: unknown;
  desk_languages: unknown;
  time_zone: string | null;
  avatar_key: string | null;
  second_factor_due: Date | null;
  is_factor_unshown: boolean;
  scopes: string[] | null;
  team_ids: string[];
}

const JOINS: Record<SessionQuestion["by"], string> = {
  token: `JOIN secret_tokens t ON t.hash = asked.value AND t.kind IN ('access', 'personal') AND t.expires_at > now()
     JOIN sessions s ON s.id = t.session_id`,
  cookie: "JOIN sessions s ON s.id = asked.value::uuid AND s.kind <> 'personal'",
  session: "JOIN sessions s ON s.id = asked.value::uuid",
};

/** Finds a live session of an active person of this organisation, as of now, and notes at most once a minute that it is used. */
export async function findSession(question: SessionQuestion): Promise<SessionRow | null> {
  const row = await batches().find[question.by].run(question);
  if (row?.is_stale) {
    await (row.scopes === null ? batches().touch.run(row) : touchToken(row, question.address));
  }
  return row;
}

interface Batches {
  find: Record<SessionQuestion["by"], Batcher<SessionQuestion, SessionRow | null>>;
  touch: Batcher<SessionRow, void>;
}

function batches(): Batches {
  return shareOnce("session-batches", () => {
    const finding = (by: SessionQuestion["by"]) =>
      new Batcher<SessionQuestion, SessionRow | null>((questions) => readRows(by, questions), TOGETHER);
    return {
      find: { token: finding("token"), cookie: finding("cookie"), session: finding("session") },
      touch: new Batcher<SessionRow, void>(touchSessions, { ...TOGETHER, atOnce: 1 }),
    };
  });
}

async function readRows(
  by: SessionQuestion["by"],
  questions: SessionQuestion[],
): Promise<(SessionRow | null)[]> {
  const { rows } = await pool().query<SessionRow & { ordinal: string }>(
    `SELECT asked.ordinal, s.id AS session_id, s.kind, s.ticket_id, s.expires_at, s.issuer IS NOT NULL AS is_by_provider, coalesce(s.proven_at, s.created_at) AS proven_at, CASE WHEN k.id IS NULL THEN s.last_seen_at ELSE coalesce(k.used_at, '-infinity') END < now() - interval '${LAST_SEEN_STEP}' AS is_stale,
       k.scopes,
       p.id AS person_id, p.organisation_id, p.role, p.name, p.email, p.avatar_key, p.preferences->>'language' AS language, o.settings->>'language' AS desk_language, o.settings->'languages' AS desk_languages, coalesce(nullif(p.preferences->>'timeZone', ''), o.settings->>'timeZone') AS time_zone,
       ${secondFactorDueIn("s", "p")} AS second_factor_due, ${isFactorUnshownIn("s", "p")} AS is_factor_unshown,
       ${TEAM_IDS} AS team_ids
     FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS asked(value, organisation_id, ordinal)
     ${JOINS[by]} JOIN people p ON p.id = s.person_id JOIN organisations o ON o.id = p.organisation_id LEFT JOIN personal_tokens k ON k.session_id = s.id
     WHERE p.organisation_id = asked.organisation_id AND s.ended_at IS NULL AND s.expires_at > now()
       AND p.disabled_at IS NULL AND (NOT p.is_demo OR $3)
       -- A link opens one ticket to a guest, and never the account of somebody who was a guest once.
       AND (s.kind <> 'guest' OR p.role = 'guest')`,
    [questions.map(({ value }) => value), questions.map(({ organisationId }) => organisationId), env().demo],
  );
  const found = new Map(rows.map((row) => [Number(row.ordinal), row]));
  return questions.map((_, index) => found.get(index + 1) ?? null);
}

/**
 * Prolongs sessions while they are used, though not beyond their absolute end. A row that another transaction holds is left
 * out (it is touched by the next request): so batches never wait for each other, nor for a request that ends a session.
 */
async function touchSessions(rows: SessionRow[]): Promise<void[]> {
  await pool().query(
    `WITH used AS (SELECT id FROM sessions WHERE id = ANY($1::uuid[]) AND ended_at IS NULL FOR NO KEY UPDATE SKIP LOCKED),
       present AS (SELECT id FROM people WHERE id = ANY($2::uuid[]) FOR NO KEY UPDATE SKIP LOCKED),
       seen AS (UPDATE people p SET last_seen_at = now() FROM present WHERE p.id = present.id)
     UPDATE sessions s SET last_seen_at = now(), expires_at = ${usedUntil("s")} FROM used WHERE s.id = used.id`,
    [rows.map((row) => row.session_id), rows.map((row) => row.person_id)],
  );
  return rows.map(() => undefined);
}

/** The same of a personal token, with where it was used. It neither lives longer for it, nor was its person here. */
async function touchToken(row: SessionRow, address = ""): Promise<void> {
  await pool().query(
    `WITH used AS (UPDATE personal_tokens SET used_at = now(), used_address = coalesce($2, used_address) WHERE session_id = $1)
     UPDATE sessions SET last_seen_at = now() WHERE id = $1 AND ended_at IS NULL`,
    [row.session_id, address === "" ? null : address],
  );
}
