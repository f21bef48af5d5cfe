import type { secondFactors as en } from "@/messages/server/en/refusals/second-factors";
import type { Translation } from "@/messages/translation";

/** What is refused about second factors. */
export const secondFactors: Translation<typeof en> = {
  wrong: "Dieser Code ist falsch, zu alt oder wurde schon benutzt. Bitte geben Sie den nächsten ein.",
  wanted:
    "Ihre Organisation verlangt einen zweiten Faktor, und Sie haben nur diesen. Bitte fügen Sie zuerst einen anderen hinzu.",
  tooLate: "Das hat zu lange gedauert oder wurde anderswo neu begonnen. Bitte beginnen Sie noch einmal.",
  notThisCode:
    "Das ist nicht der Code, den die App jetzt zeigt. Bitte sehen Sie noch einmal nach; vielleicht gehen auch die Uhren verschieden.",
  none: "Es gibt keinen zweiten Faktor, den diese ersetzen könnten.",
  passkey: "Bitte melden Sie sich mit einem Passkey an oder senden Sie einen Ihrer Wiederherstellungscodes.",
  enter: "Bitte geben Sie den Code ein, den Ihre Authenticator-App jetzt zeigt.",
  first:
    "Ihre Organisation verlangt einen zweiten Faktor. Bitte schalten Sie ihn zuerst ein, auf der Seite Ihres Kontos (POST /api/me/totp).",
  turnOn: "Bitte schalten Sie zuerst Ihren zweiten Faktor ein.",
};
