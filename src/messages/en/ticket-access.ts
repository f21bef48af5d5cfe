/** "Why can X see this?" on a ticket, for admins. */
export const ticketAccess = {
  title: "Access",
  ask: "Why can somebody see this?",
  person: "Person",
  search: "Search people",
  nobodyFound: "Nobody of that name",
  failed: "This could not be found out.",
  seesStaff: "<bdi>{name}</bdi> sees this ticket, its internal notes too.",
  seesPublic: "<bdi>{name}</bdi> sees this ticket without its internal notes.",
  seesNothing: "<bdi>{name}</bdi> does not see this ticket.",
  reason: {
    admin: "Admins see every ticket.",
    viewer: "Viewers see every ticket.",
    agent: "Agents see every ticket that is in no private team.",
    agent_of_team: "Agent of <bdi>{team}</bdi> since {since}.",
    requester: "Requester of this ticket.",
    watcher: "Watcher since {since}.",
    guest_link: "Has a link to this ticket, since {since}.",
    disabled: "This account is disabled.",
    private_team:
      "The ticket is in the private team <bdi>{team}</bdi>, of which this person is not a member.",
    not_involved: "Neither the requester nor a watcher of this ticket.",
  },
};
