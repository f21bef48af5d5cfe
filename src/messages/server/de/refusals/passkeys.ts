import type { passkeys as en } from "@/messages/server/en/refusals/passkeys";
import type { Translation } from "@/messages/translation";

/** What is refused about passkeys. */
export const passkeys: Translation<typeof en> = {
  known: "Dieser Passkey ist hier schon bekannt.",
  unknown: "Sie haben keinen solchen Passkey.",
  notYours:
    "Dieser Passkey gehört nicht zu diesem Konto, oder er ließ sich nicht prüfen. Bitte noch einmal versuchen.",
  notMade:
    "Der Passkey konnte nicht hinzugefügt werden: Er wurde nicht für diese Seite erzeugt oder vor zu langer Zeit. Bitte beginnen Sie noch einmal.",
  tooMany: "Sie haben schon {most, number} Passkeys. Bitte entfernen Sie zuerst einen.",
};
