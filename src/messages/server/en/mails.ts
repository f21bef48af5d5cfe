/** What mails say, and why one was not sent; a mail keeps keys and values, and is put into words when it is sent. */
export const mails = {
  greeting: "Hello {name},",
  greetingNobody: "Hello,",
  linkBelow: "If the button does not work, copy this address into your browser:",
  footer: "{organisation} sent this mail by itself. Nobody reads answers to it.",
  error: {
    refused: "The mail server does not take it: {answer}",
    later: "The mail server wants it later: {answer}",
    signIn: "The mail server refuses the user or the password of SMTP_URL: {answer}",
    sender: "The mail server does not take mail of the sender MAIL_FROM: {answer}",
    secure: "No secure connection to the mail server: {reason}",
    away: "The mail server cannot be reached: {reason}",
    silent: "The mail server does not answer in time.",
    other: "It could not be handed over: {reason}",
    unreadable: "It cannot be written here: another release queued it, or the key of its link is missing.",
    expired: "It was too late to send it: what it says is over.",
  },
} as const;
