import type { comments as english } from "@/messages/en/comments";
import type { Translation } from "@/messages/translation";

/** Messages in German. */
export const comments: Translation<typeof english> = {
  card: {
    internal: "Interne Notiz",
    edited: "geändert",
    editedAt: "Geändert {time}",
    more: "Mehr zur Nachricht von {name}",
    edit: "Bearbeiten",
    delete: "Löschen …",
  },
  editor: {
    cancel: "Abbrechen",
    save: "Speichern",
    discarded: "Die Änderung wurde verworfen",
    undo: "Rückgängig",
  },
  typing: {
    support: "Der Support schreibt …",
    reply: "{first} schreibt eine Antwort …",
    note: "{first} schreibt eine Notiz …",
    repliesOfTwo: "{first} und {second} schreiben eine Antwort …",
    notesOfTwo: "{first} und {second} schreiben eine Notiz …",
    replies:
      "{first} und {others, plural, one {eine weitere Person} other {# weitere}} schreiben eine Antwort …",
    notes: "{first} und {others, plural, one {eine weitere Person} other {# weitere}} schreiben eine Notiz …",
  },
};
