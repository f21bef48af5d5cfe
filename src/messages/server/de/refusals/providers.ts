import type { providers as en } from "@/messages/server/en/refusals/providers";
import type { Translation } from "@/messages/translation";

/** What is refused about an identity provider. */
export const providers: Translation<typeof en> = {
  away: "Der Identitätsanbieter ist gerade nicht erreichbar. Bitte gleich noch einmal versuchen.",
  logout: "Diese Nachricht des Identitätsanbieters gilt hier nicht.",
};
