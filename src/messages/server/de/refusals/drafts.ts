import type { drafts as en } from "@/messages/server/en/refusals/drafts";
import type { Translation } from "@/messages/translation";

/** What is refused about drafts. */
export const drafts: Translation<typeof en> = {
  tooMany:
    "Sie haben so viele Entwürfe, wie sich hier aufheben lassen. Senden oder verwerfen Sie einige davon.",
  tooLarge:
    "Ihre Entwürfe sind zusammen größer, als sich hier aufheben lässt. Senden oder verwerfen Sie einige davon.",
  noPlace: "Unter diesem Namen gibt es nichts zu schreiben.",
  noTickets: "Sie können hier keine Tickets anlegen.",
  busy: "Dieser Entwurf ändert sich gerade. Bitte versuchen Sie es noch einmal.",
  tooLong: "Ein Entwurf hat höchstens 60.000 Zeichen.",
  tooMuchAside:
    "Für dieses Feld ist zu viel beiseitegelegt. Übernehmen oder verwerfen Sie zuerst etwas davon.",
};
