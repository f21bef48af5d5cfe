import type { Translation } from "@/messages/translation";
import type { passkeys as en } from "@/messages/en/passkeys";

/** Passkeys: signing in without a password. */
export const passkeys: Translation<typeof en> = {
  title: "Passkeys",
  description: "Anmelden mit Fingerabdruck, Gesicht oder PIN Ihres Geräts, ohne Passwort und Code.",
  loading: "Ihre Passkeys werden geladen",
  none: "Noch keine. Ein Passkey bleibt auf Ihrem Gerät oder in Ihrem Passwortmanager und gilt nur unter dieser Adresse; niemand kann ihn Ihnen mit einer falschen Seite entlocken. Haben Sie einen, öffnet Ihr Passwort allein das Konto nicht mehr.",
  added: "Hinzugefügt <ago></ago>",
  used: "Zuletzt benutzt <ago></ago>",
  unused: "Noch nicht benutzt",
  elsewhere: "Gilt nur unter {host}",
  isAdded: "Der Passkey ist hinzugefügt",
  failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal oder nehmen Sie ein anderes Gerät.",
  proof: "Passkey benutzen",
  add: {
    button: "Passkey hinzufügen",
    impossible: "Dieser Browser kann unter dieser Adresse keine Passkeys hinzufügen.",
    dismissed: "Es wurde kein Passkey hinzugefügt. Sie können es jederzeit noch einmal versuchen.",
    known: "Auf diesem Gerät haben Sie schon einen Passkey.",
  },
  name: "Name",
  enterName: "Bitte geben Sie ihm einen Namen.",
  rename: "Umbenennen",
  renameOf: "{name} umbenennen",
  renameTitle: "Diesen Passkey umbenennen",
  remove: "Entfernen",
  removeOf: "{name} entfernen",
  removeTitle: "<name></name> entfernen?",
  removeReason:
    "Damit können Sie sich dann nicht mehr anmelden. Löschen Sie ihn auch auf dem Gerät oder im Passwortmanager: Dort bleibt er stehen.",
  signIn: {
    button: "Mit Passkey anmelden",
    dismissed:
      "Es wurde kein Passkey benutzt. Versuchen Sie es noch einmal oder melden Sie sich mit Passwort an.",
  },
};
