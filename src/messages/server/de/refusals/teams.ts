import type { teams as en } from "@/messages/server/en/refusals/teams";
import type { Translation } from "@/messages/translation";

/** What is refused about teams. */
export const teams: Translation<typeof en> = {
  unknown: "Dieses Team gibt es nicht.",
  taken: "Es gibt schon ein Team dieses Namens.",
  emailTaken: "Ein anderes Team hat diese Adresse.",
};
