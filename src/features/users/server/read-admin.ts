import { say } from "@/messages/server/say";
import { byName, TEAM_FIELDS } from "@/features/teams/server/present";
import { prisma, type Rows } from "@/server/database/database";
import { decodeCursorWithId, toPage } from "@/server/api/paging";
import { boundedRead } from "@/server/http/bounded-read";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { holdsWords, readAddress } from "@/server/search/searchable";
import { hasSecondFactor } from "@/server/sign-in/second-factor-due";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, OrganisationId } from "@/shared/roles";
import type { AdminUserDto, AdminUsersQuery } from "@/features/users/schema";
import { NAME_KEY, presentPerson, type PersonRow } from "./present";

type AdminUserRow = PersonRow & {
  key: string;
  email_confirmed_at: Date | null;
  disabled: boolean;
  invited: boolean;
  is_demo: boolean;
  second_factor: boolean;
  teams: AdminUserDto["teams"];
  created_at: Date;
  last_seen_at: Date | null;
};

const COLUMNS = `p.id, p.name, p.role, p.email, p.avatar_key, ${NAME_KEY} AS key, p.email_confirmed_at, p.disabled_at IS NOT NULL AS disabled,
  NOT ${hasSignedUp("p")} AS invited, p.is_demo, ${hasSecondFactor("p")} AS second_factor, p.created_at, p.last_seen_at,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'isPrivate', t.is_private) ORDER BY lower(t.name))
    FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.person_id = p.id), '[]') AS teams`;

/** Everybody of the organisation, by name, disabled ones too. */
export async function listUsers(
  actor: Actor,
  query: AdminUsersQuery,
): Promise<{ items: AdminUserDto[]; nextCursor: string | null }> {
  const after = decodeCursorWithId(query.cursor, 2);
  const values: unknown[] = [
    actor.organisationId,
    query.role ?? null,
    query.disabled === undefined ? null : query.disabled === "1",
    after?.[0] ?? null,
    after?.[1] ?? null,
    query.limit + 1,
  ];
  const fits = query.q
    ? holdsWords(
        query.q,
        (value) => `$${values.push(value)}`,
        (holds) => `${holds("p.search_name")} OR ${holds("p.search_email", readAddress)}`,
      )
    : "true";
  const { rows } = await boundedRead(actor, (sql) =>
    sql.query<AdminUserRow>(
      `${PLANNED_EACH_TIME} SELECT ${COLUMNS} FROM people p
     WHERE p.organisation_id = $1 AND (${fits})
       AND ($2::text[] IS NULL OR p.role::text = ANY($2)) AND ($3::boolean IS NULL OR (p.disabled_at IS NOT NULL) = $3)
       AND ($4::text IS NULL OR (${NAME_KEY}, p.id) > ($4, $5::uuid))
     ORDER BY ${NAME_KEY}, p.id LIMIT $6`,
      values,
    ),
  );
  return toPage(rows, query.limit, (row) => [row.key, row.id], presentUser);
}

/** One person for the admins of their organisation. Throws `not_found`. */
export async function readUser(
  organisationId: OrganisationId,
  personId: string,
  rows: Rows = prisma(),
): Promise<AdminUserDto> {
  const person = isUuid(personId)
    ? await rows.person.findUnique({
        where: { id: personId, organisationId },
        include: {
          memberships: { select: { team: { select: TEAM_FIELDS } } },
          totpFactor: { select: { confirmedAt: true } },
          _count: { select: { identities: true } },
        },
      })
    : null;
  if (!person) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  return presentUser({
    ...person,
    avatar_key: person.avatarKey,
    email_confirmed_at: person.emailConfirmedAt,
    disabled: person.disabledAt !== null,
    invited: person.passwordHash === null && person.externalId === null && person._count.identities === 0,
    is_demo: person.isDemo,
    second_factor: (person.totpFactor?.confirmedAt ?? null) !== null,
    teams: person.memberships.map(({ team }) => team).sort(byName),
    created_at: person.createdAt,
    last_seen_at: person.lastSeenAt,
  });
}

function presentUser(row: Omit<AdminUserRow, "key">): AdminUserDto {
  return {
    ...presentPerson(row, "staff"),
    email: row.email,
    emailConfirmed: row.email_confirmed_at !== null,
    disabled: row.disabled,
    invited: row.invited,
    isDemo: row.is_demo,
    secondFactor: row.second_factor,
    teams: row.teams,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
  };
}
