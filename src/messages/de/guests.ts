import type { guests as en } from "@/messages/en/guests";
import type { Translation } from "@/messages/translation";

/** Guests: their form, their links, and their one ticket. */
export const guests: Translation<typeof en> = {
  leave: "Verlassen",
  form: {
    title: "Hilfe anfordern",
    description:
      "Schreiben Sie an {organisation}, auch ohne Konto. Die Antwort kommt per E-Mail, mit einem Link zu Ihrer Anfrage.",
    closed: "Dieses Formular ist geschlossen",
    closedReason: "Anfragen stellen hier Personen mit einem Konto. Wenn Sie eines haben, melden Sie sich an.",
    signIn: "Anmelden",
    name: "Ihr Name",
    email: "Ihre E-Mail-Adresse",
    emailHint: "Dorthin geht der Link zu Ihrer Anfrage.",
    addFile: "Datei oder Bild anfügen",
    fileSize: "Eine Datei mit bis zu {megabytes, number} MB; weitere können später folgen",
    fileTooLarge: "Größer als {megabytes, number} MB",
    titleShort: "Bitte mindestens {count, number} Zeichen schreiben.",
    descriptionShort: "Bitte mit mindestens {count, number} Zeichen beschreiben.",
    leaveEmpty: "Dieses Feld leer lassen",
    sent: "Ihre Anfrage ist unterwegs",
    sentReason:
      "Eine E-Mail mit einem Link dazu geht an <bdi>{email}</bdi>. Wenn in einigen Minuten keine kommt, sehen Sie bei unerwünschten E-Mails nach und ob die Adresse stimmt.",
    another: "Weitere Anfrage schreiben",
    haveTicket: "Schon eine Anfrage gestellt? <link>Neuen Link dazu anfordern</link>",
  },
  link: {
    title: "Neuer Link zu Ihrer Anfrage",
    description:
      "Geben Sie die Adresse ein, die Sie verwendet haben. Die Links zu Ihren Anfragen kommen dort per E-Mail an.",
    submit: "Neuen Link senden",
    sent: "Wenn es Anfragen von <bdi>{email}</bdi> gibt, sind neue Links dazu unterwegs.",
    noTicket: "Noch keine Anfrage? <link>Jetzt schreiben</link>",
  },
  open: {
    title: "Ihre Anfrage wird geöffnet",
    dead: "Dieser Link gilt nicht mehr",
    deadReason:
      "Ein Link gilt 72 Stunden, und nur der neueste einer Anfrage. Geben Sie Ihre Adresse ein, dann kommt ein neuer per E-Mail.",
    signedIn: "Sie sind hier angemeldet",
    signedInReason:
      "In diesem Browser ist <bdi>{name}</bdi> angemeldet. Der Link öffnet eine Anfrage als Gast und meldet diese Person hier ab.",
    stay: "Angemeldet bleiben",
    goOn: "Abmelden und Anfrage öffnen",
  },
  ended: {
    title: "Dieser Link ist abgelaufen",
    reason: "Was Sie geschrieben haben, bleibt hier. Ein neuer Link kommt per E-Mail.",
    newLink: "Neuen Link senden",
  },
};
