import { COUNTED } from "@/features/people-merges/fields";
import type { MergePreview } from "@/features/people-merges/schema";
import { presentPerson } from "@/features/users/server/present";
import { readUser } from "@/features/users/server/read-admin";
import { PERSON_MAY_WORK } from "@/features/ticket-record/server/read-visibility";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { readPair, type MergePerson } from "./rules-pair";
import { COMES_ALONG } from "./write-account";

interface CountRow {
  requested: number;
  assigned: number;
  unassigned: number;
  comments: number;
  files: number;
  watched: number;
  notifications: number;
  drafts: number;
  addresses: string[];
  identities: number;
  sessions: number;
  tokens: number;
  passkeys: number;
  authenticator_app: boolean;
  password: boolean;
}

/** Rows of a condition, counted up to a bound. */
const count = (rows: string): string =>
  `(SELECT count(*)::int FROM (SELECT 1 FROM ${rows} LIMIT ${COUNTED}) counted)`;
const LIVE = "s.ended_at IS NULL AND s.expires_at > now()";

/** What merging one account into another would do. Throws what stands in the way. */
export async function previewMerge(actor: Actor, fromId: string, intoId: string): Promise<MergePreview> {
  const { from, into } = await readPair(pool(), actor, { fromId, intoId });
  const { rows } = await pool().query<CountRow>(
    `SELECT ${count("tickets WHERE requester_id = $1 AND deleted_at IS NULL")} AS requested, ${count("tickets WHERE assignee_id = $1")} AS assigned,
       ${count(`tickets t LEFT JOIN teams tm ON tm.id = t.team_id JOIN people p ON p.id = $2
         WHERE t.assignee_id = $1 AND t.status <> 'closed' AND NOT ${PERSON_MAY_WORK}`)} AS unassigned,
       ${count("comments WHERE author_id = $1 AND deleted_at IS NULL")} AS comments,
       ${count("attachments WHERE uploader_id = $1 AND deleted_at IS NULL")} AS files,
       ${count("watchers WHERE person_id = $1")} AS watched, ${count("notifications WHERE person_id = $1")} AS notifications,
       ${count("drafts WHERE person_id = $1 AND bytes IS DISTINCT FROM 0")} AS drafts,
       ARRAY(SELECT email FROM person_addresses WHERE person_id = $1 AND confirmed_at IS NOT NULL ORDER BY email) AS addresses,
       ${count(`identities i WHERE i.person_id = $1 AND ${COMES_ALONG}`)} AS identities,
       ${count(`sessions s WHERE s.person_id = $1 AND s.kind <> 'personal' AND ${LIVE}`)} AS sessions,
       ${count(`sessions s WHERE s.person_id = $1 AND s.kind = 'personal' AND ${LIVE}`)} AS tokens,
       ${count("passkeys WHERE person_id = $1")} AS passkeys,
       EXISTS (SELECT 1 FROM totp_factors WHERE person_id = $1 AND confirmed_at IS NOT NULL) AS authenticator_app,
       (SELECT password_hash IS NOT NULL FROM people WHERE id = $1) AS password`,
    [from.id, into.id],
  );
  const [row] = rows;
  if (!row) {
    throw new Error("counting without a table returned no row");
  }
  const { sessions, tokens, passkeys, password, authenticator_app: authenticatorApp, ...moves } = row;
  return {
    from: presentSide(from),
    into: presentSide(into),
    moves,
    ends: { sessions, tokens, passkeys, authenticatorApp, password },
    teams: await missingTeams(actor, from.id, into.id),
  };
}

async function missingTeams(actor: Actor, fromId: string, intoId: string): Promise<MergePreview["teams"]> {
  const [from, into] = await Promise.all([
    readUser(actor.organisationId, fromId),
    readUser(actor.organisationId, intoId),
  ]);
  return from.teams.filter(({ id }) => !into.teams.some((team) => team.id === id));
}

function presentSide({ email, ...person }: MergePerson): MergePreview["from"] {
  return { ...presentPerson({ ...person, email }, "staff"), email };
}
