/**
 * The entity of a rule's request, made afresh for every request that changes something. "teamed" is a ticket of a team that
 * is not private and that `member` is in, with the member's id; "request" is a request to assign such a ticket. "pair" is a sealed ticket
 * with another one's id, "link" the same with the id of a link between them.
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
  | "request"
  | "pair"
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
