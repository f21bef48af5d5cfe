import type { directories as en } from "@/messages/server/en/refusals/directories";
import type { Translation } from "@/messages/translation";

/** What is refused because of a directory, and about the ways in. */
export const directories: Translation<typeof en> = {
  away: "Das Verzeichnis Ihrer Organisation ist gerade nicht erreichbar, und dieses Passwort ist hier nicht hinterlegt. Bitte versuchen Sie es in einigen Minuten noch einmal.",
  environment:
    "{variable} ist auf dem Server gesetzt, und was Variablen festlegen, lässt sich nur dort ändern.",
  lockout:
    "Kein Admin hat hier ein Passwort, deshalb könnte niemand hereinkommen und es richten, wenn etwas schiefgeht. Geben Sie zuerst einem Admin ein Passwort.",
  secretAgain:
    "Bitte geben Sie es noch einmal ein: Es geht jetzt an eine andere Stelle oder unter einem anderen Namen.",
  nameMissing: "Geben Sie den Namen an, zu dem dieses Passwort gehört.",
  nothingSet: "Es ist nichts eingestellt, was sich testen ließe.",
};
