import { isStaffRole, type Actor, type Role } from "@/shared/roles";

/** The admin area is for admins alone. */
export function canAdminister(actor: Pick<Actor, "role">): boolean {
  return actor.role === "admin";
}

/** Whether a change makes a person an admin or removes their second factor: that requires a recent check of the password. Disabling a person never does. */
export function needsProofToChange(asked: {
  role?: Role | undefined;
  secondFactor?: false | undefined;
}): boolean {
  return asked.role === "admin" || asked.secondFactor === false;
}

/** Staff choose among everybody of the organisation, with their e-mails; others see only themselves there. */
export function canSeePeople(actor: Pick<Actor, "role">): boolean {
  return isStaffRole(actor.role);
}

/** Whether tickets can be assigned to this person. */
export const ASSIGNABLE_ROLES = ["agent", "admin"] as const;

/** Whether a person has an account of their own: a guest has a link to one ticket. */
export function hasOwnAccount(actor: Pick<Actor, "role">): boolean {
  return actor.role !== "guest";
}
