/** The list of tickets, the ticket page, the form of a new one. */
export const tickets = {} as const;
