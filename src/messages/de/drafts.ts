import type { Translation } from "@/messages/translation";
import type { drafts as en } from "@/messages/en/drafts";

/** What was typed and not sent. */
export const drafts: Translation<typeof en> = {
  tooMany:
    "{count, plural, one {# Zeichen} other {# Zeichen}} zu viel. Der Rest passt in eine Datei oder eine zweite Nachricht.",
  left: "Noch {count, plural, one {# Zeichen} other {# Zeichen}}",
  notSaved: "Entwurf nicht gespeichert",
  notSavedReason:
    "Dieser Browser behält nichts, und der Helpdesk ist nicht erreichbar. Kopieren Sie Ihren Text, bevor Sie die Seite verlassen.",
  saved: "Entwurf gespeichert {time}",
  savedHere: "Entwurf hier gespeichert {time}",
  savedReason: "Auf dem Server des Helpdesks: Sie finden ihn auch auf Ihren anderen Geräten.",
  savedHereReason: "In diesem Browser. Er geht zum Helpdesk, sobald dieser erreichbar ist.",
  alsoWrote:
    "Das haben Sie auf einem anderen Gerät oder in einem anderen Fenster auch geschrieben, <ago></ago>",
  useInstead: "Stattdessen verwenden",
  putIn: "Einfügen",
  discard: "Verwerfen",
  discarded: "Verworfen",
  undo: "Rückgängig",
  hadTyped: "Was Sie geschrieben hatten",
  copyText: "Diesen Text kopieren",
};
