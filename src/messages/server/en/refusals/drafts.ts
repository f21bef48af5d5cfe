/** What is refused about drafts. */
export const drafts = {
  tooMany: "You have as many drafts as can be kept here. Send or discard some of them.",
  tooLarge: "Your drafts together are larger than can be kept here. Send or discard some of them.",
  noPlace: "There is nothing to write under this name.",
  noTickets: "You cannot file tickets here.",
  busy: "This draft is changing right now. Please try again.",
  tooLong: "A draft has at most 60,000 characters.",
  tooMuchAside: "Too much is kept aside for this field. Put some of it in, or discard it, first.",
} as const;
