import type { PersonDto } from "@/features/users/schema";
import type { Audience } from "@/shared/events";
import { LIMITS } from "@/shared/limits";
import type { Role } from "@/shared/roles";

/** SQL for the sort key of lists of people (`p`): the name, as far as a cursor carries it. */
export const NAME_KEY = `left(lower(p.name), ${LIMITS.sortedNamePoints})`;

/** The columns to present a person. */
export interface PersonRow {
  id: string;
  name: string;
  role: Role;
  email: string | null;
  avatar_key: string | null;
}

/** SQL for a PersonRow as JSON, of a `people` aliased `alias`. */
export function personJson(alias: string): string {
  return `json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'role', ${alias}.role, 'email', ${alias}.email, 'avatar_key', ${alias}.avatar_key)`;
}

/** Where a person's picture is; null without one. Its address changes with the picture, so that browsers may keep it. */
export function avatarUrlOf(row: Pick<PersonRow, "id" | "avatar_key">): string | null {
  return row.avatar_key === null ? null : `/api/people/${row.id}/avatar?v=${versionOfAvatar(row.avatar_key)}`;
}

/** What tells one picture from the next, of its storage key. */
export function versionOfAvatar(key: string): string {
  return key.slice(-12);
}

/** A person as this audience may see them: the e-mail only for staff (contract: "an e-mail only in /api/me, to staff, and to admins"). */
export function presentPerson(row: PersonRow, audience: Audience): PersonDto {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    avatarUrl: avatarUrlOf(row),
    ...(audience === "staff" ? { email: row.email } : {}),
  };
}
