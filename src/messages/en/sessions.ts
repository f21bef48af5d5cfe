/** Signing in and out. */
export const sessions = {} as const;
