import { isStaffRole, type Actor } from "@/shared/roles";
import type { AnnouncementAudience } from "./schema";

/** Whom an announcement is for; `teamId` where that is a team. */
export interface AnnouncedTo {
  audience: AnnouncementAudience;
  teamId: string | null;
}

/** Whether an announcement is for this person: of a team for its members alone, be it private or not. A guest has a link to one ticket, and reads none. */
export function isAnnouncedTo(person: Pick<Actor, "role" | "teamIds">, to: AnnouncedTo): boolean {
  if (person.role === "guest") {
    return false;
  }
  switch (to.audience) {
    case "everybody":
      return true;
    case "requesters":
      return person.role === "user";
    case "staff":
      return isStaffRole(person.role);
    case "team":
      return to.teamId !== null && person.teamIds.includes(to.teamId);
  }
}
