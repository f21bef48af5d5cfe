/** What is refused about announcements. */
export const announcements = {
  unknown: "There is no such announcement.",
  over: "This time is over already.",
  order: "It cannot end before it begins.",
  notCurrent: "Only an announcement that is shown now can be ended.",
  tooMany:
    "At most {most, number} announcements can be planned or shown at a time. End or delete some of them first.",
  link: "Use an address that begins with https://, or a page of this help desk such as /tickets/new.",
  team: "Choose the team whose members it is for, and none otherwise.",
  unknownTeam: "There is no such team.",
  onSignIn: "Everybody can open the sign-in page: only an announcement for everybody can stand there.",
} as const;
