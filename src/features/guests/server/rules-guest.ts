import type { Language } from "@/messages/locale";
import type { Actor, OrganisationId } from "@/shared/roles";

/** Who sends one of the guests' forms. */
export interface GuestOrigin {
  address: string;
  language: Language;
}

/** The guest as an actor, where no session of theirs is at hand: while their ticket is filed, and while their link is opened. */
export function guestActor(
  organisationId: OrganisationId,
  person: { id: string; name: string },
  guestTicketId: string | null,
): Actor {
  return { ...person, organisationId, role: "guest", teamIds: [], sessionId: "", guestTicketId };
}
