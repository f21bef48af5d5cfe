import { ROLES, type Role } from "@/shared/roles";

/** A role that a group gives. */
export type GivenRole = Exclude<Role, "guest">;

/** One pair of a role map: who is in the group has at least the role. */
export interface GroupRole {
  group: string;
  role: GivenRole;
}

const PAIR = /^([\s\S]+)=\s*(user|viewer|agent|admin)\s*$/i;

/**
 * Reads a role map, such as `it-admins=admin,it-staff=agent`, or, where groups are distinguished names, which hold commas and equals signs
 * themselves, `cn=it-admins,dc=example,dc=org=admin; it-staff=agent`: then pairs end with a semicolon or a line. Null when it is none.
 */
export function parseGroupRoles(text: string): GroupRole[] | null {
  const pieces = text.split(/[;\n]/).filter((piece) => piece.trim() !== "");
  const commas = text.split(",");
  const arePlain = pieces.length === 1 && commas.every((piece) => /^[^=]*=[^=]*$/.test(piece));
  const pairs = (arePlain ? commas : pieces).map(readPair);
  return pairs.length > 0 && pairs.every((pair) => pair !== null) ? pairs : null;
}

/** The highest role of the groups that somebody is in; without one of them they are a user. */
export function highestRole(map: readonly GroupRole[], isIn: (group: string) => boolean): GivenRole {
  return map
    .filter(({ group }) => isIn(group))
    .reduce<GivenRole>((most, { role }) => (rank(role) > rank(most) ? role : most), "user");
}

function readPair(text: string): GroupRole | null {
  const [, group = "", role] = PAIR.exec(text) ?? [];
  const known = ROLES.find((one) => one === role?.toLowerCase());
  return group.trim() === "" || known === undefined || known === "guest"
    ? null
    : { group: group.trim(), role: known };
}

function rank(role: Role): number {
  return ROLES.indexOf(role);
}
