/** What is refused about what staff keep for their work: canned replies. */
export const library = {
  unknown: "It is not there any more, or it is not for you.",
  forbidden: "You may use this, but not change it.",
  mineOnly: "Only agents and admins can keep some of their own.",
  teamOnly: "Only agents of that team and admins can keep something for it.",
  organisationOnly: "Only admins can keep something for everybody.",
  team: "Choose the team whose it is, and none otherwise.",
  unknownTeam: "There is no such team.",
  nameTaken: "There is one of this name already.",
  tooMany: "There can be at most {most, number} of them. Delete some first.",
} as const;
