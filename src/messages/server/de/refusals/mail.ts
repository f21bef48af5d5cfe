import type { mail as en } from "@/messages/server/en/refusals/mail";
import type { Translation } from "@/messages/translation";

/** What is refused about the outbox. */
export const mail: Translation<typeof en> = {
  unknown: "Diese Mail gibt es nicht.",
  sent: "Diese Mail wurde schon gesendet.",
  over: "Was diese Mail sagt, ist vorbei. Sie muss neu veranlasst werden, etwa durch eine neue Einladung.",
  linkSent: "Hier wird Mail gesendet: Den Link bekommt ihr Empfänger, und niemand sonst.",
  noLink: "Diese Mail hat keinen Link, oder nicht mehr.",
  unreadable:
    "Der Link dieser Mail ist nicht lesbar: Der Schlüssel, mit dem er versiegelt wurde, fehlt hier. Bitte neu einladen.",
  noUnsubscribe:
    "Dieser Link beendet keine Mails. Bitte nehmen Sie den aus einer Mail, die Sie bekommen haben.",
  noServer: "Es gibt keinen Mailserver zum Testen. Bitte zuerst einen eintragen.",
};
