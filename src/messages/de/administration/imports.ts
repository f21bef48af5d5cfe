import type { Translation } from "@/messages/translation";
import type { imports as en } from "@/messages/en/administration/imports";

/** The admin pages that import people from CSV files. */
export const imports: Translation<typeof en> = {
  title: "Personen importieren",
  back: "Personen",
  description:
    "Aus einer CSV-Datei mit den Spalten Name, E-Mail, Rolle, Teams und Sprache. Zuerst sehen Sie, was jede Zeile bewirken würde; geändert wird nichts, bevor Sie den Import starten.",
  choose: "CSV-Datei wählen oder ablegen",
  chooseHint:
    "Höchstens 5 MB und 20.000 Zeilen. Nötig ist nur die E-Mail-Adresse; neue Personen brauchen auch einen Namen. Personen werden an ihren Adressen erkannt, darum ändert dieselbe Datei beim zweiten Mal nichts.",
  sample: "Beispieldatei herunterladen",
  uploading: "Die Datei wird gelesen",
  failed: "Das ging nicht",
  earlier: "Importe",
  loading: "Importe werden geladen",
  none: "Noch keine Datei wurde importiert.",
  showMore: "Mehr anzeigen",
  offline: {
    title: "Sie sind offline",
    reason: "Die Importe kommen, sobald der Helpdesk erreichbar ist.",
  },
  by: "von <name></name>, <ago></ago>",
  rowCount: "{count, plural, one {# Zeile} other {# Zeilen}}",
  state: {
    preview: "Vorschau",
    running: "Läuft",
    done: "Fertig",
    cancelled: "Abgebrochen",
  },
  outcome: {
    create: "Neu",
    change: "Ändert",
    unchanged: "Nichts zu tun",
    error: "Fehler",
  },
  result: {
    create: "Angelegt",
    change: "Geändert",
    unchanged: "Nichts zu tun",
    error: "Fehler",
  },
  page: {
    back: "Importe",
    gone: "Diesen Import gibt es nicht",
    goneReason: "Vorschauen, die nicht gestartet wurden, werden nach 7 Tagen gelöscht.",
    toImports: "Alle Importe anzeigen",
    read: "Gelesen als {encoding}, getrennt durch {delimiter, select, comma {Kommas} semicolon {Semikolons} other {Tabulatoren}}.",
    ignored:
      "{count, plural, one {Diese Spalte wird übergangen:} other {Diese Spalten werden übergangen:}} <heads></heads>",
    counts: "Was die Datei bewirkt",
    invite: "Neuen Personen eine Einladung mailen",
    inviteHint: "Sonst haben sie noch kein Konto und können später auf ihren Seiten eingeladen werden.",
    start:
      "{what, select, both {{create, plural, one {# Person} other {# Personen}} anlegen und {change, plural, one {# Person} other {# Personen}} ändern} create {{create, plural, one {# Person} other {# Personen}} anlegen} other {{change, plural, one {# Person} other {# Personen}} ändern}}",
    discard: "Verwerfen",
    stop: "Anhalten",
    stopTitle: "Diesen Import anhalten?",
    stopReason:
      "Personen, deren Zeilen an der Reihe waren, bleiben, wie sie sind. Fortgesetzt werden kann er nicht, aber die Datei lässt sich noch einmal importieren.",
    nothing: "Keine Zeile dieser Datei ändert etwas.",
    makesAdmins: "Diese Datei macht Personen zu Admins. Sehen Sie deren Zeilen an, bevor Sie starten.",
    progress: "Fortschritt des Imports",
    position: "{position, number} von {total, number} Zeilen",
    done: "Der Import ist fertig",
    cancelled: "Der Import wurde abgebrochen",
    cancelledReason: "{position, number} von {total, number} Zeilen waren an der Reihe.",
    errors: "Fehler herunterladen",
    errorsHint:
      "Die Zeilen mit Fehlern, wie sie in der Datei stehen, jede mit ihrem Grund: Verbessern Sie sie, und importieren Sie diese Datei.",
    people: "Personen anzeigen",
    problems: "Zeilen zum Ansehen",
    problemsHint: "Fehler, Rollen, die vergeben oder genommen werden, und gesperrte Personen.",
    rows: "Alle Zeilen",
    rowsGone: "Die Zeilen wurden 7 Tage nach dem Import gelöscht.",
    number: "{count, number}",
    line: "Zeile",
    person: "Person",
    what: "Was",
    details: "Einzelheiten",
    noName: "ohne Namen",
    lineOf: "Zeile {line, number}",
    becomes: "<field></field>: <to></to>",
    changes: "<field></field>: <from></from> → <to></to>",
    empty: "keine",
  },
  field: {
    name: "Name",
    email: "E-Mail",
    role: "Rolle",
    teams: "Teams",
    language: "Sprache",
  },
  people: {
    import: "Importieren",
    export: "Exportieren",
  },
};
