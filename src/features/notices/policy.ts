import { canAdminister } from "@/features/users/policy";
import type { Actor } from "@/shared/roles";

/** Notices are for the admins of their organisation; each admin acknowledges for themselves. */
export function canSeeNotices(actor: Pick<Actor, "role">): boolean {
  return canAdminister(actor);
}
