/** „Warum sieht X das?“ an einem Ticket, für die Administration. */
export const ticketAccess = {
  title: "Zugang",
  ask: "Warum sieht jemand das?",
  person: "Person",
  search: "Personen suchen",
  nobodyFound: "Niemand mit diesem Namen",
  failed: "Das ließ sich nicht feststellen.",
  seesStaff: "<bdi>{name}</bdi> sieht dieses Ticket, auch seine internen Notizen.",
  seesPublic: "<bdi>{name}</bdi> sieht dieses Ticket ohne seine internen Notizen.",
  seesNothing: "<bdi>{name}</bdi> sieht dieses Ticket nicht.",
  reason: {
    admin: "Die Administration sieht jedes Ticket.",
    viewer: "Wer nur lesen darf, sieht jedes Ticket.",
    agent: "Agent:innen sehen jedes Ticket, das in keinem privaten Team ist.",
    agent_of_team: "Agent:in von <bdi>{team}</bdi> seit {since}.",
    requester: "Hat dieses Ticket gestellt.",
    watcher: "Liest seit {since} mit.",
    guest_link: "Hat seit {since} einen Link zu diesem Ticket.",
    disabled: "Dieses Konto ist gesperrt.",
    private_team:
      "Das Ticket ist im privaten Team <bdi>{team}</bdi>, in dem diese Person nicht Mitglied ist.",
    not_involved: "Hat dieses Ticket weder gestellt noch liest sie oder er mit.",
  },
};
