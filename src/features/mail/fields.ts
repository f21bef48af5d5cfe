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
] as const;

/** One of MAIL_KINDS. */
export type MailKind = (typeof MAIL_KINDS)[number];
