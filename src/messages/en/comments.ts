/** A message, wherever it stands: its card, changing it in its place, and who is writing one. */
export const comments = {
  card: {
    internal: "Internal note",
    edited: "edited",
    editedAt: "Edited {time}",
    more: "More about the message of {name}",
    edit: "Edit",
    delete: "Delete…",
  },
  editor: {
    cancel: "Cancel",
    save: "Save",
    discarded: "Your change was discarded",
    undo: "Undo",
  },
  typing: {
    support: "Support is writing…",
    reply: "{first} is writing a reply…",
    note: "{first} is writing a note…",
    repliesOfTwo: "{first} and {second} are writing a reply…",
    notesOfTwo: "{first} and {second} are writing a note…",
    replies: "{first} and {others, plural, one {# other} other {# others}} are writing a reply…",
    notes: "{first} and {others, plural, one {# other} other {# others}} are writing a note…",
  },
} as const;
