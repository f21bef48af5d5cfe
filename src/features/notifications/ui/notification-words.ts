import type { NotificationDto, NotificationKind } from "@/features/notifications/schema";

const BY_SOMEBODY: Record<NotificationKind, string> = {
  created: "filed a ticket",
  assigned: "assigned you",
  reply: "replied",
  note: "wrote an internal note",
  mention: "mentioned you",
  status: "changed the status",
  urgent: "marked as urgent",
  watching: "has you watch along",
};

const BY_NOBODY: Record<NotificationKind, string> = {
  created: "New ticket",
  assigned: "Assigned to you",
  reply: "New reply",
  note: "New internal note",
  mention: "You were mentioned",
  status: "The status changed",
  urgent: "Urgent",
  watching: "You watch this now",
};

/** What happened, in a few words: "Alma Reyes replied". */
export function whatHappened({ kind, actor }: Pick<NotificationDto, "kind" | "actor">): string {
  return actor ? `${actor.name} ${whatTheyDid(kind)}` : BY_NOBODY[kind];
}

/** What somebody did, after their name: "replied". */
export function whatTheyDid(kind: NotificationKind): string {
  return BY_SOMEBODY[kind];
}
