/** How the connection is encrypted: TLS from the beginning, by STARTTLS always, or by STARTTLS where the server offers it. */
export const MAIL_SECURITIES = ["tls", "starttls", "offered"] as const;

/** The steps of a try, in their order. */
export const MAIL_STEPS = ["resolve", "connect", "tls", "signIn", "accept"] as const;

/** A step of a try. */
export type MailStep = (typeof MAIL_STEPS)[number];

/** The port that a server usually listens at. */
export const USUAL_PORT = 587;
