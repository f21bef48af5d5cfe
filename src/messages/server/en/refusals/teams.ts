/** What is refused about teams. */
export const teams = {
  unknown: "There is no such team.",
  taken: "There is a team of this name already.",
  emailTaken: "Another team has this address.",
} as const;
