import type { mails as en } from "@/messages/server/en/mails";
import type { Translation } from "@/messages/translation";

/** What mails say, and why one was not sent; a mail keeps keys and values, and is put into words when it is sent. */
export const mails: Translation<typeof en> = {
  greeting: "Guten Tag {name},",
  greetingNobody: "Guten Tag,",
  linkBelow: "Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:",
  footer: "{organisation} hat diese Mail automatisch gesendet. Antworten darauf liest niemand.",
  error: {
    refused: "Der Mailserver nimmt sie nicht an: {answer}",
    later: "Der Mailserver will sie später: {answer}",
    signIn: "Der Mailserver lehnt Benutzer oder Passwort aus SMTP_URL ab: {answer}",
    sender: "Der Mailserver nimmt keine Mail des Absenders MAIL_FROM an: {answer}",
    secure: "Keine sichere Verbindung zum Mailserver: {reason}",
    away: "Der Mailserver ist nicht zu erreichen: {reason}",
    silent: "Der Mailserver antwortet nicht rechtzeitig.",
    other: "Sie konnte nicht übergeben werden: {reason}",
    unreadable:
      "Sie kann hier nicht geschrieben werden: Eine andere Version hat sie eingereiht, oder der Schlüssel ihres Links fehlt.",
    expired: "Zum Senden war es zu spät: Was darin steht, ist vorbei.",
  },
};
