/** What was typed and not sent. */
export const drafts = {
  tooMany:
    "{count, plural, one {# character} other {# characters}} too many. Put the rest in a file or a second message.",
  left: "{count, plural, one {# character} other {# characters}} left",
  notSaved: "Draft not saved",
  notSavedReason:
    "This browser keeps nothing, and the help desk cannot be reached. Copy your text before you leave this page.",
  saved: "Draft saved {time}",
  savedHere: "Draft saved here {time}",
  savedReason: "Kept on the help desk's server: you find it on your other devices as well.",
  savedHereReason: "Kept in this browser. It goes to the help desk as soon as that can be reached.",
  alsoWrote: "You also wrote this on another device or in another window, <ago></ago>",
  useInstead: "Use this instead",
  putIn: "Put it in",
  discard: "Discard",
  discarded: "Discarded",
  undo: "Undo",
  hadTyped: "What you had typed",
  copyText: "Copy this text",
} as const;
