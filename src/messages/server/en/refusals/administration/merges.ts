/** What is refused about merging two accounts of one person. */
export const merges = {
  unknown: "There is no such person.",
  same: "An account cannot be merged into itself.",
  yourself:
    "You cannot merge away the account that you are signed in with. Open the other one and merge it into yours.",
  already: "This account was merged into another one already.",
  receiving: "Another account is just being merged into this one. Please wait until that is done.",
  disabled: "This account is disabled. Enable it first, or choose another one.",
  guest: "A guest has no account that could stay. Merge the guest into the other person.",
  name: "This is not the name of the account.",
  stays: "This account was merged into another one, and stays disabled.",
} as const;
