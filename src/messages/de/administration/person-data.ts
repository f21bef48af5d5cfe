import type { personData as en } from "@/messages/en/administration/person-data";
import type { Translation } from "@/messages/translation";

/** A person's data on the admin's page of the person: handed over, and erased. */
export const personData: Translation<typeof en> = {
  section: "Daten der Person",
  sectionReason: "Was dieser Helpdesk von dieser Person aufbewahrt: zum Aushändigen oder zum Löschen.",
  loading: "Die Vorschau auf das Löschen wird geladen",
  exportReason:
    "Alles, was sie hier ist und geschrieben hat, auch interne Notizen, mit ihrem Bild und den hochgeladenen Dateien, als ZIP-Archiv. Im Protokoll steht, wer es geholt hat.",
  export: "Exportieren",
  eraseReason:
    "Entfernt, wer sie ist, und auf Wunsch, was sie geschrieben hat. Vorher ist zu sehen, was verschwindet und was bleibt. Das lässt sich nicht rückgängig machen.",
  erase: "Löschen…",
  refused: {
    oneself: "Die eigenen Daten lassen sich nicht löschen. Eine andere Admin-Person kann das.",
    last_admin: "Dies ist die letzte Admin-Person. Zuerst jemand anderen zum Admin machen.",
  },
  title: "Daten von {name} löschen?",
  description:
    "Das lässt sich nicht rückgängig machen. Falls ein Export verlangt wurde, diesen zuerst aushändigen.",
  goes: "Was verschwindet",
  texts: "Was die Person geschrieben hat",
  stays: "Was bleibt",
  withTexts: "Auch löschen, was sie geschrieben hat",
  withTextsHint:
    "An der Stelle steht ein anderer Text: Gespräche bleiben in ihrer Reihenfolge und zeigen, dass etwas gelöscht wurde. Dateien werden entfernt. Ohne dies bleibt alles stehen, ohne ihren Namen.",
  disable: "Zugang beenden",
  disableHint:
    "Diese Person kann sich noch anmelden. Ihre Sitzungen enden sofort, und niemand kann sie wieder entsperren.",
  typeName: "Name der Person, zur Bestätigung",
  typeNameHint: "<name></name> eingeben",
  cancel: "Abbrechen",
  confirm: "Endgültig löschen",
  count: "({count, number})",
  countMore: "(mehr als {count, number})",
  kind: {
    name: "Der Name: An seiner Stelle steht überall und in allen Verläufen „Gelöschte Person“",
    addresses: "E-Mail-Adressen",
    picture: "Bild",
    identities: "Verknüpfungen mit dem Verzeichnis oder dem Identitätsanbieter",
    sessions: "Sitzungen, mit Geräten und Netzwerkadressen",
    tokens: "Tokens",
    factors: "Passkeys und zweite Faktoren; auch Passwort und Wiederherstellungscodes",
    drafts: "Entwürfe",
    notifications: "Benachrichtigungen",
    mails: "E-Mails an die Person im Postausgang",
    watching: "Mitgelesene Tickets",
    notes: "Notizen zu Zuweisungsanfragen",
    copies:
      "Kopien von Name und Adressen in importierten Dateien, Systemmeldungen, E-Mails an andere und aufbewahrten Antworten",
    audit: "Name und Adressen im Protokoll; dessen Einträge bleiben, und es lässt sich weiterhin prüfen",
    titles: "Titel und Beschreibungen der Tickets, die sie angefragt hat",
    comments: "Nachrichten und interne Notizen",
    files: "Hochgeladene Dateien, mit ihren Vorschaubildern",
    tickets: "Ihre Tickets, mit Nummer, Status und Zeiten",
    history: "Was wann in den Verläufen der Tickets geschah: durch „Gelöschte Person“",
    others:
      "Was andere geschrieben haben, auch wo sie diese Person nennen oder zitieren; was diese Person in Tickets anderer angelegt oder geändert hat; Ankündigungen und Einstellungen",
    actions: "Was sie getan hat, im Protokoll, mit Netzwerkadressen, bis dessen Aufbewahrungsfrist endet",
    sameAddress: "Andere Personen hier mit einer dieser Adressen: getrennt zu löschen",
    backups:
      "Backups und die Dateien der Datenbank, bis sie überschrieben sind. Im Runbook steht, wie lange, und was nach einer Wiederherstellung zu tun ist",
  },
  running: "<name></name> hat <ago></ago> begonnen, die Daten dieser Person zu löschen.",
  progress: "Fortschritt",
  steps:
    "{step, number} von {steps, number} Schritten, {handled, plural, one {# Datensatz} other {# Datensätze}}",
  done: "Die Daten dieser Person sind gelöscht",
  doneReason:
    "Begonnen von <name></name>, beendet <ago></ago>. Was die Person geschrieben hat, blieb stehen, ohne ihren Namen.",
  doneTexts:
    "Begonnen von <name></name>, beendet <ago></ago>. Auch was die Person geschrieben hat, wurde gelöscht.",
  erased: "Gelöscht",
};
