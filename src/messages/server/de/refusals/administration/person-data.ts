import type { personData as en } from "@/messages/server/en/refusals/administration/person-data";
import type { Translation } from "@/messages/translation";

/** Why a person's data is not erased. */
export const personData: Translation<typeof en> = {
  begun: "Die Daten dieser Person werden bereits gelöscht oder wurden schon gelöscht.",
  erased: "Die Daten dieser Person wurden gelöscht. An ihr lässt sich nichts mehr ändern.",
  oneself: "Die eigenen Daten können Sie hier nicht löschen. Bitten Sie eine andere Admin-Person darum.",
  otherName: "Bitte den Namen der Person genau so eingeben, wie er angezeigt wird.",
  active:
    "Diese Person kann sich noch anmelden. Bitte bestätigen, dass das Löschen den Zugang beendet, oder sie zuerst sperren.",
};
