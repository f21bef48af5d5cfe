/** Files: their list, their preview, taking them away. */
export const attachments = {} as const;
