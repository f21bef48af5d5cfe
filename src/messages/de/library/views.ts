import type { views as en } from "@/messages/en/library/views";
import type { Translation } from "@/messages/translation";

/** Saved views: lists of tickets that have a name. */
export const views: Translation<typeof en> = {
  section: "Gespeicherte Ansichten",
  saveAs: "Als Ansicht speichern …",
  manage: "Ansichten verwalten",
  title: "Gespeicherte Ansichten",
  description:
    "Ticketlisten mit einem Namen, in der Seitenleiste. Die Ticketliste filtern und in ihrem Menü „Als Ansicht speichern“ wählen.",
  loading: "Ansichten werden geladen",
  offline: "Die Ansichten kommen, sobald der Helpdesk erreichbar ist.",
  none: "Noch keine gespeicherten Ansichten",
  noneReason:
    "Die Ticketliste so filtern, wie sie immer wieder gebraucht wird, und im Menü der Liste speichern.",
  toTickets: "Zu den Tickets",
  newTitle: "Als Ansicht speichern",
  newDescription:
    "Die jetzigen Filter und die Reihenfolge bekommen einen Namen. Alle sehen darin, was sie sehen dürfen.",
  editTitle: "Ansicht bearbeiten",
  name: "Name",
  owner: "Für wen",
  cancel: "Abbrechen",
  save: "Speichern",
  saved: "Gespeichert",
  edit: "Bearbeiten",
  editOf: "Bearbeiten: {name}",
  up: "Nach oben: {name}",
  down: "Nach unten: {name}",
  delete: "Löschen",
  deleteOf: "Löschen: {name}",
  deleteTitle: "Ansicht „{name}“ löschen?",
  deleteReason: "Sie verschwindet aus der Seitenleiste aller, die sie sehen. Kein Ticket ändert sich.",
  failed: "Das hat nicht geklappt",
};
