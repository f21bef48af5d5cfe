/** The admin page of who is connected. */
export const connections = {} as const;
