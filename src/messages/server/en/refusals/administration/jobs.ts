/** What is refused about background jobs. */
export const jobs = {
  unknown: "There is no such background job.",
} as const;
