import type { Translation } from "@/messages/translation";
import type { addresses as en } from "@/messages/en/addresses";

/** Die eigenen E-Mail-Adressen. */
export const addresses: Translation<typeof en> = {
  title: "E-Mail-Adressen",
  description:
    "Mit jeder bestätigten Adresse können Sie sich anmelden, und Anfragen, die für sie gestellt werden, sind Ihre. E-Mails gehen an die Hauptadresse.",
  loading: "Ihre Adressen werden geladen",
  none: "In Ihrem Konto steht keine E-Mail-Adresse.",
  primary: "Hauptadresse",
  unconfirmed: "Nicht bestätigt",
  refused: "Nimmt keine Mail an",
  refusedReason:
    "Ein Mailserver hat diese Adresse abgewiesen: {answer}. Neues zu Tickets geht nicht dorthin. Wenn das Postfach wieder geht, erlauben Sie einen neuen Versuch.",
  retry: "Erneut versuchen",
  retryOf: "Mail wieder an {email} gehen lassen",
  retried: "An {email} geht wieder Mail",
  makePrimary: "Zur Hauptadresse machen",
  makePrimaryOf: "{email} zur Hauptadresse machen",
  makePrimaryTitle: "<email></email> zur Hauptadresse machen?",
  makePrimaryReason:
    "E-Mails gehen von nun an dorthin, und andere sehen sie. Die jetzige bleibt Ihre und erfährt die Änderung per E-Mail.",
  isPrimary: "{email} ist jetzt die Hauptadresse",
  resend: "Link noch einmal senden",
  resendOf: "Link noch einmal an {email} senden",
  resent: "Wir haben eine E-Mail an {email} gesendet",
  remove: "Entfernen",
  removeOf: "{email} entfernen",
  removeTitle: "<email></email> entfernen?",
  removeReason:
    "Sie können sich damit nicht mehr anmelden, und Anfragen, die für sie gestellt werden, sind dann nicht mehr Ihre.",
  field: "Weitere Adresse",
  hint: "Wir senden einen Link dorthin, mit dem Sie bestätigen, dass sie Ihnen gehört.",
  enter: "Bitte geben Sie eine E-Mail-Adresse ein.",
  add: "Adresse hinzufügen",
  mailed:
    "Wir haben eine E-Mail an {email} gesendet. Öffnen Sie den Link darin, auf welchem Gerät auch immer; er funktioniert 24 Stunden lang. Sehen Sie auch im Spam nach.",
  confirm: {
    title: "Adresse bestätigen",
    description:
      "Bestätigen Sie, dass diese Adresse Ihnen gehört und zu dem Konto, das die E-Mail nennt. Wer sich dort anmeldet, kann es danach auch mit ihr.",
    submit: "Adresse bestätigen",
    doneTitle: "Die Adresse ist bestätigt",
    done: "{email} gehört jetzt zu dem Konto.",
    account: "<link>Zum Konto</link>",
  },
};
