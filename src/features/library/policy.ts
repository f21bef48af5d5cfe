import { isStaffRole, type Actor } from "@/shared/roles";
import type { LibraryScope } from "./schema";

/** Whose something of the library is. */
export interface LibraryPlace {
  scope: LibraryScope;
  teamId: string | null;
  personId: string | null;
}

type Asker = Pick<Actor, "id" | "role" | "teamIds">;

/** Whether a person uses what staff keep for their work at all. */
export function hasLibrary(actor: Pick<Actor, "role">): boolean {
  return isStaffRole(actor.role);
}

/** Whether a person writes what others on a ticket read, and so has texts for it. */
export function worksOnTickets(actor: Pick<Actor, "role">): boolean {
  return actor.role === "agent" || actor.role === "admin";
}

/** Whether a member of staff sees it: what is theirs, their teams' and the organisation's; an admin sees that of every team. */
export function seesPlace(actor: Asker, place: LibraryPlace): boolean {
  if (!hasLibrary(actor)) {
    return false;
  }
  switch (place.scope) {
    case "mine":
      return place.personId === actor.id;
    case "team":
      return actor.role === "admin" || (place.teamId !== null && actor.teamIds.includes(place.teamId));
    case "organisation":
      return true;
  }
}

/**
 * Whether a person may keep something there, and change and delete what is there: agents what is their teams', admins all that they see,
 * and of their own those who `mayOwn` such things.
 */
export function writesPlace(
  actor: Asker,
  place: LibraryPlace,
  mayOwn: (actor: Pick<Actor, "role">) => boolean,
): boolean {
  switch (place.scope) {
    case "mine":
      return mayOwn(actor) && seesPlace(actor, place);
    case "team":
      return worksOnTickets(actor) && seesPlace(actor, place);
    case "organisation":
      return actor.role === "admin";
  }
}
