import type { comments as en } from "@/messages/server/en/refusals/comments";
import type { Translation } from "@/messages/translation";

/** What is refused about comments. */
export const comments: Translation<typeof en> = {
  unknown: "Diesen Kommentar gibt es nicht, oder Sie haben keinen Zugriff darauf.",
  busy: "Dieses Ticket ändert sich gerade sehr schnell. Bitte versuchen Sie es noch einmal.",
  notesByStaff: "Interne Notizen schreiben Agent:innen und Admins.",
  readOnly: "Sie dürfen dieses Ticket lesen, aber nicht darin antworten.",
  stale:
    "Jemand hat geantwortet, während Sie schrieben. Lesen Sie das zuerst; Ihr Text bleibt erhalten, und erneutes Senden gelingt.",
  ownOnly: "Sie können nur Ihre eigenen Kommentare ändern.",
};
