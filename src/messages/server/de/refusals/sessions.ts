import type { sessions as en } from "@/messages/server/en/refusals/sessions";
import type { Translation } from "@/messages/translation";

/** What is refused about signing in and sessions. */
export const sessions: Translation<typeof en> = {
  wrongPassword: "Das ist nicht Ihr Passwort. Bitte prüfen Sie es und versuchen Sie es noch einmal.",
  unknown: "Diese Sitzung gibt es nicht, oder sie ist schon vorbei.",
  noMatch: "Diese E-Mail-Adresse und dieses Passwort passen nicht zusammen.",
  refreshToken: "Dieses Refresh-Token gilt nicht mehr. Bitte melden Sie sich neu an.",
};
