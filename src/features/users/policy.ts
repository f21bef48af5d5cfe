import { isStaffRole, type Actor, type Role } from "@/shared/roles";

/** The admin area is for admins alone. */
export function canAdminister(actor: Pick<Actor, "role">): boolean {
  return actor.role === "admin";
}

/** Whether what is asked of the people's list makes an admin: that takes a fresh proof of the password. Disabling somebody never does. */
export function makesAdmin(asked: { role?: Role | undefined }): boolean {
  return asked.role === "admin";
}

/** Staff choose among everybody of the organisation, with their e-mails; others see only themselves there. */
export function canSeePeople(actor: Pick<Actor, "role">): boolean {
  return isStaffRole(actor.role);
}

/** Whom tickets can be assigned to. */
export const ASSIGNABLE_ROLES = ["agent", "admin"] as const;
