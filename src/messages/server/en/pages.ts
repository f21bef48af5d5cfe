/** Pages that are shown where no page of the product can be. */
export const pages = {
  startingTitle: "Helpejo is starting",
  starting: "It will be here in a few seconds.",
  awayTitle: "Helpejo is away for a moment",
  away: "Its database does not answer. Nothing is lost: what you typed is kept.",
  looksAgain: "This page looks again by itself every {seconds, number} seconds.",
  nobodyTitle: "There is no help desk here",
  nobody: "No help desk has the name in the address bar.",
  checkAddress: "Please check it for a slip, or ask those who gave it to you.",
} as const;
