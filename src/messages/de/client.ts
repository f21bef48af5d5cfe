import type { Translation } from "@/messages/translation";
import type { client as en } from "@/messages/en/client";

/** What the page says of its line to the server. */
export const client: Translation<typeof en> = {
  somethingWrong: "Etwas ist schiefgegangen.",
  pageWrong: "Auf dieser Seite ist etwas schiefgegangen.",
  signedOut:
    "Sie sind abgemeldet. Was Sie geschrieben haben, bleibt erhalten; melden Sie sich wieder an, um es zu senden.",
  offline:
    "Der Helpdesk ist gerade nicht erreichbar. Was Sie geschrieben haben, bleibt erhalten; versuchen Sie es noch einmal, sobald Sie wieder online sind.",
  unreachable:
    "Der Helpdesk ist nicht erreichbar. Bitte prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.",
  ourFault: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
  uploadStopped: "Das Hochladen wurde abgebrochen.",
  tooOld:
    "Dies hat einen Tag gewartet und ist vielleicht doch angekommen. Bitte sehen Sie nach, bevor Sie es noch einmal senden.",
  fileNotKept: "Dieser Browser hat {name} nicht behalten. Bitte wählen Sie die Datei noch einmal aus.",
  signIn: {
    wrong:
      "E-Mail-Adresse und Passwort passen nicht zusammen. Bitte prüfen Sie beides und versuchen Sie es noch einmal.",
    passkeyWrong: "Dieser Passkey meldet Sie hier nicht an. Nehmen Sie einen anderen oder Ihr Passwort.",
    codeRequired: "Bitte geben Sie auch den Code Ihrer Authenticator-App ein.",
    codeWrong: "Dieser Code ist falsch, zu alt oder wurde schon benutzt. Bitte geben Sie den nächsten ein.",
    waitSeconds:
      "Zu viele Versuche. Bitte warten Sie {count, plural, one {# Sekunde} other {# Sekunden}} und versuchen Sie es noch einmal.",
    waitMinutes:
      "Zu viele Versuche. Bitte warten Sie {count, plural, one {# Minute} other {# Minuten}} und versuchen Sie es noch einmal.",
    directoryAway:
      "Das Verzeichnis Ihrer Organisation ist gerade nicht erreichbar, und dieses Passwort ist hier nicht hinterlegt. Bitte versuchen Sie es in einigen Minuten noch einmal.",
    twoCookies:
      "Eine andere Seite unter dieser Adresse hat ein zweites Anmelde-Cookie in Ihren Browser gelegt, deshalb gilt niemand als angemeldet. Bitte löschen Sie die Cookies dieser Adresse in Ihrem Browser und melden Sie sich dann wieder an.",
    provider: {
      none: "Diese Art der Anmeldung ist hier nicht eingerichtet.",
      away: "Der Identitätsanbieter ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal; mit einem Passwort dieses Helpdesks können Sie sich trotzdem anmelden.",
      expired:
        "Diese Anmeldung hat zu lange gedauert oder wurde in einem anderen Tab oder Browser begonnen. Bitte beginnen Sie noch einmal.",
      denied:
        "Der Identitätsanbieter hat Sie nicht hereingelassen, oder Sie haben abgebrochen. Bitte versuchen Sie es noch einmal.",
      invalid:
        "Der Identitätsanbieter hat mit etwas geantwortet, das hier nicht angenommen werden kann. Bitte sagen Sie Ihren Admins Bescheid: Das Protokoll des Servers sagt, warum.",
      unknown:
        "Der Identitätsanbieter kennt Sie, aber Sie haben hier kein Konto. Bitte fragen Sie Ihre Admins danach.",
      disabled: "Ihr Konto hier ist gesperrt. Bitte fragen Sie Ihre Admins.",
    },
    required: "Bitte melden Sie sich an, um diese Seite zu sehen.",
    failed: "Die Anmeldung hat gerade nicht geklappt. Bitte versuchen Sie es gleich noch einmal.",
  },
};
