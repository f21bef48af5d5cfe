import { createTransport } from "nodemailer";
import { say } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { MailServer } from "@/server/process/env-mail";
import { isLoopbackHost } from "@/server/process/env-schema";

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
  { state: "sent" } | { state: "refused" | "later" | "unavailable"; error: Sentence; trace: unknown };

const CONNECT_MILLISECONDS = 10_000;
/** The most that a server may be silent within a conversation. */
const SILENCE_MILLISECONDS = 20_000;
const ANSWER_MOST = 300;

/** How long a mail server is waited for. Shorter in tests. */
export interface Patience {
  connectMilliseconds: number;
  silenceMilliseconds: number;
}

const PATIENCE: Patience = {
  connectMilliseconds: CONNECT_MILLISECONDS,
  silenceMilliseconds: SILENCE_MILLISECONDS,
};

/** Hands one mail to the mail server, on a connection of its own; never throws. */
export async function handOver(
  server: MailServer,
  message: Message,
  patience: Patience = PATIENCE,
): Promise<Outcome> {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    // A password is never sent in the clear to another machine.
    requireTLS: !server.isSecure && server.auth !== null && !isLoopbackHost(server.host),
    ...(server.auth ? { auth: { user: server.auth.user, pass: server.auth.password } } : {}),
    connectionTimeout: patience.connectMilliseconds,
    greetingTimeout: patience.connectMilliseconds,
    dnsTimeout: patience.connectMilliseconds,
    socketTimeout: patience.silenceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
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
    });
    return { state: "sent" };
  } catch (error) {
    return classify(error);
  } finally {
    transport.close();
  }
}

/** What nodemailer says of a mail that did not go. */
interface Failure {
  code: string;
  command: string;
  answer: string;
  status: number;
  reason: string;
}

function classify(error: unknown): Outcome {
  const failure = read(error);
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
    return outcome("refused", say("mails.error.refused", { answer }));
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

function read(error: unknown): Failure {
  const of = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const text = (name: string): string => {
    const value = of(name);
    return typeof value === "string" ? oneLine(value) : "";
  };
  const status = of("responseCode");
  return {
    code: text("code"),
    command: text("command"),
    answer: text("response"),
    status: typeof status === "number" ? status : 0,
    reason: text("message"),
  };
}

/** What a server answered, as a part of a sentence. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\s]+/gu, " ")
    .trim()
    .slice(0, ANSWER_MOST);
}
