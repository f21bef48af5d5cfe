import type { Translation } from "@/messages/translation";
import type { settings as en } from "@/messages/en/administration/settings";

/** The admin page about settings. */
export const settings: Translation<typeof en> = {
  title: "Einstellungen",
  description: "Wie dieser Helpdesk arbeitet. Was andere Admins ändern, erscheint hier von selbst.",
  loading: "Einstellungen werden geladen",
  offline: "Die Einstellungen kommen, sobald der Helpdesk erreichbar ist.",
  save: "Speichern",
  discard: "Verwerfen",
  saved: "Gespeichert",
  on: "an",
  off: "aus",
  nothing: "nichts",
  general: {
    title: "Organisation",
    reason: "Was alle oben auf ihren Seiten und in E-Mails lesen.",
    name: "Name",
    host: "Ihre Links führen zu {host}",
  },
  entry: {
    title: "Wer kommen darf",
    reason: "Wie hierherkommt, wer nicht eingeladen wurde.",
    registration: "Alle dürfen selbst ein Konto anlegen",
    registrationHint: "Sonst laden nur Admins ein.",
    domains: "Nur mit Adressen bei",
    domainsHint:
      "Domains mit Leerzeichen oder Kommas dazwischen; leer für jede. Sie zählen nur, wo E-Mails verschickt werden: Ohne sie kann niemand zeigen, dass eine Adresse die eigene ist.",
    guestForm: "Wer kein Konto hat, darf über ein Formular schreiben",
    guestFormHint: "Der Weg zur Anfrage ist ein Link, der per E-Mail kommt.",
    colleagues: "Anfragende dürfen andere an ihren Anfragen mitlesen lassen",
  },
  lifecycle: {
    title: "Schließen und wieder öffnen",
    reason: "Was mit gelösten Tickets geschieht.",
    autoClose: "Tage, bis ein gelöstes Ticket sich selbst schließt",
    reopen: "Tage, in denen eine Antwort ein geschlossenes Ticket wieder öffnet",
    reopenHint: "Später wird sie ein neues Ticket; 0: immer.",
  },
  times: {
    title: "Fristen",
    reason: "Bis wann ein Ticket gelöst sein soll, und wann Sie erfahren, dass es niemand übernommen hat.",
    due: "Stunden, bis ein neues Ticket fällig ist",
    dueHint: "Leer: keine Frist.",
    unassigned: "Minuten bis zur Meldung, dass niemand es übernommen hat",
    unassignedHint: "Leer: nie.",
  },
  security: {
    title: "Sitzungen und zweiter Faktor",
    reason: "Vor dem Speichern wird nach Ihrem Passwort gefragt.",
    sessionDays: "Tage, bis eine Sitzung endet, auch wenn sie benutzt wird",
    idleDays: "Tage, bis eine unbenutzte Sitzung endet",
    sessionHint: "Ältere Sitzungen enden sofort.",
    factorRoles: "Wer einen zweiten Faktor braucht",
    graceDays: "Tage, um ihn einzurichten",
    graceHint: "Danach geht nur noch das, und sonst nichts. 0: sofort.",
  },
  audit: {
    title: "Protokoll",
    reason:
      "Wie lange das Protokoll aufbewahrt wird. Vor dem Speichern wird nach Ihrem Passwort gefragt, und die Änderung steht selbst im Protokoll.",
    days: "Tage, bis Einträge entfernt werden",
    hint: "Einträge, die älter als {days, number} Tage sind, werden innerhalb einer Stunde endgültig entfernt; Anmeldungen und Abgelehntes nach {attempts, number} Tagen. Mindestens 30; leer: Handlungen bleiben für immer.",
    hintEver: "Handlungen bleiben für immer; Anmeldungen und Abgelehntes werden nach 90 Tagen entfernt.",
  },
  limits: {
    title: "Dateien",
    reason: "Wie viel alle Anhänge zusammen belegen dürfen.",
    quota: "Megabyte für alle Dateien",
    quotaHint: "0: so viel, wie Platz ist.",
  },
};
