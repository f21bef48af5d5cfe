/** What was typed and not sent. */
export const drafts = {} as const;
