import type { attachments as en } from "@/messages/server/en/refusals/files/attachments";
import type { Translation } from "@/messages/translation";

/** What is refused about files. */
export const attachments: Translation<typeof en> = {
  noPreview: "Von dieser Datei gibt es keine Vorschau.",
  unknown: "Diese Datei gibt es nicht, oder Sie haben keinen Zugriff darauf.",
  readOnly: "Sie dürfen dieses Ticket lesen, ihm aber keine Dateien hinzufügen.",
  none: "Bitte wählen Sie mindestens eine Datei aus.",
  ownOnly: "Sie können nur Ihre eigenen Dateien löschen.",
  internal: "Interne Dateien fügen Agent:innen und Admins hinzu.",
  ownComments: "Dateien lassen sich nur Ihren eigenen Kommentaren in diesem Ticket hinzufügen.",
  quota:
    "Alle Dateien zusammen dürfen hier {megabytes, number} MB belegen, und dafür ist kein Platz mehr. Löschen Sie Dateien, die niemand braucht, oder bitten Sie einen Admin um mehr Platz. Nichts wurde gespeichert.",
  previewSoon: "Die Vorschau dieses Bildes entsteht noch.",
};
