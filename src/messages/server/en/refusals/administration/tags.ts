/** What is refused about tags. */
export const tags = {
  unknown: "There is no such tag.",
  itself: "This is the tag itself.",
  taken: "There is a tag “{name}” already. The two can be merged.",
  noChange: "There is no such change of a tag.",
  notUndone: "This cannot be undone: it still runs, was undone already, or ended over 30 days ago.",
} as const;
