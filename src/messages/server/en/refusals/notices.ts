/** What is refused about notices. */
export const notices = {
  unknown: "There is no such notice.",
} as const;
