/** The list of notifications, behind the bell. */
export const notifications = {
  name: "Notifications",
  nameUnread: "Notifications, {count, number} unread",
  markAllRead: "Mark all as read",
  unread: "Unread:",
  markedRead: "{count, plural, one {# notification} other {# notifications}} marked as read",
  undo: "Undo",
  showOlder: "Show older",
  loading: "Loading notifications",
  tryNow: "Try now",
  offline: {
    title: "You are offline",
    reason: "Notifications come as soon as the help desk can be reached.",
  },
  none: {
    title: "Nothing yet",
    reason: "When something happens that concerns you, it appears here by itself.",
  },
  /** Said to screen readers as it comes. */
  said: "{what}: {title}",
  byActor: {
    created: "<name></name> filed a ticket",
    assigned: "<name></name> assigned you",
    reply: "<name></name> replied",
    note: "<name></name> wrote an internal note",
    mention: "<name></name> mentioned you",
    status: "<name></name> changed the status",
    urgent: "<name></name> marked as urgent",
    watching: "<name></name> has you watch along",
  },
  byNobody: {
    created: "New ticket",
    assigned: "Assigned to you",
    reply: "New reply",
    note: "New internal note",
    mention: "You were mentioned",
    status: "The status changed",
    urgent: "Urgent",
    watching: "You watch this now",
  },
} as const;
