import type { MailKind } from "@/features/mail/fields";
import type { Language } from "@/messages/locale";
import type { Message } from "@/server/smtp/hand-over";
import type { PresentedLook } from "./present-layout";
import type { DueMail } from "./write-settle";

/** What a composer is told: the mail, its reader's language, and what links begin with. */
export interface Composing {
  mail: DueMail;
  language: Language;
  origin: string;
  look: PresentedLook;
}

/** What it makes of it. */
export type Composed = Pick<Message, "subject" | "text" | "html" | "thread" | "unsubscribeUrl">;

/** Writes a mail of its kind at the moment in which it is sent, by what is true then; null where there is nothing to say any more. */
export type Composer = (composing: Composing) => Promise<Composed | null>;

/** The kinds of mail that are composed when they are sent. */
export type Composers = Partial<Record<MailKind, Composer>>;
