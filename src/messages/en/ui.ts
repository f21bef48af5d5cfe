/** The design system: what its controls say by themselves. */
export const ui = {} as const;
