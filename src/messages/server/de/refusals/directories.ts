import type { directories as en } from "@/messages/server/en/refusals/directories";
import type { Translation } from "@/messages/translation";

/** What is refused because of a directory. */
export const directories: Translation<typeof en> = {
  away: "Das Verzeichnis Ihrer Organisation ist gerade nicht erreichbar, und dieses Passwort ist hier nicht hinterlegt. Bitte versuchen Sie es in einigen Minuten noch einmal.",
};
