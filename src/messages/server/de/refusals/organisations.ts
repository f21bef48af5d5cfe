import type { organisations as en } from "@/messages/server/en/refusals/organisations";
import type { Translation } from "@/messages/translation";

/** What is refused about an organisation and its settings. */
export const organisations: Translation<typeof en> = {
  noCategory: "Diese Kategorie gibt es nicht.",
  gone: "Diese Organisation gibt es nicht mehr.",
  keyTaken: "Es gibt schon eine Kategorie „{key}“.",
  categoryTaken: "Es gibt schon eine Kategorie dieses Namens.",
  noLogo: "Diese Organisation hat kein Logo.",
  accent:
    "Weiße Schrift auf dieser Farbe hat einen Kontrast von {ratio, number}:1, und sie muss auf jeder Seite zu sehen sein: Schrift braucht 4,5:1. Die nächste Farbe, die genügt, ist {nearest}.",
  language: "Die Sprache für alle, die keine gewählt haben, muss eine der angebotenen sein.",
  workingHours:
    "Arbeitsstunden lassen sich zählen, sobald eine Zeitzone gesetzt ist und ein Tag, an dem gearbeitet wird.",
  uploadMax: "Diese Installation nimmt Dateien bis {most, number} MB.",
  lastCategory: "Mindestens eine Kategorie muss bleiben.",
  anonymiseEarly:
    "Tickets lassen sich {reopenDays} Tage nach dem Schließen wieder öffnen; {anonymiseDays} Tage bis zum Anonymisieren sind zu wenige.",
};
