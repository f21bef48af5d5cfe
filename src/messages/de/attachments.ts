import type { attachments as english } from "@/messages/en/attachments";
import type { Translation } from "@/messages/translation";

/** Files in German. */
export const attachments: Translation<typeof english> = {
  pictures: "Bilder",
  files: "Dateien",
  open: "{name} öffnen",
  internal: "intern",
  place: "{index, number} von {count, number}",
  remove: "{name} entfernen",
  downloadName: "{name} herunterladen",
  download: "Herunterladen",
  close: "Schließen",
  previous: "Voriges Bild",
  next: "Nächstes Bild",
};
