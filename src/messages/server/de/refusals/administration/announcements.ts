import type { Translation } from "@/messages/translation";
import type { announcements as en } from "@/messages/server/en/refusals/administration/announcements";

/** What is refused about announcements. */
export const announcements: Translation<typeof en> = {
  unknown: "Diese Ankündigung gibt es nicht.",
  over: "Dieser Zeitpunkt ist schon vorbei.",
  order: "Sie kann nicht enden, bevor sie beginnt.",
  notCurrent: "Nur eine Ankündigung, die gerade gezeigt wird, kann beendet werden.",
  tooMany:
    "Höchstens {most, number} Ankündigungen können gleichzeitig geplant oder sichtbar sein. Beenden oder löschen Sie zuerst einige.",
  link: "Verwenden Sie eine Adresse, die mit https:// beginnt, oder eine Seite dieses Helpdesks wie /tickets/new.",
  team: "Wählen Sie das Team, für dessen Mitglieder sie ist, und sonst keines.",
  unknownTeam: "Dieses Team gibt es nicht.",
  onSignIn: "Die Anmeldeseite kann jeder öffnen: Nur eine Ankündigung für alle kann dort stehen.",
};
