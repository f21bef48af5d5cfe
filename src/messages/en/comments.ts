/** Messages and the fields they are written in. */
export const comments = {} as const;
