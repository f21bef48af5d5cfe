/** What is refused because of a directory, and about the ways in. */
export const directories = {
  away: "Your organisation's directory cannot be asked right now, and this is no password that is kept here. Please try again in a few minutes.",
  environment: "{variable} is set on the server, and what variables set can be changed there alone.",
  lockout:
    "No admin has a password here, so nobody could come in and set this right if it went wrong. Give an admin a password first.",
  secretAgain: "Please enter it again: it goes to another place now, or by another name.",
  nameMissing: "Give the name that this password belongs to.",
  nothingSet: "Nothing is set that could be tried.",
} as const;
