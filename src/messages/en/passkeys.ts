/** Passkeys: signing in without a password. */
export const passkeys = {
  title: "Passkeys",
  description: "Sign in by fingerprint, face or PIN of your device, without password and code.",
  loading: "Loading your passkeys",
  none: "None yet. A passkey stays on your device or in your password manager and works at this address alone, so nobody can trick you out of it. Once you have one, your password alone no longer opens your account.",
  added: "Added <ago></ago>",
  used: "Last used <ago></ago>",
  unused: "Not used yet",
  elsewhere: "Works at {host} only",
  isAdded: "The passkey is added",
  failed: "That did not work. Please try again, or use another device.",
  proof: "Use a passkey",
  add: {
    button: "Add a passkey",
    impossible: "This browser cannot add passkeys at this address.",
    dismissed: "No passkey was added. You can try again at any time.",
    known: "There is a passkey of yours on this device already.",
  },
  name: "Name",
  enterName: "Please give it a name.",
  rename: "Rename",
  renameOf: "Rename {name}",
  renameTitle: "Rename this passkey",
  remove: "Remove",
  removeOf: "Remove {name}",
  removeTitle: "Remove <name></name>?",
  removeReason:
    "It does not sign you in any more. Delete it in your device or password manager, too: it stays there.",
  signIn: {
    button: "Sign in with a passkey",
    dismissed: "No passkey was used. Try again, or sign in with your password.",
  },
} as const;
