import type { links as en } from "@/messages/en/tickets/links";
import type { Translation } from "@/messages/translation";

/** Tickets that are linked with another one. */
export const links: Translation<typeof en> = {
  title: "Verknüpfte Tickets",
  add: "Ticket verknüpfen…",
  kind: "Art der Verknüpfung",
  ticket: "Das andere Ticket",
  search: "Nummer oder Wörter",
  nothingFound: "Kein solches Ticket",
  linked: {
    related: "Verwandt mit",
    duplicate: "Duplikat von",
    hasDuplicate: "Hat das Duplikat",
    parent: "Teil von",
    child: "Enthält",
    followUp: "Setzt fort",
    hasFollowUp: "Fortgesetzt in",
  },
  remove: "Verknüpfung mit #{number} entfernen",
  removed: "Die Verknüpfung mit #{number} ist entfernt",
  undo: "Rückgängig",
  failed: "Die Verknüpfung wurde nicht geändert",
  notLoaded: "Die verknüpften Tickets konnten nicht geladen werden.",
};
