/** One's own e-mail addresses. */
export const addresses = {
  title: "E-mail addresses",
  description:
    "You can sign in with each confirmed address, and requests filed for it are yours. Mail goes to the primary one.",
  loading: "Loading your addresses",
  none: "There is no e-mail address in your account.",
  primary: "Primary",
  unconfirmed: "Not confirmed",
  refused: "Takes no mail",
  refusedReason:
    "A mail server has refused this address: {answer}. No news of tickets is mailed there. If the mailbox works again, let it be tried again.",
  retry: "Try again",
  retryOf: "Let mail go to {email} again",
  retried: "Mail goes to {email} again",
  makePrimary: "Make primary",
  makePrimaryOf: "Make {email} the primary address",
  makePrimaryTitle: "Make <email></email> the primary address?",
  makePrimaryReason:
    "Mail goes there from now on, and others see it. The present one stays yours, and is told of the change by mail.",
  isPrimary: "{email} is the primary address now",
  resend: "Send the link again",
  resendOf: "Send the link to {email} again",
  resent: "We have sent a mail to {email}",
  remove: "Remove",
  removeOf: "Remove {email}",
  removeTitle: "Remove <email></email>?",
  removeReason: "You cannot sign in with it any more, and requests filed for it are not yours from then on.",
  field: "Another address",
  hint: "We send a link there, by which you confirm that it is yours.",
  enter: "Please enter an e-mail address.",
  add: "Add the address",
  mailed:
    "We have sent a mail to {email}. Open the link in it, on whatever device; it works for 24 hours. Look among the spam, too.",
  confirm: {
    title: "Confirm the address",
    description:
      "Confirm that this address is yours and belongs to the account that the mail names. Anybody who signs in there can sign in with it afterwards.",
    submit: "Confirm the address",
    doneTitle: "The address is confirmed",
    done: "{email} belongs to the account now.",
    account: "<link>To the account</link>",
  },
} as const;
