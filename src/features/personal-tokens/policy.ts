import type { Role } from "@/shared/roles";
import { TOKEN_SCOPES, type TokenScope } from "@/shared/token-scopes";

/** How long the name of a token may be, in characters. */
export const TOKEN_NAME_MAX = 60;

/** The roles that a program can have. */
export const SERVICE_ROLES = ["user", "viewer", "agent", "admin"] as const satisfies readonly Role[];

/** The scopes that a person of this role can give to a token: the admin area is open to admins alone. */
export function scopesFor(role: Role): TokenScope[] {
  return TOKEN_SCOPES.filter((scope) => scope !== "admin" || role === "admin");
}
