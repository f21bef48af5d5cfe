/** The admin page of everybody's tokens. */
export const adminTokens = {
  title: "Tokens",
  description:
    "Programs that act as somebody here, the newest first. Everybody makes their own on the page of their account.",
  loading: "Loading tokens",
  offline: "Tokens come as soon as the help desk can be reached.",
  none: {
    title: "No tokens",
    reason: "Nobody lets a program act as them. When somebody does, it appears here.",
  },
  of: "of <person></person>",
  ended: "The token is over",
} as const;
