import type { Translation } from "@/messages/translation";
import type { notifications as en } from "@/messages/en/notifications";

/** The list of notifications, behind the bell. */
export const notifications: Translation<typeof en> = {
  name: "Benachrichtigungen",
  nameUnread: "Benachrichtigungen, {count, number} ungelesen",
  markAllRead: "Alle als gelesen markieren",
  unread: "Ungelesen:",
  markedRead: "{count, plural, one {# Benachrichtigung} other {# Benachrichtigungen}} als gelesen markiert",
  undo: "Rückgängig",
  showOlder: "Ältere anzeigen",
  loading: "Benachrichtigungen werden geladen",
  tryNow: "Jetzt versuchen",
  offline: {
    title: "Sie sind offline",
    reason: "Benachrichtigungen kommen, sobald der Helpdesk erreichbar ist.",
  },
  none: {
    title: "Noch nichts",
    reason: "Sobald etwas geschieht, das Sie betrifft, erscheint es hier von selbst.",
  },
  said: "{what}: {title}",
  byActor: {
    created: "<name></name> hat ein Ticket angelegt",
    assigned: "<name></name> hat Ihnen etwas zugewiesen",
    reply: "<name></name> hat geantwortet",
    note: "<name></name> hat eine interne Notiz geschrieben",
    mention: "<name></name> hat Sie erwähnt",
    status: "<name></name> hat den Status geändert",
    urgent: "<name></name> hat als dringend markiert",
    watching: "<name></name> lässt Sie mitlesen",
  },
  byNobody: {
    created: "Neues Ticket",
    assigned: "Ihnen zugewiesen",
    reply: "Neue Antwort",
    note: "Neue interne Notiz",
    mention: "Sie wurden erwähnt",
    status: "Der Status hat sich geändert",
    urgent: "Dringend",
    watching: "Sie lesen jetzt mit",
  },
};
