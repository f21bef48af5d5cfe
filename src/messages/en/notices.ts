/** Notices to admins. */
export const notices = {
  title: "Notices",
  description:
    "What you should know about this help desk. New ones appear by themselves; every admin acknowledges for themselves.",
  acknowledgeAll: "Acknowledge all",
  which: "Which notices",
  unacknowledged: "Not acknowledged",
  all: "All",
  newest: "Newest: {message}",
  showOlder: "Show older",
  level: {
    info: "To know",
    warning: "Warning",
    critical: "Critical",
  },
  over: "Over <ago></ago>",
  acknowledged: "Acknowledged",
  acknowledge: "Acknowledge",
  takeBack: "Take back",
  undo: "Undo",
  acknowledgedCount: "{count, plural, one {# notice} other {# notices}} acknowledged",
  tryNow: "Try now",
  none: {
    leftTitle: "Nothing left to acknowledge",
    leftReason: "When something happens that you should know, it appears here by itself.",
    showAll: "Show all notices",
    title: "No notices yet",
    reason:
      "Urgent tickets, tickets that wait too long, tried passwords and troubles of the server appear here, and stay for 90 days.",
  },
  offline: {
    title: "You are offline",
    reason: "Notices come as soon as the help desk can be reached.",
  },
  loading: "Loading notices",
  place: {
    nav: "Administration",
    admin: "Admin",
    notices: "Notices",
    connections: "Connections",
    mail: "Mail",
    deleted: "Deleted",
    signIn: "Sign-in",
    notAcknowledged: "not acknowledged",
    toAcknowledge: "{count, plural, one {notice to acknowledge} other {notices to acknowledge}}",
  },
} as const;
