import type { merging as en } from "@/messages/en/tickets/merging";
import type { Translation } from "@/messages/translation";

/** Merging a ticket into another one. */
export const merging: Translation<typeof en> = {
  menu: "Zusammenführen mit …",
  title: "Nr. {number} mit einem anderen Ticket zusammenführen",
  description: "Beide werden im anderen weiterbearbeitet. Die Nummer bleibt gültig und führt dorthin.",
  search: "Nach Nummer oder Wörtern suchen",
  searching: "Wird gesucht",
  nothing: "Kein anderes Ticket passt.",
  targets: "Tickets zum Zusammenführen",
  preview: "Was womit zusammengeführt wird",
  messages: "{count, plural, one {# Nachricht} other {# Nachrichten}}",
  files: "{count, plural, one {# Datei} other {# Dateien}}",
  staffSee: "Der Support sieht Nachrichten und Notizen beider in Nr. {into}. Nr. {number} wird geschlossen.",
  requesters:
    "<bdi>{name}</bdi> und <bdi>{other}</bdi> sehen weiterhin nur die eigenen Nachrichten. Antworten im anderen Ticket erreichen ab jetzt beide, Notizen niemanden von ihnen.",
  sameRequester: "<bdi>{name}</bdi> hat beide gestellt und sieht Antworten ab jetzt in beiden.",
  private: "Es kommt in das private Team <bdi>{team}</bdi>: Andere Agent:innen sehen es nicht mehr.",
  canUndo:
    "Das lässt sich jederzeit rückgängig machen. Was inzwischen gesagt wird, bleibt im anderen Ticket.",
  cancel: "Abbrechen",
  choose: "Ticket wählen",
  confirm: "Mit Nr. {into} zusammenführen",
  done: "Nr. {number} wurde mit Nr. {into} zusammengeführt",
  undo: "Rückgängig",
  undoOf: "Zusammenführung mit Nr. {number} rückgängig machen",
  undone: "Nr. {number} ist wieder ein eigenes Ticket",
  notUndone: "Die Zusammenführung mit Nr. {number} wurde nicht rückgängig gemacht",
  merged: "Tickets, die hiermit zusammengeführt wurden",
  mergedBy:
    "Nr. {number} „<bdi>{title}</bdi>“ von <bdi>{requester}</bdi> wurde von <bdi>{name}</bdi> hiermit zusammengeführt",
  mergedByNobody:
    "Nr. {number} „<bdi>{title}</bdi>“ von <bdi>{requester}</bdi> wurde hiermit zusammengeführt",
  beganWith: "Womit es begann",
  from: "Nr. {number} · {who}",
  number: "Nr. {number}",
  requesterNotice:
    "Der Support bearbeitet dies zusammen mit einer ähnlichen Anfrage. Schreiben Sie einfach hier: Es wird dort gelesen, und die Antworten kommen hierher.",
};
