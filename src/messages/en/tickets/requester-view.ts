/** A ticket as its requester sees it, for staff. */
export const requesterView = {
  enter: "View as requester",
  label: "View as requester",
  loading: "Looking at this ticket as its requester",
  of: "You see this ticket as <name></name> sees it. Nothing can be changed here.",
  ofStaff:
    "You see this ticket as somebody who asked for it does. <name></name> belongs to staff, and may see more. Nothing can be changed here.",
  leave: "Back to your view",
  readOnly: "Here the requester has a box to answer in.",
  followers: "Who follows this",
} as const;
