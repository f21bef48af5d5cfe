import type { webhooks as en } from "@/messages/server/en/refusals/administration/webhooks";
import type { Translation } from "@/messages/translation";

/** Was zu Webhooks abgelehnt wird. */
export const webhooks: Translation<typeof en> = {
  unknown: "Diesen Webhook gibt es nicht.",
  unknownDelivery: "Diese Zustellung gibt es nicht mehr.",
  private:
    "Das führt in ein privates Netz oder zu diesem Rechner selbst. In den Einstellungen kann unter Webhooks der Host erlaubt werden.",
  tooMany: "Es gibt schon {most, number} Webhooks. Bitte zuerst einen löschen.",
  disabled: "Der Webhook ist abgeschaltet. Bitte zuerst einschalten.",
  beingSent: "Die Zustellung läuft gerade. Bitte in ein paar Sekunden noch einmal nachsehen.",
};
