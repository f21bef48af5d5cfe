/** Signing in with a second factor. */
export const secondFactors = {
  title: "Two-step sign-in",
  description: "A code of an app on your phone, beside the password.",
  loading: "Loading your two-step sign-in",
  off: {
    explanation:
      "Off. With it, a person who learns your password still cannot sign in. You need an authenticator app, such as the one that your phone's passwords are in.",
    turnOn: "Turn on",
  },
  required: {
    due: "Your organisation asks everybody in your role for it. Please turn it on by {date}; from then on nothing else works before you do.",
    title: "Turn on two-step sign-in",
    description:
      "Your organisation asks everybody in your role for it. This takes a minute; then you can go on.",
    begin: "Begin",
    passkey: "Add a passkey instead",
    signOut: "Sign out",
  },
  show: {
    title: "One more step",
    description:
      "Your organisation asks everybody in your role for a second step, and the other sign-in did not ask for one.",
    goOn: "Go on",
  },
  on: {
    badge: "On",
    since: "Since <ago></ago>",
    codesLeft:
      "{count, plural, =0 {No recovery code left} one {# recovery code left} other {# recovery codes left}}",
    few: "{count, plural, =0 {You have no recovery code left.} one {You have # recovery code left.} other {You have # recovery codes left.}} Without your phone and without a code, only an administrator can let you in. Please make new ones.",
    renew: "New recovery codes",
    renewTitle: "Make new recovery codes?",
    renewReason: "All that you have kept so far stop working.",
    renewConfirm: "Make new ones",
    replace: "Another app or phone",
    turnOff: "Turn off",
    offTitle: "Turn two-step sign-in off?",
    offReason:
      "Without a passkey, your password alone then opens your account, and recovery codes stop working.",
    offConfirm: "Turn off",
  },
  enrol: {
    title: "Turn on two-step sign-in",
    description: "Scan the picture with your authenticator app, then enter the code that it shows.",
    qr: "QR code for your authenticator app; the same as text stands beside it",
    typed: "Cannot scan it? Type this into the app:",
    copySecret: "Copy the key",
    submit: "Turn on",
  },
  codes: {
    title: "Your recovery codes",
    description:
      "Each opens your account once in place of the app's code. Keep them where you find them without your phone. They are shown only now.",
    download: "Download",
    copy: "Copy all",
    file: "helpejo-recovery-codes.txt",
    kept: "I have kept them",
  },
  notified: {
    second_factor_on: "Two-step sign-in was turned on for your account",
    second_factor_off: "Two-step sign-in was turned off for your account",
    recovery_codes_made: "New recovery codes were made for your account",
    recovery_code_used: "A recovery code was used to sign in to your account",
    passkey_added: "A passkey was added to your account",
    passkey_removed: "A passkey was removed from your account",
    passkey_copied:
      "A copy of one of your passkeys was refused. Please remove that passkey and add a new one",
    token_made: "A personal token was made for your account",
    password_changed: "The password of your account was changed",
    address_asked: "Another e-mail address is to be added to your account",
    address_added: "An e-mail address was added to your account",
    accounts_merged: "Another account was merged into yours",
    address_primary: "Your account has another primary e-mail address",
    address_removed: "An e-mail address was removed from your account",
    signed_in_elsewhere: "Somebody signed in to your account from a new device",
    notYou:
      "If this was not you, change your password on the page of your account, and end all other sessions there.",
  },
} as const;
