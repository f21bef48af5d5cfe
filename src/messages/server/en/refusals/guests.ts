/** What is refused to guests. */
export const guests = {
  link: "This link does not work any more. Ask for a new one: it comes by mail.",
} as const;
