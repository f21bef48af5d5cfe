/** What is refused about requests to assign a ticket. */
export const assignmentRequests = {
  unknown: "This request does not exist, or you have no access to its ticket.",
  staff: "Who asked for a ticket is shown to staff.",
  agents: "Agents ask for tickets of other teams.",
  mayAssign: "You may assign this ticket yourself.",
  closed: "This ticket is closed. Reopen it before you ask for it.",
  isAssignee: "This person is the assignee already.",
  already: "You have asked for this ticket already. Take that back first to ask for something else.",
  withdraw: "Only the person who asked takes a request back.",
  decide: "The agents of the ticket's team and admins decide about this request.",
  approved: "{name} has approved this request already.",
  declined: "{name} has declined this request already.",
  over: "This request was taken back, or its ticket needs it no more.",
} as const;
