import type { users as en } from "@/messages/server/en/refusals/users";
import type { Translation } from "@/messages/translation";

/** What is refused about people and their accounts. */
export const users: Translation<typeof en> = {
  noPicture:
    "Das ist kein Bild, das hier gelesen werden kann. Bitte senden Sie PNG, JPEG, WebP, GIF oder AVIF mit höchstens 64 Megapixeln.",
  hasNoPicture: "Diese Person hat kein Bild.",
  unknown: "Diese Person gibt es nicht.",
  lastAdmin: "Das ist der einzige Admin. Machen Sie zuerst jemand anderen zum Admin.",
  lastAdminByPassword:
    "Das ist der einzige Admin, der hier ein Passwort hat und sich auch dann anmelden kann, wenn das Verzeichnis oder der Anmeldedienst nicht erreichbar ist. Geben Sie zuerst einem anderen Admin ein Passwort.",
  noEmail: "Diese Person hat keine E-Mail-Adresse.",
  emailOwned: "Mit dieser Adresse meldet sich hier schon jemand anderes an.",
  noSuchEmail: "Niemand hier hat die E-Mail-Adresse {email}.",
  linkUsed:
    "Dieser Link wurde schon benutzt oder ist zu alt. Solange es keinen Admin gibt, zeigt ein neuer Start von Helpejo einen neuen.",
  invitationUsed:
    "Diese Einladung wurde schon benutzt oder ist zu alt. Bitte lassen Sie sich eine neue geben.",
  resetUsed: "Dieser Link wurde schon benutzt oder ist zu alt. Bitte fordern Sie einen neuen an.",
  registrationUsed:
    "Dieser Link wurde schon benutzt oder ist zu alt. Bitte legen Sie das Konto noch einmal an.",
  domains: "Konten gibt es für Adressen bei {domains}.",
  hasPassword: "Diese Person hat schon ein Passwort.",
  preferencesFull: "Für weitere Einstellungen ist kein Platz.",
  choiceOfOthers: "Benachrichtigungen dieser Art erreichen Sie nicht.",
  choiceAtOnce: "Das kommt sofort per Mail oder nie: Es kann nicht warten.",
  choiceInBell: "Diese Art steht immer in der Liste hinter der Glocke.",
  otherPassword: "Ihr bisheriges Passwort ist ein anderes.",
  registration: "Konten legen hier die Admins an. Bitte wenden Sie sich an sie.",
  emailTaken: "Zu dieser E-Mail-Adresse gibt es schon ein Konto.",
  weakPassword:
    "Dieses Passwort ist leicht zu erraten: {reason, select, own {Es enthält wenig außer dem Namen der Person, der E-Mail-Adresse, dem Namen der Organisation oder dieses Produkts} common {Es ist eines der meistbenutzten Passwörter, oder fast} words {Es besteht aus zu wenigen, zu häufigen Wörtern} spatial {Seine Tasten liegen auf der Tastatur nebeneinander} repeat {Es wiederholt dieselben wenigen Zeichen} sequence {Seine Zeichen sind eine Reihe, wie 1234 oder abcd} date {Es ist vor allem ein Datum} other {Es ist zu kurz und zu einfach}}. Ein kurzer Satz ist leicht zu merken und schwer zu erraten.",
  weakness:
    "{reason, select, own {Es enthält wenig außer dem Namen der Person, der E-Mail-Adresse, dem Namen der Organisation oder dieses Produkts} common {Es ist eines der meistbenutzten Passwörter, oder fast} words {Es besteht aus zu wenigen, zu häufigen Wörtern} spatial {Seine Tasten liegen auf der Tastatur nebeneinander} repeat {Es wiederholt dieselben wenigen Zeichen} sequence {Seine Zeichen sind eine Reihe, wie 1234 oder abcd} date {Es ist vor allem ein Datum} other {Es ist zu kurz und zu einfach}}",
  guestRole:
    "Ein Gast hat Links zu seinen Tickets und kein Konto. Laden Sie die Person ein: Was sie angelegt hat, wird ihres, sobald ihre Adresse bestätigt ist.",
  colleagues: "Tickets werden hier nicht mit Kolleginnen und Kollegen geteilt.",
};
