import type { organisations as en } from "@/messages/server/en/refusals/organisations";
import type { Translation } from "@/messages/translation";

/** What is refused about an organisation and its settings. */
export const organisations: Translation<typeof en> = {
  noCategory: "Diese Kategorie gibt es nicht.",
  gone: "Diese Organisation gibt es nicht mehr.",
  keyTaken: "Es gibt schon eine Kategorie „{key}“.",
  categoryTaken: "Es gibt schon eine Kategorie dieses Namens.",
  lastCategory: "Mindestens eine Kategorie muss bleiben.",
  anonymiseEarly:
    "Tickets lassen sich {reopenDays} Tage nach dem Schließen wieder öffnen; {anonymiseDays} Tage bis zum Anonymisieren sind zu wenige.",
};
