import type { pages as en } from "@/messages/server/en/pages";
import type { Translation } from "@/messages/translation";

/** Pages that are shown where no page of the product can be. */
export const pages: Translation<typeof en> = {
  startingTitle: "Helpejo startet",
  starting: "Gleich ist es da, in ein paar Sekunden.",
  awayTitle: "Helpejo ist kurz weg",
  away: "Die Datenbank antwortet nicht. Nichts ist verloren: Was Sie getippt haben, bleibt erhalten.",
  looksAgain: "Diese Seite sieht von selbst alle {seconds, number} Sekunden wieder nach.",
  nobodyTitle: "Hier gibt es keinen Helpdesk",
  nobody: "Kein Helpdesk hat den Namen in der Adresszeile.",
  checkAddress: "Bitte prüfen Sie ihn auf Tippfehler, oder fragen Sie, wer ihn Ihnen gegeben hat.",
};
