/** What is refused about macros. */
export const macros = {
  unfilled: "The message has no value here for {names}.",
} as const;
