import type { Translation } from "@/messages/translation";
import type { imports as en } from "@/messages/server/en/refusals/administration/imports";

/** What is refused about files of people, and what is said of their rows. */
export const imports: Translation<typeof en> = {
  unknown: "Diesen Import gibt es nicht.",
  noFile: "Bitte wählen Sie eine CSV-Datei.",
  fileTooLarge: "Diese Datei ist zu groß: höchstens {most}.",
  mediaType: "Bitte senden Sie eine CSV-Datei, als text/csv oder im Feld „file“ eines Formulars.",
  encoding:
    "Die Zeichenkodierung dieser Datei wurde nicht erkannt. Bitte speichern Sie sie als CSV in UTF-8.",
  noRows: "Unter den Spaltenköpfen dieser Datei stehen keine Zeilen.",
  tooManyRows: "Eine Datei darf höchstens {most, number} Zeilen haben. Bitte teilen Sie sie auf.",
  tooManyColumns: "Eine Datei darf höchstens {most, number} Spalten haben.",
  quote:
    "Ein Anführungszeichen ist nicht geschlossen: Die Zelle beginnt in Zeile {line, number} oder darunter.",
  unreadable: "Diese Datei ist kein CSV: Zeile {line, number} konnte nicht gelesen werden.",
  twoColumns: "Zwei Spalten bedeuten dasselbe: {heads}. Bitte behalten Sie eine davon.",
  noEmailColumn:
    "Es gibt keine Spalte mit E-Mail-Adressen. Ihr Kopf heißt „E-Mail“; die anderen heißen Name, Rolle, Teams und Sprache.",
  notPreview: "Dieser Import wurde schon gestartet oder abgebrochen.",
  nothingToDo: "Keine Zeile dieser Datei ändert etwas.",
  ended: "Dieser Import ist schon beendet.",
  rowsGone: "Die Zeilen dieses Imports wurden gelöscht. Bitte wählen Sie die Datei noch einmal.",
  row: {
    noEmail: "Es fehlt die E-Mail-Adresse.",
    noName: "Mit dieser Adresse gibt es noch niemanden, und eine neue Person braucht einen Namen.",
    role: "Die Rolle „{role}“ gibt es nicht: Die Rollen sind user, viewer, agent und admin.",
    language: "Die Sprache „{language}“ gibt es nicht: Die Sprachen sind en und de.",
    team: "Das Team „{team}“ gibt es nicht.",
    twice: "Dieselbe Adresse steht schon in Zeile {line, number}.",
    samePerson: "Eine andere Adresse derselben Person steht schon in Zeile {line, number}.",
    tooManyCells: "Die Zeile hat mehr Zellen als Spalten.",
    unproven:
      "Jemand hat sich mit dieser Adresse registriert und nicht gezeigt, dass sie ihr oder ihm gehört. Bestätigen Sie zuerst die Adresse auf der Seite der Person.",
    yourself: "Ein Import ändert Ihre eigene Rolle nicht.",
    changed:
      "Die Rolle dieser Person wurde nach der Vorschau geändert. Bitte importieren Sie die Datei noch einmal und sehen Sie die neue Vorschau an.",
  },
  note: {
    disabled: "Diese Person ist gesperrt und bleibt es.",
    getsRole:
      "Erhält die Rolle {role, select, admin {Admin} agent {Agent:in} viewer {Nur Lesen} guest {Gast} other {Anfragende Person}}.",
    role: "Die Rolle ändert sich von {from, select, admin {Admin} agent {Agent:in} viewer {Nur Lesen} guest {Gast} other {Anfragende Person}} zu {to, select, admin {Admin} agent {Agent:in} viewer {Nur Lesen} guest {Gast} other {Anfragende Person}}.",
  },
  columns: {
    line: "Zeile",
    reason: "Grund",
    name: "Name",
    email: "E-Mail",
    role: "Rolle",
    teams: "Teams",
    state: "Zustand",
    created: "Seit",
    seen: "Zuletzt hier",
  },
};
