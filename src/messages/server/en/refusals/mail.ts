/** What is refused about the outbox. */
export const mail = {
  unknown: "There is no such mail.",
  sent: "This mail was sent already.",
  over: "What this mail says is over. It has to be caused again, such as by a new invitation.",
  linkSent: "Mail is sent here: its receiver gets the link, and nobody else.",
  noLink: "This mail has no link, or not any more.",
  unreadable:
    "The link of this mail cannot be read: the key that sealed it is not kept here any more. Make a new invitation.",
  noUnsubscribe: "This link does not end any mails. Please use the one of a mail that you got.",
  noServer: "There is no mail server to try. Enter one first.",
} as const;
