import type { MailContent } from "@/features/mail/schema";
import { isolate } from "@/messages/isolate";
import type { Language } from "@/messages/locale";
import { say, sayStored, speak } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { asHtml, asText, type Block, type Laid, type PresentedLook } from "./present-layout";

/** What a mail is made of. */
export interface MessageParts {
  content: MailContent;
  language: Language;
  organisationName: string;
  look: PresentedLook;
  /** Empty for an address of which no name is known. */
  toName: string;
  /** Where its button leads to, whole; null without one. */
  link: string | null;
}

/** Its words, as plain text and as HTML. */
export interface PresentedMessage {
  subject: string;
  text: string;
  html: string;
}

/** Puts a mail into its reader's language; null where this release does not know a sentence of it. */
export function presentMessage(parts: MessageParts): PresentedMessage | null {
  const { content, language, organisationName, look, toName, link } = parts;
  const inWords = (stored: MailContent["subject"]): string | null => {
    const sentence = sayStored(stored.key, stored.values);
    return sentence && speak(sentence, language);
  };
  const [subject, label] = [inWords(content.subject), content.label && inWords(content.label)];
  const [text, after] = [content.text.map(inWords), content.after.map(inWords)];
  if (subject === null || (content.label && label === null) || [...text, ...after].includes(null)) {
    return null;
  }
  const own = (sentence: Sentence): string => speak(sentence, language);
  const blocks: Block[] = [
    greeting(toName, language),
    ...text.map((one): Block => ({ is: "text", text: one ?? "" })),
    ...(link !== null && label !== null
      ? [{ is: "button", label, link, below: own(say("mails.linkBelow")) } satisfies Block]
      : []),
    ...after.map((one): Block => ({ is: "text", text: one ?? "", isQuiet: true })),
  ];
  const footer = own(say("mails.footer", { organisation: isolate(organisationName) }));
  return presentBlocks({ language, subject, organisationName, look, blocks, footer });
}

/** A mail of parts that are in words already. */
export function presentBlocks(laid: Laid): PresentedMessage {
  const whole = { ...laid, subject: oneLine(laid.subject) };
  return { subject: whole.subject, text: asText(whole), html: asHtml(whole) };
}

/** The first line of a mail. */
export function greeting(toName: string, language: Language): Block {
  const sentence =
    toName === "" ? say("mails.greetingNobody") : say("mails.greeting", { name: isolate(toName) });
  return { is: "text", text: speak(sentence, language) };
}

/** The Message-ID of a mail: at the host that its links lead to. */
export function messageIdOf(mailId: string, origin: string): string {
  return `<${mailId}@${new URL(origin).hostname.replace(/[[\]]/g, "")}>`;
}

/** A subject in words, where the mail itself is not wanted. */
export function presentSubject(content: Pick<MailContent, "subject">, language: Language): string {
  const sentence = sayStored(content.subject.key, content.subject.values);
  return sentence ? oneLine(speak(sentence, language)) : "";
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
}
