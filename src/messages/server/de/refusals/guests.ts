/** Was Gästen verweigert wird. */
export const guests = {
  link: "Dieser Link gilt nicht mehr. Fordern Sie einen neuen an: Er kommt per E-Mail.",
} as const;
