import { z } from "zod";
import { readLanguageSettings } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { pool } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import { boundedRead } from "@/server/http/bounded-read";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { beginsWords, holdsWords, readAddress, type HoldsSql } from "@/server/search/searchable";
import { readChoices } from "@/features/notification-choices/server/read";
import { byName } from "@/features/teams/server/present";
import { AppError } from "@/shared/errors";
import { isStaffRole, type Actor, type Role } from "@/shared/roles";
import { ASSIGNABLE_ROLES, canSeePeople } from "@/features/users/policy";
import { preferencesSchema, type MyDto, type PeopleQuery, type PersonChoice } from "@/features/users/schema";
import { NAME_KEY, presentPerson, type PersonRow } from "./present";

/** The caller's own profile. */
export async function readMe(actor: Actor): Promise<MyDto> {
  // In one statement: every page begins with it.
  const { rows } = await pool().query<MyRow>(
    `SELECT p.id, p.name, p.role, p.email, p.avatar_key, p.email_confirmed_at, p.preferences, p.notification_choices, p.created_at,
       json_build_object('name', o.name, 'isDemo', o.is_demo, 'settings', o.settings) AS organisation,
       (SELECT coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'isPrivate', t.is_private)), '[]')
        FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.person_id = p.id AND t.archived_at IS NULL) AS teams
     FROM people p JOIN organisations o ON o.id = p.organisation_id WHERE p.id = $1 AND p.organisation_id = $2`,
    [actor.id, actor.organisationId],
  );
  const [person] = rows;
  if (!person) {
    throw new AppError("unauthorized", say("refusals.api.signIn"));
  }
  const preferences = preferencesSchema.safeParse(person.preferences);
  return {
    ...presentPerson(person, "public"),
    email: person.email,
    emailConfirmed: person.email_confirmed_at !== null,
    organisation: presentMyOrganisation(person.organisation),
    teams: [...person.teams].sort(byName),
    preferences: preferences.success ? preferences.data : {},
    notificationChoices: readChoices(actor, person.notification_choices),
    createdAt: person.created_at.toISOString(),
  };
}

interface MyRow extends PersonRow {
  email_confirmed_at: Date | null;
  preferences: unknown;
  notification_choices: unknown;
  created_at: Date;
  organisation: { name: string; isDemo: boolean; settings: unknown };
  teams: { id: string; name: string; isPrivate: boolean }[];
}

function presentMyOrganisation({
  name,
  isDemo,
  settings,
}: {
  name: string;
  isDemo: boolean;
  settings: unknown;
}): MyDto["organisation"] {
  const stored = z
    .object({ language: z.unknown(), languages: z.unknown() })
    .partial()
    .safeParse(settings).data;
  const { language, languages } = readLanguageSettings(stored?.language, stored?.languages);
  return { name, isDemo, language, languages: [...languages] };
}

/**
 * People for a picker: active ones of the organisation whose name or e-mail holds `q` (ignoring accents and
 * case), those whose name begins with it first; an unproven e-mail finds nobody, and guests who have not proven theirs are left out. Staff see all, with e-mails,
 * and when other staff were last online; everybody else sees only themselves.
 */
export async function listPeople(
  actor: Actor,
  query: PeopleQuery,
): Promise<{ items: PersonChoice[]; nextCursor: string | null }> {
  const seesAll = canSeePeople(actor);
  const after = decodeCursorWithId(query.cursor, 3);
  const wanted: readonly Role[] | null = query.assignable === "1" ? ASSIGNABLE_ROLES : null;
  const values: unknown[] = [
    actor.organisationId,
    query.role ?? null,
    wanted,
    seesAll ? null : actor.id,
    after?.[0] ?? null,
    after?.[1] ?? null,
    after?.[2] ?? null,
    query.limit + 1,
  ];
  const add = (value: unknown) => `$${values.push(value)}`;
  const email = (holds: HoldsSql) =>
    seesAll ? `OR (${holds("p.search_email", readAddress)} AND p.email_confirmed_at IS NOT NULL)` : "";
  const fits = query.q
    ? holdsWords(query.q, add, (holds) => `${holds("p.search_name")} ${email(holds)}`)
    : "true";
  const { rows } = await boundedRead(actor, (sql) =>
    sql.query<PersonRow & { last_seen_at: Date | null; is_confirmed: boolean; rank: number; key: string }>(
      `${PLANNED_EACH_TIME} SELECT * FROM (
       SELECT p.id, p.name, p.role, p.email, p.avatar_key, p.last_seen_at, p.email_confirmed_at IS NOT NULL AS is_confirmed, ${NAME_KEY} AS key,
         CASE WHEN ${query.q ? beginsWords(query.q, add, "p.search_name") : "true"} THEN 0 ELSE 1 END AS rank
       FROM people p
       WHERE p.organisation_id = $1 AND p.disabled_at IS NULL AND (${fits})
         AND (p.role <> 'guest' OR p.email_confirmed_at IS NOT NULL)
         AND ($2::text[] IS NULL OR p.role::text = ANY($2)) AND ($3::text[] IS NULL OR p.role::text = ANY($3))
         AND ($4::uuid IS NULL OR p.id = $4)
     ) found
     WHERE $5::int IS NULL OR (rank, key, id) > ($5::int, $6::text, $7::uuid)
     ORDER BY rank, key, id LIMIT $8`,
      values,
    ),
  );
  return toPage(
    rows,
    query.limit,
    (row) => [row.rank, row.key, row.id],
    (row) => ({
      ...presentPerson(row, seesAll ? "staff" : "public"),
      ...(seesAll ? { emailConfirmed: row.is_confirmed } : {}),
      ...(seesAll && isStaffRole(row.role) ? { lastSeenAt: row.last_seen_at?.toISOString() ?? null } : {}),
    }),
  );
}
