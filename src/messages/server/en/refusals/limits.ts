/** What is refused because there was too much of it. */
export const limits = {
  triesSeconds: "Too many tries. Please wait {wait, plural, one {# second} other {# seconds}} and try again.",
  triesMinutes: "Too many tries. Please wait {wait, plural, one {# minute} other {# minutes}} and try again.",
  writes:
    "That was too much at once. Please wait {wait, plural, one {a second} other {# seconds}} and try again.",
  keys: "Too many requests with an Idempotency-Key. Please wait {wait, plural, one {a second} other {# seconds}} and try again.",
  uploads:
    "Too many of your uploads are under way. Please wait {wait, plural, one {a second} other {# seconds}} and try again.",
  uploaded:
    "You uploaded a lot in a short time. Please wait {wait, plural, one {a second} other {# seconds}} and try again.",
  uploadsInAll: "Too many uploads are under way. Please try again in a moment.",
  together: "You are asking for too much at once. Please wait a moment.",
} as const;
