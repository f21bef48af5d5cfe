/** The admin page of everybody's tokens. */
export const adminTokens = {
  title: "Tokens",
  description:
    "Programs that act as somebody here, the newest first. Everybody makes their own on the page of their account.",
  loading: "Loading tokens",
  offline: "Tokens come as soon as the help desk can be reached.",
  service: {
    make: "Make a service token",
    title: "New service token",
    description:
      "For a program that belongs to nobody: it acts under this name and role, cannot sign in, and stays when people leave. The token is shown once.",
    role: "Role",
    badge: "Service",
  },
  none: {
    title: "No tokens",
    reason: "Nobody lets a program act as them. When somebody does, it appears here.",
  },
  of: "of <person></person>",
  ended: "The token is over",
} as const;
