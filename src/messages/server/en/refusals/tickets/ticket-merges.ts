/** What is refused about merging tickets. */
export const ticketMerges = {
  byStaff: "Only agents and admins who work on both tickets merge them.",
  already: "This ticket was merged already. Undo that first, to merge it into another one.",
  itself: "These two are one ticket already. Choose another one.",
  private:
    "This ticket belongs to a private team, and the other one does not: others would see what is in it. Move it out of the team first, or the other one into it.",
  tooMany: "At most {most, number} tickets can be merged with each other.",
  notMerged: "This ticket is not merged into another one.",
  merged: "This ticket was merged into another one. Write a message instead: support reads it there.",
  deleting: "This ticket was merged into another one. Undo that first, to delete it.",
} as const;
