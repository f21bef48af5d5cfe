import type { MailContent } from "@/features/mail/schema";
import { isolate } from "@/messages/isolate";
import type { Language } from "@/messages/locale";
import { say, sayStored, speak } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import { escapeHtml } from "@/ui/markdown/html";

/** What a mail is made of. */
export interface MessageParts {
  content: MailContent;
  language: Language;
  organisationName: string;
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
  const { content, language, organisationName, toName, link } = parts;
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
  const whole: Words = {
    language,
    subject: oneLine(subject),
    greeting: own(
      toName === "" ? say("mails.greetingNobody") : say("mails.greeting", { name: isolate(toName) }),
    ),
    text: text.flatMap((one) => one ?? []),
    button: link !== null && label !== null ? { label, link, below: own(say("mails.linkBelow")) } : null,
    after: after.flatMap((one) => one ?? []),
    footer: own(say("mails.footer", { organisation: isolate(organisationName) })),
    organisationName,
  };
  return { subject: whole.subject, text: asText(whole), html: asHtml(whole) };
}

/** The Message-ID of a mail: at the host that its links lead to. */
export function messageIdOf(mailId: string, origin: string): string {
  return `<${mailId}@${new URL(origin).hostname.replace(/[[\]]/g, "")}>`;
}

/** A subject in words, where the mail itself is not wanted. */
export function presentSubject(content: MailContent, language: Language): string {
  const sentence = sayStored(content.subject.key, content.subject.values);
  return sentence ? oneLine(speak(sentence, language)) : "";
}

interface Words {
  language: Language;
  subject: string;
  greeting: string;
  text: readonly string[];
  button: { label: string; link: string; below: string } | null;
  after: readonly string[];
  footer: string;
  organisationName: string;
}

function asText({ greeting, text, button, after, footer }: Words): string {
  const parts = [greeting, ...text, ...(button ? [`${button.label}:\n${button.link}`] : []), ...after];
  return `${parts.join("\n\n")}\n\n-- \n${footer}\n`;
}

/** Styles stand at each element: mail programs drop what stands in the head. Colours have contrast on light and dark grounds alike. */
function asHtml({
  language,
  subject,
  greeting,
  text,
  button,
  after,
  footer,
  organisationName,
}: Words): string {
  const paragraph = (words: string, style: string): string =>
    `<p dir="auto" style="margin:0 0 16px;${style}">${escapeHtml(words).replaceAll("\n", "<br>")}</p>`;
  const small = "font-size:13px;line-height:1.5;color:#5b6472";
  const parts = [
    `<p dir="auto" style="margin:0 0 24px;font-size:14px;font-weight:600;color:#4f46e5">${escapeHtml(organisationName)}</p>`,
    paragraph(greeting, ""),
    ...text.map((words) => paragraph(words, "")),
    ...(button ? [buttonOf(button, paragraph(button.below, small))] : []),
    ...after.map((words) => paragraph(words, small)),
    `<p dir="auto" style="margin:24px 0 0;padding-top:16px;border-top:1px solid #d8dce3;${small}">${escapeHtml(footer)}</p>`,
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:0;background:#f3f4f7">
<div style="max-width:560px;margin:0 auto;padding:24px 12px">
<div style="background:#ffffff;color:#1b2330;border:1px solid #d8dce3;border-radius:12px;padding:28px;font:16px/1.55 -apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;overflow-wrap:anywhere">
${parts.join("\n")}
</div>
</div>
</body>
</html>
`;
}

function buttonOf({ label, link }: { label: string; link: string }, below: string): string {
  const href = escapeHtml(link);
  return `<p style="margin:24px 0"><a href="${href}" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#4f46e5;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>
${below}
<p dir="ltr" style="margin:0 0 16px;font-size:13px;line-height:1.5"><a href="${href}" style="color:#4f46e5">${href}</a></p>`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
}
