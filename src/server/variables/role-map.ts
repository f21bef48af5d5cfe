import type { Role } from "@/shared/roles";

/** The roles that another system can give a person, in the order of ROLES; a guest has a link and no account. */
export const MAPPED_ROLES = ["user", "viewer", "agent", "admin"] as const satisfies readonly Role[];

/** One rule of a role map: who has this value (a group, a role of the other system) gets this role. */
export interface RoleRule {
  value: string;
  role: (typeof MAPPED_ROLES)[number];
}

const VALUE_MAX = 500;

/**
 * Reads "it-admins=admin,it-staff=agent". The last = of a part separates, as names of groups may hold one
 * ("cn=it-staff=agent"); a comma within a name is written as "\,". Null when a part is no rule.
 */
export function parseRoleMap(text: string): RoleRule[] | null {
  const parts = text
    .split(/(?<!\\),/)
    .map((part) => part.trim().replaceAll("\\,", ","))
    .filter((part) => part !== "");
  const rules = parts.map(parseRule);
  return rules.every((rule) => rule !== null) ? rules : null;
}

/** The same as a text, which `parseRoleMap` reads back. */
export function formatRoleMap(rules: readonly RoleRule[]): string {
  return rules.map(({ value, role }) => `${value.replaceAll(",", "\\,")}=${role}`).join(",");
}

/**
 * The highest role that these values (groups, roles of the other system) give; a plain user where none fits. Null without any
 * rule: then the other system does not decide about roles, and everybody keeps theirs.
 */
export function roleByMap(rules: readonly RoleRule[], values: readonly string[]): RoleRule["role"] | null {
  if (rules.length === 0) {
    return null;
  }
  const given = rules.filter(({ value }) => values.includes(value)).map(({ role }) => role);
  return [...MAPPED_ROLES].reverse().find((role) => given.includes(role)) ?? "user";
}

function parseRule(part: string): RoleRule | null {
  const at = part.lastIndexOf("=");
  const value = part.slice(0, Math.max(0, at)).trim();
  const role = MAPPED_ROLES.find((one) => one === part.slice(at + 1).trim());
  return value === "" || value.length > VALUE_MAX || role === undefined ? null : { value, role };
}
