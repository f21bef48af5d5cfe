/** What is refused about an identity provider. */
export const providers = {
  away: "The identity provider cannot be reached right now. Please try again in a moment.",
  logout: "This message of the identity provider does not count here.",
} as const;
