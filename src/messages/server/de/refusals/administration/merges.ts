import type { merges as en } from "@/messages/server/en/refusals/administration/merges";
import type { Translation } from "@/messages/translation";

/** What is refused about merging two accounts of one person. */
export const merges: Translation<typeof en> = {
  unknown: "Diese Person gibt es nicht.",
  same: "Ein Konto lässt sich nicht mit sich selbst zusammenführen.",
  yourself:
    "Das Konto, mit dem Sie angemeldet sind, kann nicht entfallen. Öffnen Sie das andere und führen Sie es mit Ihrem zusammen.",
  already: "Dieses Konto wurde schon mit einem anderen zusammengeführt.",
  receiving:
    "Mit diesem Konto wird gerade ein anderes zusammengeführt. Bitte warten Sie, bis das beendet ist.",
  disabled: "Dieses Konto ist gesperrt. Geben Sie es zuerst frei oder wählen Sie ein anderes.",
  guest: "Ein Gast hat kein Konto, das bleiben könnte. Führen Sie den Gast mit der anderen Person zusammen.",
  name: "So heißt dieses Konto nicht.",
  stays: "Dieses Konto wurde mit einem anderen zusammengeführt und bleibt gesperrt.",
};
