/** The frame around the pages, their titles, and pages that are none. */
export const shell = {} as const;
