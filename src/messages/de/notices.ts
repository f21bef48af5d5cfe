import type { Translation } from "@/messages/translation";
import type { notices as en } from "@/messages/en/notices";

/** Notices to admins. */
export const notices: Translation<typeof en> = {
  title: "Systemmeldungen",
  description:
    "Was Sie über diesen Helpdesk wissen sollten. Neue erscheinen von selbst; jede Admin-Person bestätigt für sich.",
  acknowledgeAll: "Alle bestätigen",
  which: "Welche Systemmeldungen",
  unacknowledged: "Nicht bestätigt",
  all: "Alle",
  newest: "Neueste: {message}",
  level: {
    info: "Zur Kenntnis",
    warning: "Warnung",
    critical: "Kritisch",
  },
  over: "Vorbei <ago></ago>",
  acknowledged: "Bestätigt",
  acknowledge: "Bestätigen",
  takeBack: "Zurücknehmen",
  undo: "Rückgängig",
  acknowledgedCount: "{count, plural, one {# Systemmeldung} other {# Systemmeldungen}} bestätigt",
  none: {
    leftTitle: "Alles bestätigt",
    leftReason: "Sobald etwas geschieht, das Sie wissen sollten, erscheint es hier von selbst.",
    showAll: "Alle Systemmeldungen anzeigen",
    title: "Noch keine Systemmeldungen",
    reason:
      "Dringende Tickets, Tickets, die zu lange warten, ausprobierte Passwörter und Störungen des Servers erscheinen hier und bleiben 90 Tage.",
  },
  offline: "Systemmeldungen kommen, sobald der Helpdesk erreichbar ist.",
  loading: "Systemmeldungen werden geladen",
  group: {
    first: "Beachten",
    people: "Personen",
    desk: "Helpdesk",
    system: "System",
  },
  place: {
    nav: "Administration",
    admin: "Admin",
    overview: "Überblick",
    notices: "Meldungen",
    people: "Personen",
    teams: "Teams",
    announcements: "Ankündigungen",
    categories: "Kategorien",
    tags: "Tags",
    settings: "Einstellungen",
    audit: "Protokoll",
    tokens: "Tokens",
    connections: "Verbindungen",
    jobs: "Aufgaben",
    mail: "Mail",
    webhooks: "Webhooks",
    deleted: "Gelöscht",
    signIn: "Anmeldewege",
    notAcknowledged: "nicht bestätigt",
    toAcknowledge: "{count, plural, one {Systemmeldung zu bestätigen} other {Systemmeldungen zu bestätigen}}",
  },
};
