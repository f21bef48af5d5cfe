/** What an erasure does, one after the other. */
export const STEPS = [
  "addresses",
  "own",
  "watching",
  "notes",
  "imports",
  "titles",
  "comments",
  "files",
  "answers",
  "mails",
  "notices",
  "audit",
  "stored",
  "deliveries",
] as const;
