/** Guests: their form, their links, and their one ticket. */
export const guests = {
  leave: "Leave",
  form: {
    title: "Ask for help",
    description:
      "Write to {organisation} without an account. Your answer comes by mail, with a link to your request.",
    closed: "This form is closed",
    closedReason: "Requests are made by people with an account here. If you have one, sign in.",
    signIn: "Sign in",
    name: "Your name",
    email: "Your e-mail",
    emailHint: "The link to your request goes there.",
    addFile: "Add a file or picture",
    fileSize: "One file of up to {megabytes, number} MB; more can follow later",
    fileTooLarge: "Larger than {megabytes, number} MB",
    titleShort: "Please use at least {count, number} characters.",
    descriptionShort: "Please describe it in at least {count, number} characters.",
    leaveEmpty: "Leave this field empty",
    sent: "Your request is on its way",
    sentReason:
      "A mail with a link to it goes to <bdi>{email}</bdi>. If none comes within a few minutes, look among unwanted mail, and whether the address is right.",
    another: "Write another request",
    haveTicket: "Have a request already? <link>Get a new link to it</link>",
  },
  link: {
    title: "A new link to your request",
    description: "Enter the address that you used. The links to your requests come there by mail.",
    submit: "Send me a new link",
    sent: "If there are requests of <bdi>{email}</bdi>, new links to them are on their way.",
    noTicket: "No request yet? <link>Write one</link>",
  },
  open: {
    title: "Opening your request",
    dead: "This link does not work any more",
    deadReason:
      "A link works for 72 hours, and only the latest one of a request. Enter your address, and a new one comes by mail.",
    signedIn: "You are signed in here",
    signedInReason:
      "This browser is signed in as <bdi>{name}</bdi>. The link opens one request as a guest, and signs this person out here.",
    stay: "Stay signed in",
    goOn: "Sign out and open the request",
  },
  ended: {
    title: "This link has ended",
    reason: "What you typed stays here. A new link comes by mail.",
    newLink: "Send me a new link",
  },
} as const;
