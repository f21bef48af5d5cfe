/** Tickets that are linked with another one. */
export const links = {
  title: "Linked tickets",
  add: "Link a ticket…",
  kind: "How it is linked",
  ticket: "The other ticket",
  search: "Number or words",
  nothingFound: "No such ticket",
  linked: {
    related: "Related to",
    duplicate: "Duplicate of",
    hasDuplicate: "Has the duplicate",
    parent: "Part of",
    child: "Contains",
    followUp: "Goes on from",
    hasFollowUp: "Goes on in",
  },
  remove: "Remove the link with #{number}",
  removed: "The link with #{number} is removed",
  undo: "Undo",
  failed: "The link was not changed",
  notLoaded: "The linked tickets could not be loaded.",
} as const;
