import type { uploads as en } from "@/messages/server/en/refusals/files/uploads";
import type { Translation } from "@/messages/translation";

/** What is refused of a form with files. */
export const uploads: Translation<typeof en> = {
  broken: "Die Formulardaten sind nicht lesbar: Sie sind beschädigt oder enden zu früh.",
  brokeOff: "Das Hochladen brach ab. Bitte versuchen Sie es noch einmal.",
  fileField: "Dateien kommen in Feldern namens „{name}“.",
  tooManyFiles: "Es lassen sich höchstens {most, number} Dateien auf einmal senden.",
  tooManyFields: "Das Formular hat mehr als {most, number} Textfelder.",
  tooManyParts: "Das Formular hat zu viele Teile.",
  asForm: "Senden Sie Dateien als Formular, mit content-type multipart/form-data.",
  tooLarge:
    "Eine Datei hat höchstens {megabytes, number} MB, und {most, number} lassen sich auf einmal senden.",
  noBoundary: "Die Formulardaten nennen in ihrem content-type keine boundary.",
  empty: "Die Datei „{name}“ ist leer.",
  fileTooLarge:
    "„{name}“ ist größer als {megabytes, number} MB, mehr darf eine Datei nicht haben. Nichts wurde gespeichert.",
  noFile: "Das Feld „{name}“ muss eine Datei sein, mit einem Dateinamen.",
  textTooLong: "Dieser Text ist zu lang.",
  twice: "Dieses Feld wurde zweimal angegeben.",
};
