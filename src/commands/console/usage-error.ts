/** A command line that cannot be followed: its message and how the command is used are shown, and the exit code is 2. */
export class UsageError extends Error {}
