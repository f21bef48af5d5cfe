/** Signing in and out. */
export const sessions = {
  email: "E-mail",
  emailOrName: "E-mail or user name",
  enterName: "Please enter your e-mail address or user name.",
  password: "Password",
  enterEmail: "Please enter your e-mail address.",
  enterPassword: "Please enter your password.",
  forgotten: "Forgot your password?",
  signIn: "Sign in",
  signingIn: "Signing in",
  signOut: "Sign out",
  code: {
    title: "One more step for {email}",
    label: "Code of your authenticator app",
    hint: "Six digits, new every 30 seconds.",
    enter: "Please enter the code.",
    useRecovery: "The app is not at hand: use a recovery code",
    recovery: "Recovery code",
    recoveryHint: "One of the codes that you kept when you turned this on. Each works once.",
    useApp: "Use the app's code instead",
    back: "Back",
  },
  demo: {
    people: "People of the demo",
    role: {
      admin: "Administrator",
      agent: "Agent",
      viewer: "Viewer",
      user: "Requester",
      guest: "Guest",
    },
    sees: {
      admin: "Everything, and the admin area",
      desk: "The service desk's queue and every team's tickets but Security's",
      network: "Network and Security, with the private tickets",
      viewer: "All tickets and notes, without changing them",
      requester: "Her own tickets, as a colleague who asks for help",
      watcher: "His own tickets, and one of Noor's that he watches",
    },
  },
  provider: {
    signIn: "Sign in with {name}",
    signInAgain: "Sign in again with {name}",
  },
  another: {
    title: "You are {name} here now",
    description:
      "Somebody else was signed in to this browser before. If you did not sign in as this person, sign out.",
  },
  proof: {
    title: "Is it still you?",
    description:
      "You signed in a while ago, and this can lock people out. Please enter your password to go on.",
    byProvider:
      "You signed in a while ago, and this can lock people out. Please sign in once more, then do it again.",
    byPasskey: "You signed in a while ago, and this can lock people out. Please use your passkey to go on.",
    cancel: "Cancel",
    goOn: "Go on",
    yourPassword: "Your password",
    failed: "That did not work. Try again.",
  },
  unsent: {
    title: "Something has not been sent yet",
    description:
      "{what} {count, plural, one {is} other {are}} only in this browser, and not with the help desk yet.",
    texts: "{count, plural, one {# text that you typed} other {# texts that you typed}}",
    messages: "{count, plural, one {# message} other {# messages}}",
    files: "{count, plural, one {# file} other {# files}}",
    unkept: "something on an open page",
    unkeptAlone: "Something on an open page",
    discard: "Throw it away and sign out",
    keep: "Keep it here and sign out",
    stay: "Stay signed in",
    reason:
      "Kept here, it waits until you sign in again in this browser. Nobody else who signs in here sees it.",
  },
  unreadable: {
    title: "{count, plural, one {# text of yours was} other {# texts of yours were}} kept here and not sent",
    description:
      "This browser keeps what another version of this page wrote, and this version cannot read it. It stays here; you can copy it, or throw it away.",
    show: "Show it",
  },
  unreachable: {
    title: "You are still signed in",
    description:
      "The help desk cannot be reached right now, so nothing was ended and nothing was cleared. What you typed is kept.",
    tryAgain: "Try again",
  },
} as const;
