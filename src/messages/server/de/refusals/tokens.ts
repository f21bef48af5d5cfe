import type { tokens as en } from "@/messages/server/en/refusals/tokens";
import type { Translation } from "@/messages/translation";

/** What is refused about personal tokens. */
export const tokens: Translation<typeof en> = {
  personOnly:
    "Kein Token darf ändern, wie Sie sich anmelden, oder Tokens erzeugen. Bitte melden Sie sich dafür an.",
  scope: "Dieses Token hat den Umfang „{scope}“ nicht.",
  adminsOnly: "Nur Admins können einem Token den Umfang „admin“ geben.",
  roleWithoutScope: "Ein Token dieser Rolle kann den Bereich admin nicht haben.",
  tooManyServices: "Es gibt schon {most, number} Dienst-Tokens: beenden Sie zuerst eines.",
  tooMany: "Sie haben schon {most, number} Tokens. Bitte beenden Sie zuerst eines.",
  unknown: "Dieses Token gibt es nicht.",
};
