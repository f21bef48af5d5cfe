/** The admin page of outgoing mail. */
export const mail = {
  title: "Outgoing mail",
  description: "What the desk sends to people: what waits, what was sent, and what was not, with the reason.",
  from: "What the desk sends to people, as <address></address>: what waits, what was sent, and what was not, with the reason.",
  off: {
    title: "No mail is sent here",
    reason:
      "SMTP_URL and MAIL_FROM are not set. Mails wait here until they are, or until what they say is over. Their links can be shown here, to be handed over by hand.",
  },
  filter: "Which mails",
  all: "All mails",
  state: { queued: "Waiting", held: "Not sent here", sent: "Sent", failed: "Given up" },
  kind: {
    test: "Test",
    invitation: "Invitation",
    passwordReset: "New password",
    passwordChanged: "Password changed",
    confirmRegistration: "Confirming a registration",
    accountExists: "There is an account already",
    guestFiled: "A guest's first link",
    guestLink: "A guest's new link",
    guestReply: "An answer to a guest",
    other: "Mail",
  },
  line: "{kind}, to <to></to>, <at></at>",
  nextTry: "Tried {count, plural, one {once} other {# times}}; next <at></at>",
  retry: "Try again",
  retryTo: "Try the mail to {address} again",
  notRetried: "It could not be tried again",
  showLink: "Show link",
  showLinkTo: "Show the link of the mail to {address}",
  link: {
    title: "The link of this mail",
    description:
      "It opens what the mail is about to everybody who has it. Hand it over to its receiver alone, on a way that you trust. The audit keeps that you saw it.",
    copy: "Copy link",
    close: "Done",
    failed: "The link could not be shown",
  },
  test: {
    button: "Send me a test mail",
    sent: "The test mail was sent",
    failed: "The test mail was not sent",
  },
  showMore: "Show more",
  none: {
    title: "No mail yet",
    reason: "Invitations, links for new passwords and whatever else the desk sends appear here.",
  },
  filtered: {
    title: "No mail is like that",
    reason: "There are mails, but none in the state that is chosen above.",
    action: "Show all mails",
  },
  offline: { title: "You are offline", reason: "The outbox comes as soon as the help desk can be reached." },
  tryNow: "Try now",
  loading: "Loading outgoing mail",
} as const;
