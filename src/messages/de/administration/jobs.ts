import type { Translation } from "@/messages/translation";
import type { jobs as en } from "@/messages/en/administration/jobs";

/** The admin page of background jobs. */
export const jobs: Translation<typeof en> = {
  title: "Hintergrundaufgaben",
  description:
    "Was die Server von selbst tun, jede Aufgabe immer nur auf einem von ihnen. Was fehlgeschlagen ist, steht oben und wird von selbst erneut versucht.",
  loading: "Die Aufgaben werden geladen",
  tryNow: "Jetzt versuchen",
  offline: {
    title: "Sie sind offline",
    reason: "Die Aufgaben kommen, sobald der Helpdesk erreichbar ist.",
  },
  state: {
    failed: "Fehlgeschlagen",
    running: "Läuft gerade",
    waiting: "Wartet, bis sie an der Reihe ist",
    idle: "Alles in Ordnung",
  },
  never: "Kein Lauf seit dem Start",
  last: "Letzter Lauf <ago></ago>, Dauer {duration}",
  soon: "Nächster Lauf binnen einer Minute",
  next: "Nächster Lauf <at></at>",
  every: "Alle {duration}",
  failed:
    "{count, plural, one {Einmal fehlgeschlagen} other {#-mal in Folge fehlgeschlagen}}: <reason></reason>",
  failedInLog:
    "{count, plural, one {Einmal fehlgeschlagen} other {#-mal in Folge fehlgeschlagen}}. Warum, steht im Protokoll des Servers.",
  run: "Jetzt ausführen",
  runOf: "Jetzt ausführen: {name}",
  retry: "Erneut versuchen",
  retryOf: "Erneut versuchen: {name}",
  started: "Gestartet: {name}",
  notStarted: "Der Start ist nicht gelungen",
  name: {
    "answer-account-requests": "Anfragen zu Konten per Mail beantworten",
    "ask-directories": "Verzeichnisse fragen, wer noch da ist",
    "ask-providers-that-were-away": "Identitätsanbieter fragen, die weg waren",
    "begin-and-end-announcements": "Ankündigungen beginnen und beenden",
    "close-resolved-tickets": "Gelöste Tickets schließen",
    "fold-ticket-counts": "Ticketzahlen zusammenfassen",
    "index-texts-anew": "Texte für die Suche erfassen",
    "mail-guests-links": "Gästen Links schicken",
    "mail-links-to-confirm-addresses": "Links zum Bestätigen von Adressen schicken",
    "make-thumbnails": "Vorschaubilder erzeugen",
    "notice-full-storage": "Prüfen, ob der Speicher voll ist",
    "notice-outages": "Prüfen, ob außerhalb etwas weg ist",
    "notice-unsent-mail": "Prüfen, ob Mail hängt",
    "notice-waiting-tickets": "Tickets suchen, die niemand übernommen hat",
    "notify-people": "Personen benachrichtigen",
    "purge-deleted-tickets": "Gelöschte Tickets endgültig entfernen",
    "react-to-the-log": "Auf Ereignisse reagieren",
    "recount-tickets": "Tickets neu zählen",
    "send-mail": "Mail versenden",
    "sweep-drafts": "Alte Entwürfe entfernen",
    "sweep-files": "Nicht mehr benötigte Dateien entfernen",
    "sweep-mail": "Alte Mails aus dem Postausgang entfernen",
    "sweep-notices": "Systemmeldungen beenden und entfernen",
    "sweep-notifications": "Alte Benachrichtigungen entfernen",
    "sweep-sessions": "Beendete Sitzungen entfernen",
    "sweep-the-audit": "Alte Versuche aus dem Audit entfernen",
  },
};
