/**
 * The entity of a rule's request, made afresh for every request that changes something. "teamed" is a ticket of a team that
 * is not private and that `member` is in, with the member's id; "pair" is a sealed ticket with the id of another one, "merged" the same
 * after they were merged, "link" the same with the id of a link between them; "request" is a request to assign such a ticket.
 */
export type Entity =
  | "sealed"
  | "open"
  | "deleted"
  | "comment"
  | "note"
  | "file"
  | "internalFile"
  | "person"
  | "session"
  | "token"
  | "team"
  | "category"
  | "notice"
  | "mail"
  | "teamed"
  | "pair"
  | "merged"
  | "request"
  | "link"
  | "announcement"
  | "sealedAnnouncement"
  | "deletedAnnouncement"
  | "import"
  | "webhook"
  | "delivery"
  | "cannedReply"
  | "sealedCannedReply"
  | "ownCannedReply"
  | "view"
  | "sealedView"
  | "ownView"
  | "macro"
  | "sealedMacro"
  | "ownMacro"
  | "none";

/** One line of the matrix: a request, and what each of WHO is answered. */
export interface Rule {
  about: Entity;
  /** The label that distinguishes lines of the same route. */
  what?: string;
  body?: unknown;
  /** Behind the path; {person} becomes the id of somebody of the first organisation. */
  query?: string;
  /** Ten statuses, as WHO stands. */
  expect: string;
}

export const rule = (about: Entity, expect: string, body?: unknown, what?: string): Rule => ({
  about,
  expect: expect.replace(/ +/g, " "),
  ...(body === undefined ? {} : { body }),
  ...(what === undefined ? {} : { what }),
});
