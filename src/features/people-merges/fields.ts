/** Enough to see that it is much; counting goes no further. */
export const COUNTED = 10_000;
