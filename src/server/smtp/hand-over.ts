import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import MailComposer from "nodemailer/lib/mail-composer";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { MailServer } from "@/server/process/env-mail";
import type { LastWord } from "./last-word";
import { connectionOptions, PATIENCE, readFailure, type Failure, type Patience } from "./options";

export type { Patience } from "./options";

/** A mail as it goes to the mail server: one receiver, plain text and HTML. */
export interface Message {
  /** Stays the same however often it is handed over: a receiver's program shows it once. */
  messageId: string;
  senderName: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Pictures that the HTML shows by `cid:`, and that come with it. */
  pictures?: readonly { cid: string; contentType: string; content: Buffer }[];
  /** A Message-ID that all mails about one thing refer to, so that programs show them together. */
  thread?: string;
  /** Where one POST ends mails of this kind (RFC 8058). */
  unsubscribeUrl?: string;
}

/**
 * What became of a mail. "refused": this one will never be taken. "later": this one not now. "unavailable": the server takes
 * none now, so others need not be tried.
 */
export type Outcome =
  | { state: "sent" }
  | {
      state: "refused" | "later" | "unavailable";
      error: Sentence;
      trace: unknown;
      /** What the server answered, where it refused the receiver's address for good: no other mail gets there either. */
      addressRefusal?: string;
    };

/** Hands one mail to the mail server, on a connection of its own; never throws. Its last byte waits for its turn, where it has one. */
export async function handOver(
  server: MailServer,
  message: Message,
  patience: Patience = PATIENCE,
  lastWord: Pick<LastWord, "take"> | null = null,
): Promise<Outcome> {
  const transport = createTransport({
    ...connectionOptions(server, patience),
    ...(server.auth ? { auth: { user: server.auth.user, pass: server.auth.password } } : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const written = await write(server, message);
    await transport.sendMail({
      envelope: { from: server.from.address, to: [message.to.address] },
      raw: Readable.from(inTurn(written, lastWord)),
    });
    return { state: "sent" };
  } catch (error) {
    return classify(error);
  } finally {
    transport.close();
  }
}

async function write(server: MailServer, message: Message): Promise<Buffer> {
  return await new MailComposer({
    messageId: message.messageId,
    from: { name: server.from.name ?? message.senderName, address: server.from.address },
    to: { name: message.to.name, address: message.to.address },
    subject: message.subject,
    text: message.text,
    html: message.html,
    ...(message.pictures
      ? {
          attachments: message.pictures.map((picture) => ({
            ...picture,
            contentDisposition: "inline" as const,
          })),
        }
      : {}),
    date: new Date(),
    ...(message.thread ? { inReplyTo: message.thread, references: message.thread } : {}),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(message.unsubscribeUrl
        ? {
            "List-Unsubscribe": `<${message.unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          }
        : {}),
    },
  })
    .compile()
    .build();
}

async function* inTurn(written: Buffer, lastWord: Pick<LastWord, "take"> | null) {
  yield written;
  await lastWord?.take();
}

function classify(error: unknown): Outcome {
  const failure = readFailure(error);
  const { code, command, answer, status, reason } = failure;
  const outcome = (state: "refused" | "later" | "unavailable", sentence: Sentence): Outcome => ({
    state,
    error: sentence,
    trace: error,
  });
  if (code === "EAUTH" || code === "ENOAUTH") {
    return outcome("unavailable", say("mails.error.signIn", { answer: answer || reason }));
  }
  if (status > 0 && /^MAIL FROM|^EHLO|^HELO|^STARTTLS|^CONN/.test(command)) {
    return outcome("unavailable", say("mails.error.sender", { answer }));
  }
  if (status >= 500 && status !== 503) {
    return {
      ...outcome("refused", say("mails.error.refused", { answer })),
      ...(isOfAddress(failure) ? { addressRefusal: answer } : {}),
    };
  }
  if (status >= 400) {
    return outcome(status === 421 ? "unavailable" : "later", say("mails.error.later", { answer }));
  }
  if (code === "ETIMEDOUT") {
    return outcome("unavailable", say("mails.error.silent"));
  }
  if (code === "ETLS") {
    return outcome("unavailable", say("mails.error.secure", { reason }));
  }
  if (code === "EENVELOPE" || code === "EMESSAGE") {
    return outcome("refused", say("mails.error.other", { reason }));
  }
  return outcome("unavailable", say("mails.error.away", { reason }));
}

/**
 * Whether it is the address that is refused for good, not this mail, nor the desk: a rule against the sender (5.7, "relaying denied") would be
 * so for everybody, and a full mailbox (552, 5.2.2) is emptied some day.
 */
function isOfAddress({ command, answer, status }: Failure): boolean {
  if (!command.startsWith("RCPT")) {
    return false;
  }
  const subject = /^5\d\d[ -](?<code>5\.\d{1,3}\.\d{1,3})/.exec(answer)?.groups?.["code"];
  return subject === undefined
    ? [550, 551, 553].includes(status)
    : /^5\.[12]\./.test(subject) && subject !== "5.2.2";
}
