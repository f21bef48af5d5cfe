/** What is refused about links between tickets. */
export const links = {
  workers: "Tickets are linked by agents who may work on both.",
  itself: "A ticket cannot be linked with itself.",
  otherWay: "These two tickets are linked so already, the other way round. Remove that link first.",
  tooMany: "A ticket has at most {most, number} links.",
  otherParent: "This ticket has a parent already. Remove that link first.",
  followsOther: "This ticket follows up on another one already. Remove that link first.",
  circle: "This ticket is below the other one already: it cannot be above it, too.",
  generations: "There are at most {most, number} generations of parents and children.",
  unknown: "This link does not exist, or you have no access to its ticket.",
} as const;
