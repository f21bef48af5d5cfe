/** What is refused because of a directory. */
export const directories = {
  away: "Your organisation's directory cannot be asked right now, and this is no password that is kept here. Please try again in a few minutes.",
} as const;
