import type { Translation } from "@/messages/translation";
import type { categories as en } from "@/messages/en/administration/categories";

/** The admin page about categories. */
export const categories: Translation<typeof en> = {
  title: "Kategorien",
  description: "Worum es in Anfragen geht. Anfragende wählen in dieser Reihenfolge.",
  add: "Neue Kategorie",
  loading: "Kategorien werden geladen",
  which: "Welche Kategorien",
  inUse: "In Gebrauch",
  archivedOnes: "Archiviert",
  offline: "Die Kategorien kommen, sobald der Helpdesk erreichbar ist.",
  noneArchived: {
    title: "Keine archivierten Kategorien",
    reason: "Eine archivierte Kategorie steht nicht mehr zur Wahl; Tickets, die sie haben, behalten sie.",
  },
  name: "Name",
  keyIs: "In der API: {key}",
  make: "Kategorie anlegen",
  cancel: "Abbrechen",
  renameOf: "{name} umbenennen",
  renameTitle: "Die Kategorie <name></name> umbenennen",
  save: "Speichern",
  up: "{name} nach oben",
  down: "{name} nach unten",
  moved: "{name} steht jetzt an Stelle {place, number} von {all, number}",
  archiveOf: "{name} archivieren",
  archivedDone: "{name} ist archiviert",
  restoreOf: "{name} wiederherstellen",
  restoredDone: "{name} steht wieder zur Wahl",
  undo: "Rückgängig",
  failed: "Das hat nicht geklappt",
};
