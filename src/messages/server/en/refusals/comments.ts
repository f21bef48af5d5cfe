/** What is refused about comments. */
export const comments = {
  unknown: "This comment does not exist, or you have no access to it.",
  busy: "This ticket is changing very quickly right now. Please try again.",
  notesByStaff: "Internal notes are written by agents and admins.",
  readOnly: "You may read this ticket, but not answer in it.",
  stale:
    "Somebody answered while you were writing. Read it first; your text is kept, and sending again goes through.",
  ownOnly: "You can change your own comments only.",
} as const;
