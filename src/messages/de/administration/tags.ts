import type { Translation } from "@/messages/translation";
import type { adminTags as en } from "@/messages/en/administration/tags";

/** The admin page about tags. */
export const adminTags: Translation<typeof en> = {
  title: "Tags",
  description: "Alle Tags, und wie viele Tickets sie tragen. Archivierte zählen mit, gelöschte nicht.",
  loading: "Tags werden geladen",
  search: "Tag suchen",
  sort: "Reihenfolge",
  byName: "Nach Namen",
  byTickets: "Meiste Tickets zuerst",
  ticketsOf: "{count, plural, =0 {keine Tickets} one {# Ticket} other {# Tickets}}",
  actions: "Aktionen für {name}",
  rename: "Umbenennen",
  merge: "Mit anderem Tag zusammenführen",
  delete: "Löschen",
  failed: "Das hat nicht geklappt",
  cancel: "Abbrechen",
  offline: "Die Tags kommen, sobald der Helpdesk erreichbar ist.",
  none: {
    title: "Noch keine Tags",
    reason: "Ein Tag erscheint hier, sobald ihn jemand einem Ticket gibt.",
  },
  noneFound: {
    title: "Kein solcher Tag",
    reason: "Kein Tag enthält „{text}“.",
    clear: "Suche leeren",
  },
  dialog: {
    renameTitle: "<name></name> umbenennen",
    mergeTitle: "<name></name> mit anderem Tag zusammenführen",
    deleteTitle: "<name></name> löschen?",
    newName: "Neuer Name",
    into: "Tag, der bleibt",
    counting: "Tickets werden gezählt …",
    would:
      "{count, plural, =0 {Kein Ticket ändert sich.} one {# Ticket ändert sich.} other {# Tickets ändern sich.}}",
    duration:
      "Es geschieht nach und nach, {perSecond, number} Tickets in der Sekunde: {minutes, plural, one {etwa eine Minute} other {etwa # Minuten}}.",
    quietly:
      "Offene Seiten zeigen es sofort. Tickets behalten den Zeitpunkt ihrer Änderung, und niemand hat etwas Neues zu lesen.",
    undo: "Es lässt sich 30 Tage lang rückgängig machen.",
    taken: "Diesen Tag gibt es schon. Beim Speichern werden die beiden zusammengeführt.",
    rename: "Umbenennen",
    merge: "Zusammenführen",
    delete: "Tag löschen",
  },
  changes: {
    title: "Was mit Tags geschah",
    reason: "Durch Sie und andere Admins, 30 Tage lang.",
    rename: "<name></name> umbenannt in <into></into>",
    merge: "<name></name> zusammengeführt mit <into></into>",
    delete: "<name></name> gelöscht",
    undoRename: "<name></name> aus <into></into> zurückgeholt",
    undoDelete: "<name></name> zurückgeholt",
    by: "durch {name}",
    progress: "{done, number} von {total, number} Tickets",
    done: "{count, plural, =0 {keine Tickets} one {# Ticket} other {# Tickets}}",
    cancelled: "beendet: Wer es begann, ist kein Admin mehr",
    undo: "Rückgängig",
    undoOf: "Rückgängig machen: {name}",
  },
};
