/** What a mail is about. */
export const MAIL_KINDS = [
  "passwordChanged",
  "test",
  "invitation",
  "passwordReset",
  "confirmRegistration",
  "accountExists",
  "confirmAddress",
  "addressTaken",
  "guestFiled",
  "guestLink",
  "guestReply",
  "account",
  "notification",
  "digest",
  "notice",
] as const;

/** One of MAIL_KINDS. */
export type MailKind = (typeof MAIL_KINDS)[number];

/** Of these so many leave in an hour: they follow from what others do, and a program that answers each of them would have no end. What a person asked for themselves, or what warns them, is none of them. */
export const BUDGETED_KINDS: readonly MailKind[] = [
  "notification",
  "digest",
  "guestFiled",
  "guestReply",
  "notice",
];

/** What is not mailed to an address that refuses mail for good. */
export const STOPPED_KINDS: readonly MailKind[] = ["notification", "digest", "guestReply", "notice"];

/** A mail waits for its next try, is held until an admin lets it go, was handed over to the mail server, is not tried any more, or was taken out by an admin. */
export const MAIL_STATES = ["queued", "held", "sent", "failed", "cancelled"] as const;
