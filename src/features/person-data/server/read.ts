import { createHash } from "node:crypto";
import {
  COUNTED,
  GOING_KINDS,
  STAYING_KINDS,
  TEXT_KINDS,
  type Counted,
  type ErasureDto,
  type ErasurePreview,
} from "@/features/person-data/schema";
import { activeAdmins, leftWithout } from "@/features/users/server/write-admins";
import { say } from "@/messages/server/say";
import { pool, type Sql } from "@/server/database/database";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, OrganisationId } from "@/shared/roles";
import { STEPS } from "./read-steps";

/** The person whose data it is. */
export interface Subject {
  id: string;
  organisation_id: OrganisationId;
  name: string;
  avatar_key: string | null;
  is_active: boolean;
  is_erased: boolean;
}

/** Finds the person; `lock` keeps others from changing them meanwhile. Throws `not_found`. */
export async function findSubject(
  sql: Sql,
  organisationId: OrganisationId,
  personId: string,
  { lock = false } = {},
): Promise<Subject> {
  const { rows } = isUuid(personId)
    ? await sql.query<Subject>(
        `SELECT id, organisation_id, name, avatar_key, disabled_at IS NULL AS is_active, erased_at IS NOT NULL AS is_erased
         FROM people WHERE id = $1 AND organisation_id = $2 ${lock ? "FOR NO KEY UPDATE" : ""}`,
        [personId, organisationId],
      )
    : { rows: [] };
  const [subject] = rows;
  if (!subject) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  return subject;
}

/** GET /api/admin/users/{id}/erasure: how it stands, and before it begins what it would do. Throws `not_found`. */
export async function readErasure(actor: Actor, personId: string, sql: Sql = pool()): Promise<ErasureDto> {
  const subject = await findSubject(sql, actor.organisationId, personId);
  const { rows } = await sql.query<{
    state: "running" | "done";
    texts: boolean;
    stage: number;
    handled: number;
    by: string;
    started_at: Date;
    finished_at: Date | null;
  }>(
    `SELECT e.state, e.texts, e.stage, p.name AS by, e.started_at, e.finished_at,
       (SELECT coalesce(sum(value::int), 0)::int FROM jsonb_each_text(e.counts)) AS handled
     FROM person_erasures e JOIN people p ON p.id = e.started_by WHERE e.person_id = $1`,
    [subject.id],
  );
  const [row] = rows;
  const steps = STEPS.length;
  if (!row) {
    const nothing = { texts: null, step: 0, handled: 0, by: null, startedAt: null, finishedAt: null };
    return { state: "none", preview: await previewErasure(sql, actor, subject), steps, ...nothing };
  }
  return {
    state: row.state,
    preview: null,
    texts: row.texts,
    step: row.stage,
    steps,
    handled: row.handled,
    by: row.by,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** Counts what goes and what stays; of each kind so many at most that no archive makes it slow. */
export async function previewErasure(sql: Sql, actor: Actor, subject: Subject): Promise<ErasurePreview> {
  const { rows } = await sql.query<Record<string, number>>(
    `SELECT ${Object.entries(COUNTS)
      .map(([kind, sql]) => `(SELECT count(*)::int FROM (${sql} LIMIT ${COUNTED + 1}) one) AS "${kind}"`)
      .join(", ")}`,
    [subject.id, actor.organisationId],
  );
  const found = rows[0] ?? {};
  const linesOf = <Kind extends string>(kinds: readonly Kind[]): Counted<Kind>[] =>
    kinds.map((kind) => {
      const count = found[kind];
      return {
        kind,
        count: count === undefined ? null : Math.min(count, COUNTED),
        more: (count ?? 0) > COUNTED,
      };
    });
  const left = leftWithout(await activeAdmins(sql, actor.organisationId), subject.id);
  const seen = [subject.name, subject.avatar_key, subject.is_active, ...SEEN.map((kind) => found[kind])];
  return {
    goes: linesOf(GOING_KINDS),
    texts: linesOf(TEXT_KINDS),
    stays: linesOf(STAYING_KINDS),
    active: subject.is_active,
    refused: subject.id === actor.id ? "oneself" : left === "enough" ? null : "last_admin",
    seen: createHash("sha256").update(JSON.stringify(seen)).digest("base64url"),
  };
}

/** What has to be as it was seen when it begins; what somebody who is still at work makes all the time is not part of it. */
const SEEN = ["addresses", "identities", "titles", "comments", "files"] as const;

const ADDRESSES = `SELECT email FROM people WHERE id = $1 AND email IS NOT NULL UNION SELECT email FROM person_addresses WHERE person_id = $1
  UNION SELECT email FROM guest_tickets WHERE person_id = $1`;

/** What is counted, as SQL: `$1` is the person, `$2` the organisation. */
const COUNTS: Partial<
  Record<(typeof GOING_KINDS | typeof TEXT_KINDS | typeof STAYING_KINDS)[number], string>
> = {
  addresses: ADDRESSES,
  picture: "SELECT 1 FROM people WHERE id = $1 AND avatar_key IS NOT NULL",
  identities: "SELECT 1 FROM identities WHERE person_id = $1",
  sessions: "SELECT 1 FROM sessions WHERE person_id = $1 AND kind <> 'personal'",
  tokens: "SELECT 1 FROM personal_tokens WHERE person_id = $1",
  factors: `SELECT 1 FROM passkeys WHERE person_id = $1 UNION ALL SELECT 1 FROM totp_factors WHERE person_id = $1`,
  drafts: "SELECT 1 FROM drafts WHERE person_id = $1",
  notifications: "SELECT 1 FROM notifications WHERE person_id = $1",
  mails: "SELECT 1 FROM outgoing_mails WHERE person_id = $1",
  watching: "SELECT 1 FROM watchers WHERE person_id = $1",
  notes: "SELECT 1 FROM assignment_requests WHERE requested_by = $1 AND note IS NOT NULL",
  titles: "SELECT 1 FROM tickets WHERE requester_id = $1 AND organisation_id = $2",
  comments: "SELECT 1 FROM comments WHERE author_id = $1 AND organisation_id = $2 AND deleted_at IS NULL",
  files: "SELECT 1 FROM attachments WHERE uploader_id = $1 AND organisation_id = $2 AND deleted_at IS NULL",
  tickets: "SELECT 1 FROM tickets WHERE requester_id = $1 AND organisation_id = $2",
  actions: "SELECT 1 FROM audit_entries WHERE actor_id = $1 AND organisation_id = $2",
  sameAddress: `SELECT id FROM people WHERE organisation_id = $2 AND id <> $1 AND email IN (${ADDRESSES})
    UNION SELECT person_id FROM person_addresses WHERE organisation_id = $2 AND person_id <> $1 AND email IN (${ADDRESSES})`,
};
