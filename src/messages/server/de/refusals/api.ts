import type { api as en } from "@/messages/server/en/refusals/api";
import type { Translation } from "@/messages/translation";

/** What every route may refuse. */
export const api: Translation<typeof en> = {
  signIn: "Bitte melden Sie sich an.",
  otherPerson: "Hier ist jetzt jemand anderes angemeldet. Bitte melden Sie sich neu an.",
  forbidden: "Das ist Ihnen nicht erlaubt.",
  proof: "Bitte geben Sie vorher Ihr Passwort noch einmal ein (POST /api/me/reauthenticate).",
  changedMeanwhile:
    "Das hat inzwischen jemand anderes geändert. Sehen Sie es noch einmal an, bevor Sie es ändern.",
  changedSince: "Das hat jemand anderes geändert, seit Sie es gesehen haben.",
  badKey: "Ein Idempotency-Key hat 1 bis 200 Zeichen.",
  foreignPage: "Diese Anfrage kam nicht von einer Seite dieses Helpdesks.",
  unstorable: "Hier steht ein Zeichen, das sich nicht speichern lässt (ein NUL oder ein halbes Zeichen).",
  sendJson: "Senden Sie JSON, mit content-type application/json.",
  accessChanged: "Ihre Rechte haben sich gerade geändert. Die Verbindung wird neu aufgebaut.",
  stillWorking: "Dieselbe Anfrage ist noch in Arbeit. Bitte versuchen Sie es noch einmal.",
  keyReused: "Dieser Idempotency-Key wurde schon für eine Anfrage mit anderem Inhalt verwendet.",
  answerErased:
    "Eine Anfrage mit diesem Idempotency-Key wurde bereits ausgeführt. Die Antwort enthielt Daten einer Person, die inzwischen gelöscht wurden, und kann nicht noch einmal gegeben werden.",
  resync:
    "Seit dieser Marke ist zu viel geschehen, oder die Datenbank wurde wiederhergestellt: Rufen Sie alles neu ab und beginnen Sie ohne sie.",
  badCursor: "Diese Seitenmarke hat diese Liste nicht ausgegeben.",
  queryTooLong: "Der Teil der Adresse nach dem Fragezeichen ist länger als {most, number} Zeichen.",
  once: "Geben Sie das nur einmal an.",
  method: "Diese Methode gibt es unter dieser Adresse nicht.",
};
