import type { Translation } from "@/messages/translation";
import type { library as en } from "@/messages/server/en/refusals/library/library";

/** What is refused about what staff keep for their work: canned replies. */
export const library: Translation<typeof en> = {
  unknown: "Das gibt es nicht mehr, oder es ist nicht für Sie.",
  forbidden: "Sie können das verwenden, aber nicht ändern.",
  mineOnly: "Nur Agent:innen und Admins können eigene anlegen.",
  teamOnly: "Nur Agent:innen dieses Teams und Admins können etwas für das Team anlegen.",
  organisationOnly: "Nur Admins können etwas für alle anlegen.",
  team: "Wählen Sie das Team, dem es gehört, und sonst keines.",
  unknownTeam: "Dieses Team gibt es nicht.",
  nameTaken: "Diesen Namen gibt es schon.",
  tooMany: "Es kann höchstens {most, number} davon geben. Löschen Sie zuerst einige.",
};
