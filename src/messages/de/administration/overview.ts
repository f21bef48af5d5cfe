import type { Translation } from "@/messages/translation";
import type { overview as en } from "@/messages/en/administration/overview";

/** The first page of the admin area. */
export const overview: Translation<typeof en> = {
  title: "Überblick",
  description: "Wie es dem Helpdesk gerade geht. Aktualisiert sich von selbst.",
  loading: "Der Überblick wird geladen",
  offline: "Der Überblick kommt, sobald der Helpdesk erreichbar ist.",
  attention: {
    title: "Zu beachten",
    none: "Nichts. Alles läuft, und niemand wartet auf Sie.",
    notices:
      "{count, plural, one {# Systemmeldung ist nicht bestätigt} other {# Systemmeldungen sind nicht bestätigt}}",
    overdue: "{count, plural, one {# Ticket ist überfällig} other {# Tickets sind überfällig}}",
    urgent: "{count, plural, one {# dringendes Ticket ist offen} other {# dringende Tickets sind offen}}",
    unconfirmed:
      "{count, plural, one {# Person hat eine unbestätigte Adresse} other {# Personen haben unbestätigte Adressen}}",
    failedJobs:
      "{count, plural, one {# Hintergrundaufgabe ist fehlgeschlagen} other {# Hintergrundaufgaben sind fehlgeschlagen}}",
    waitingJobs: "{count, plural, one {# Hintergrundaufgabe wartet} other {# Hintergrundaufgaben warten}}",
    failedMail:
      "{count, plural, one {# E-Mail konnte nicht gesendet werden} other {# E-Mails konnten nicht gesendet werden}}",
    noMail: "E-Mails werden nicht verschickt: Einladungen und Links müssen Sie weitergeben",
    disk: "Für Dateien ist kaum noch Platz",
    fewAdmins: "Nur ein einziger Admin kann sich mit Passwort anmelden",
    noPasswordAdmin:
      "Kein Admin kann sich mit Passwort anmelden, solange Verzeichnis oder Anmeldedienst fort sind",
  },
  tickets: {
    title: "Tickets",
    open: "Offen",
    inProgress: "In Arbeit",
    waiting: "Wartet",
    overdue: "Überfällig",
    unassigned: "Nicht zugewiesen",
    urgent: "Dringend",
  },
  days: {
    title: "Die letzten {count, number} Tage",
    created: "Angelegt",
    resolved: "Gelöst",
    day: "Tag",
    asTable: "Als Tabelle",
    summary: "{created, number} angelegt, {resolved, number} gelöst",
  },
  times: {
    title: "So lange dauert es, die letzten {count, number} Tage",
    firstResponse: "Erste Antwort, Median",
    resolution: "Lösung, Median",
    none: "Noch keine",
    minutes: "{count, plural, one {# Minute} other {# Minuten}}",
    hours: "{count, number, ::.#} Stunden",
    days: "{count, number, ::.#} Tage",
  },
  system: {
    title: "System",
    peopleHere: "Personen hier",
    events: "Ereignisse je Sekunde",
    delivery: "Vom Speichern zum Senden",
    noDelivery: "keines in der letzten Minute",
    milliseconds: "{count, number} ms",
    connections: "Verbundene Fenster",
    connectionsIn: "{count, number} in {processes, plural, one {# Serverprozess} other {# Serverprozessen}}",
    invited: "Unbenutzte Einladungen",
    mail: "Zu sendende E-Mails",
    mailOff: "Werden hier nicht verschickt",
    files: "Dateien",
    filesOf: "{used} von {quota}",
    free: "Frei auf der Platte",
    unknown: "unbekannt",
    versions: "Versionen",
    versionsOf: "Helpejo {helpejo}, Node {node}, PostgreSQL {postgresql}",
  },
};
