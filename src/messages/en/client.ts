/** What the page says of its line to the server. */
export const client = {} as const;
