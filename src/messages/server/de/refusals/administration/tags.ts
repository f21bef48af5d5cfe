import type { tags as en } from "@/messages/server/en/refusals/administration/tags";
import type { Translation } from "@/messages/translation";

/** What is refused about tags. */
export const tags: Translation<typeof en> = {
  unknown: "Diesen Tag gibt es nicht.",
  itself: "Das ist der Tag selbst.",
  taken: "Es gibt schon einen Tag „{name}“. Die beiden lassen sich zusammenführen.",
  noChange: "Diese Änderung eines Tags gibt es nicht.",
  notUndone:
    "Das lässt sich nicht rückgängig machen: Es läuft noch, wurde schon rückgängig gemacht oder endete vor mehr als 30 Tagen.",
};
