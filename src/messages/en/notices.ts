/** What admins are told of. */
export const notices = {} as const;
