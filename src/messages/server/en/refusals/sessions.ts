/** What is refused about signing in and sessions. */
export const sessions = {
  wrongPassword: "This is not your password. Please check it and try again.",
  unknown: "There is no such session, or it is over already.",
  noMatch: "This e-mail and password do not fit together.",
  refreshToken: "This refresh token is not valid any more. Please sign in again.",
} as const;
