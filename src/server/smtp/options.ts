import type { MailServer } from "@/server/process/env-mail";
import { isLoopbackHost } from "@/server/process/env-schema";

const CONNECT_MILLISECONDS = 10_000;
/** The most that a server may be silent within a conversation. */
const SILENCE_MILLISECONDS = 20_000;
const ANSWER_MOST = 300;

/** How long a mail server is waited for. Shorter in tests. */
export interface Patience {
  connectMilliseconds: number;
  silenceMilliseconds: number;
}

/** How long a mail server is waited for, outside of tests. */
export const PATIENCE: Patience = {
  connectMilliseconds: CONNECT_MILLISECONDS,
  silenceMilliseconds: SILENCE_MILLISECONDS,
};

/** How a connection to a mail server is made. */
export function connectionOptions(server: MailServer, patience: Patience) {
  return {
    host: server.host,
    port: server.port,
    secure: server.isSecure,
    // A password is never sent in the clear to another machine.
    requireTLS:
      !server.isSecure &&
      (server.isTlsRequired === true || (server.auth !== null && !isLoopbackHost(server.host))),
    connectionTimeout: patience.connectMilliseconds,
    greetingTimeout: patience.connectMilliseconds,
    dnsTimeout: patience.connectMilliseconds,
    socketTimeout: patience.silenceMilliseconds,
  };
}

/** What nodemailer says of a conversation that failed. */
export interface Failure {
  code: string;
  command: string;
  answer: string;
  status: number;
  reason: string;
}

/** Reads what nodemailer threw. */
export function readFailure(error: unknown): Failure {
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
