/** People: the profile menu, accounts, presence. */
export const users = {} as const;
