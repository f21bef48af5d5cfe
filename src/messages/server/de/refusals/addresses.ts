import type { Translation } from "@/messages/translation";
import type { addresses as en } from "@/messages/server/en/refusals/addresses";

/** Was über die eigenen E-Mail-Adressen abgelehnt wird. */
export const addresses: Translation<typeof en> = {
  known: "Diese Adresse ist schon Ihre.",
  tooMany: "Sie haben schon {most, number} Adressen. Bitte entfernen Sie erst eine.",
  unproven: "Bitte bestätigen Sie diese Adresse zuerst mit dem Link, den wir dorthin gesendet haben.",
  primary: "Die Hauptadresse bleibt. Bitte machen Sie erst eine andere zur Hauptadresse.",
  unknown: "Eine solche Adresse haben Sie nicht.",
  linkUsed:
    "Dieser Link funktioniert nicht mehr. Auf der Seite Ihres Kontos können Sie sich einen neuen senden lassen.",
  takesMail: "Mail an diese Adresse ist nicht angehalten.",
};
