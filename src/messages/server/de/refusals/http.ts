import type { http as en } from "@/messages/server/en/refusals/http";
import type { Translation } from "@/messages/translation";

/** What is refused before anybody looks at who asks. */
export const http: Translation<typeof en> = {
  otherProcess: "Dieser Prozess des Helpdesks beantwortet das nicht, sondern ein anderer.",
  startUp: "Der Helpdesk startet gerade.",
  unreadable: "Diese Anfrage ist nicht lesbar.",
  headersTooLong: "Adresse und Kopfzeilen der Anfrage sind länger als 16 kB.",
  notInTime: "Die Anfrage kam nicht rechtzeitig an.",
  addressUnreadable: "Die Adresse der Anfrage ist nicht lesbar.",
  hostUnreadable: "Der Name in der Kopfzeile Host ist nicht lesbar.",
  brokeOff: "Die Anfrage brach ab. Bitte versuchen Sie es noch einmal.",
  bodyTooSlow: "Der Inhalt der Anfrage kam zu langsam an. Bitte versuchen Sie es noch einmal.",
  compressed: "Senden Sie den Inhalt unverändert, nicht komprimiert.",
  bodyTooLarge: "Der Inhalt ist größer als {most}.",
  notUtf8: "Der Inhalt ist kein Text in UTF-8.",
  badJson: "Der Inhalt ist kein gültiges JSON.",
  tooManyFields: "Das Formular hat mehr als {most, number} Felder.",
  nestedTooDeeply: "Das JSON ist zu tief verschachtelt oder hat zu viele Werte.",
  refusedValue: "Ein Wert lässt sich so nicht speichern (ein Zeichen oder eine Zahl, die nicht erlaubt ist).",
  databaseFull:
    "Der Datenträger der Datenbank ist voll, deshalb lässt sich nichts schreiben. Bitte sagen Sie denen Bescheid, die diesen Server betreuen.",
  databaseAway: "Die Datenbank antwortet gerade nicht. Bitte versuchen Sie es gleich noch einmal.",
  broken: "Bei uns ist etwas kaputtgegangen. Die Nummer der Anfrage hilft denen, die nachsehen.",
  takesTooLong: "Das zu finden dauert zu lange. Bitte suchen Sie etwas Genaueres.",
  unknownHost: "Kein Helpdesk hat diesen Namen. Bitte prüfen Sie die Adresse.",
  tooManyParameters: "Die Adresse einer Seite hat höchstens {most, number} Parameter.",
  notSetUp: "Dieser Helpdesk ist noch nicht eingerichtet.",
  noHostName: "Das ist kein Hostname. Einer sieht so aus: help.example.org.",
  nothingHere: "Unter dieser Adresse gibt es nichts.",
};
