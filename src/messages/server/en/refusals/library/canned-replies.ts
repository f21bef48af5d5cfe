/** What is refused about canned replies. */
export const cannedReplies = {
  variable: "There is no variable {name}.",
} as const;
