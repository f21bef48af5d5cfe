import { say } from "@/messages/server/say";
import { byName, TEAM_FIELDS } from "@/features/teams/server/present";
import { IS_SOMEBODY } from "@/features/ticket-record/server/write-anonymise";
import { prisma, type Rows } from "@/server/database/database";
import { badCursor, decodeCursorWithId, toPage, type SortKey } from "@/server/api/paging";
import { boundedRead } from "@/server/http/bounded-read";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { holdsWords, readAddress } from "@/server/search/searchable";
import { hasSecondFactor } from "@/server/sign-in/second-factor-due";
import { AppError } from "@/shared/errors";
import { isUuid } from "@/shared/ids";
import type { Actor, OrganisationId } from "@/shared/roles";
import type { UserState } from "@/features/users/fields";
import type { AdminUserDto, AdminUsersQuery } from "@/features/users/schema";
import { NAME_KEY, presentPerson, type PersonRow } from "./present";

type AdminUserRow = PersonRow & {
  key: string;
  email_confirmed_at: Date | null;
  disabled: boolean;
  erased: boolean;
  invited: boolean;
  invitation_ends_at: Date | null;
  is_demo: boolean;
  second_factor: boolean;
  teams: AdminUserDto["teams"];
  address_refusal: { at: string | Date; answer: string } | null;
  created_at: Date;
  last_seen_at: Date | null;
  merged_into: AdminUserDto["mergedInto"];
};

const COLUMNS = `p.id, p.name, p.role, p.email, p.avatar_key, p.email_confirmed_at, p.disabled_at IS NOT NULL AS disabled, p.erased_at IS NOT NULL AS erased,
  NOT ${hasSignedUp("p")} AS invited, ${invitationEnd("p")} AS invitation_ends_at, p.is_demo, ${hasSecondFactor("p")} AS second_factor,
  p.created_at, p.last_seen_at,
  (SELECT json_build_object('id', k.id, 'name', k.name) FROM person_merges g JOIN people k ON k.id = g.to_id WHERE g.from_id = p.id) AS merged_into,
  (SELECT jsonb_build_object('at', ra.at, 'answer', ra.answer) FROM refused_addresses ra WHERE ra.organisation_id = p.organisation_id AND ra.address = p.email) AS address_refusal,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'isPrivate', t.is_private) ORDER BY lower(t.name))
    FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.person_id = p.id), '[]') AS teams`;

/** `stateOf` in SQL. */
const STATE = `CASE WHEN p.disabled_at IS NOT NULL THEN 'disabled'
  WHEN ${hasSignedUp("p")} THEN CASE WHEN p.email IS NULL OR p.email_confirmed_at IS NOT NULL THEN 'active' ELSE 'unconfirmed' END
  WHEN ${invitationEnd("p")} IS NOT NULL THEN 'invited' ELSE 'no_account' END`;

const SORTS = {
  name: { key: NAME_KEY, type: "text" },
  created: { key: "p.created_at", type: "timestamptz" },
  seen: { key: "coalesce(p.last_seen_at, 'epoch'::timestamptz)", type: "timestamptz" },
} as const;

/** Everybody of the organisation, disabled ones too; by name unless they are to be sorted otherwise. */
export async function listUsers(
  actor: Actor,
  query: AdminUsersQuery,
): Promise<{ items: AdminUserDto[]; nextCursor: string | null }> {
  const { key, type, isDescending } = sortOf(query.sort);
  const after = readCursor(query, type);
  const values: unknown[] = [
    actor.organisationId,
    query.role ?? null,
    query.disabled === undefined ? null : query.disabled === "1",
    query.state ?? null,
    query.team ?? null,
    after?.[1] ?? null,
    after?.[2] ?? null,
    query.limit + 1,
  ];
  const fits = query.q
    ? holdsWords(
        query.q,
        (value) => `$${values.push(value)}`,
        (holds) => `${holds("p.search_name")} OR ${holds("p.search_email", readAddress)}`,
      )
    : "true";
  const [order, beyond] = isDescending ? ["DESC", "<"] : ["ASC", ">"];
  const { rows } = await boundedRead(actor, (sql) =>
    sql.query<AdminUserRow>(
      `${PLANNED_EACH_TIME} SELECT ${COLUMNS}, (${key})::text AS key FROM people p
     WHERE p.organisation_id = $1 AND ${IS_SOMEBODY} AND (${fits})
       AND ($2::text[] IS NULL OR p.role::text = ANY($2)) AND ($3::boolean IS NULL OR (p.disabled_at IS NOT NULL) = $3)
       AND ($4::text[] IS NULL OR ${STATE} = ANY($4))
       AND ($5::uuid[] IS NULL OR EXISTS (SELECT 1 FROM team_members m WHERE m.person_id = p.id AND m.team_id = ANY($5)))
       AND ($6::${type} IS NULL OR (${key}, p.id) ${beyond} ($6::${type}, $7::uuid))
     ORDER BY ${key} ${order}, p.id ${order} LIMIT $8`,
      values,
    ),
  );
  return toPage(rows, query.limit, (row) => [query.sort, row.key, row.id], presentUser);
}

function sortOf(sort: AdminUsersQuery["sort"]) {
  switch (sort) {
    case "name":
    case "-name":
      return { ...SORTS.name, isDescending: sort === "-name" };
    case "created":
    case "-created":
      return { ...SORTS.created, isDescending: sort === "-created" };
    case "seen":
    case "-seen":
      return { ...SORTS.seen, isDescending: sort === "-seen" };
  }
}

/** A cursor is of one order; of another it would begin at a place that is none. */
function readCursor({ cursor, sort }: AdminUsersQuery, type: "text" | "timestamptz"): SortKey | null {
  const key = decodeCursorWithId(cursor, 3);
  const isOfTime = type === "text" || Number.isFinite(Date.parse(String(key?.[1])));
  if (key && (key[0] !== sort || !isOfTime)) {
    throw badCursor();
  }
  return key;
}

/** SQL for when a person's invitation ends; null without one that was not used. */
function invitationEnd(alias: string): string {
  return `(SELECT max(s.expires_at) FROM secret_tokens s WHERE s.person_id = ${alias}.id AND s.kind = 'invitation' AND s.used_at IS NULL)`;
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
          secretTokens: { where: { kind: "invitation", usedAt: null }, select: { expiresAt: true } },
          mergedInto: { select: { to: { select: { id: true, name: true } } } },
          _count: { select: { identities: true } },
        },
      })
    : null;
  if (!person) {
    throw new AppError("not_found", say("refusals.users.unknown"));
  }
  const refusal =
    person.email &&
    (await rows.refusedAddress.findUnique({
      where: { organisationId_address: { organisationId, address: person.email } },
      select: { at: true, answer: true },
    }));
  return presentUser({
    ...person,
    address_refusal: refusal || null,
    avatar_key: person.avatarKey,
    email_confirmed_at: person.emailConfirmedAt,
    disabled: person.disabledAt !== null,
    erased: person.erasedAt !== null,
    invited: person.passwordHash === null && person.externalId === null && person._count.identities === 0,
    invitation_ends_at: person.secretTokens[0]?.expiresAt ?? null,
    is_demo: person.isDemo,
    second_factor: (person.totpFactor?.confirmedAt ?? null) !== null,
    teams: person.memberships.map(({ team }) => team).sort(byName),
    created_at: person.createdAt,
    last_seen_at: person.lastSeenAt,
    merged_into: person.mergedInto?.to ?? null,
  });
}

function presentUser(row: Omit<AdminUserRow, "key">): AdminUserDto {
  return {
    ...presentPerson(row, "staff"),
    email: row.email,
    emailConfirmed: row.email_confirmed_at !== null,
    disabled: row.disabled,
    erased: row.erased,
    invited: row.invited,
    state: stateOf(row),
    invitationEndsAt: row.invitation_ends_at?.toISOString() ?? null,
    isDemo: row.is_demo,
    secondFactor: row.second_factor,
    teams: row.teams,
    addressRefusal: row.address_refusal && {
      at: new Date(row.address_refusal.at).toISOString(),
      answer: row.address_refusal.answer,
    },
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    mergedInto: row.merged_into,
  };
}

function stateOf(row: Omit<AdminUserRow, "key">): UserState {
  if (row.disabled) {
    return "disabled";
  }
  if (!row.invited) {
    return row.email === null || row.email_confirmed_at !== null ? "active" : "unconfirmed";
  }
  return row.invitation_ends_at === null ? "no_account" : "invited";
}
