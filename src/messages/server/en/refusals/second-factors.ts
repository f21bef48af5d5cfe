/** What is refused about second factors. */
export const secondFactors = {
  wrong: "This code is wrong, too old, or was used already. Please enter the next one.",
  wanted:
    "Your organisation asks for a second factor, and this is the only one you have. Please add another one first.",
  tooLate: "This took too long, or was begun anew elsewhere. Please begin again.",
  notThisCode: "This is not the code that the app shows now. Please look again; the clocks may differ, too.",
  none: "There is no second factor that these could stand in for.",
  passkey: "Please sign in with a passkey, or send one of your recovery codes.",
  enter: "Please enter the code that your authenticator app shows now.",
  first:
    "Your organisation asks for a second factor. Please turn it on first, on the page of your account (POST /api/me/totp).",
  turnOn: "Please turn on your second factor first.",
} as const;
