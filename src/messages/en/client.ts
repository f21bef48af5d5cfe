/** What the page says of its line to the server. */
export const client = {
  somethingWrong: "Something went wrong.",
  pageWrong: "Something went wrong on this page.",
  signedOut: "You are signed out. What you typed is kept; sign in again to send it.",
  offline:
    "The help desk cannot be reached right now. What you typed is kept; try again when you are back online.",
  unreachable: "The help desk cannot be reached. Please check your connection and try again.",
  ourFault: "Something broke on our side. Please try again.",
  uploadStopped: "The upload was stopped.",
  tooOld:
    "This has waited for a day, and may have arrived after all. Please look whether it did before you send it again.",
  fileNotKept: "This browser has not kept {name}. Please choose it again.",
  signIn: {
    wrong: "This e-mail and password do not fit together. Please check both and try again.",
    passkeyWrong: "This passkey does not sign you in here. Try another one, or your password.",
    codeRequired: "Please enter the code of your authenticator app, too.",
    codeWrong: "This code is wrong, too old, or was used already. Please enter the next one.",
    waitSeconds:
      "Too many tries. Please wait {count, plural, one {# second} other {# seconds}} and try again.",
    waitMinutes:
      "Too many tries. Please wait {count, plural, one {# minute} other {# minutes}} and try again.",
    directoryAway:
      "Your organisation's directory cannot be asked right now, and this is no password that is kept here. Please try again in a few minutes.",
    twoCookies:
      "Another page at this address has put a second sign-in cookie into your browser, so nobody counts as signed in. Please delete the cookies of this address in your browser, then sign in again.",
    provider: {
      none: "Signing in that way is not set up here.",
      away: "The identity provider cannot be reached right now. Please try again in a moment; with a password of this help desk you can sign in all the same.",
      expired: "This sign-in took too long, or was begun in another tab or browser. Please begin again.",
      denied: "The identity provider did not let you in, or you cancelled. Please try again.",
      invalid:
        "The identity provider answered with something that cannot be accepted here. Please tell your administrators: the log of the server says why.",
      unknown:
        "The identity provider knows you, but you have no account here. Please ask your administrators for one.",
      disabled: "Your account here is disabled. Please ask your administrators.",
    },
    required: "Please sign in to see this page.",
    failed: "Signing in did not work just now. Please try again in a moment.",
  },
} as const;
