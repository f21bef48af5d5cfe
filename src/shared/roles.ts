/** The five roles of a person, from the least to the most allowed (contract: "People and what they may do"). */
export const ROLES = ["guest", "user", "viewer", "agent", "admin"] as const;

/** A person's role in their organisation. */
export type Role = (typeof ROLES)[number];

/** Staff are viewers, agents and admins: the people who belong to a ticket's staff audience. */
export function isStaffRole(role: Role): boolean {
  return role === "viewer" || role === "agent" || role === "admin";
}

declare const tenant: unique symbol;

/** An organisation's id that came from a session or a host name; only `mintOrganisationId` makes one. */
export type OrganisationId = string & { readonly [tenant]: true };

/** Declares that `id` was read from the database for a session or a host; never call it with anything a client sent. */
export function mintOrganisationId(id: string): OrganisationId {
  return id as OrganisationId;
}

/** Who is asking: resolved in one file (server/api/actor.ts) from cookie, bearer token or socket handshake. */
export interface Actor {
  id: string;
  organisationId: OrganisationId;
  role: Role;
  name: string;
  /** The teams this person is a member of. */
  teamIds: readonly string[];
  sessionId: string;
  /** The one ticket that a guest's link opens; null for everybody else. */
  guestTicketId: string | null;
  /** Where their picture is stored; absent or null without one. */
  avatarKey?: string | null;
}
