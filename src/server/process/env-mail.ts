import { z } from "zod";
import { canonicalEmail } from "@/shared/email";
import { LIMITS } from "@/shared/limits";

/** A server that takes in mail, and how to sign in there. */
export interface SmtpServer {
  host: string;
  port: number;
  /** TLS from the beginning; otherwise it is turned on by STARTTLS where the server offers it. */
  isSecure: boolean;
  /** Nothing is handed over without TLS, whatever the server offers. */
  isTlsRequired?: boolean;
  auth: { user: string; password: string } | null;
}

/** The sender: an address, and perhaps a name. */
export interface Sender {
  name: string | null;
  address: string;
}

/** What sending mail needs. */
export interface MailServer extends SmtpServer {
  from: Sender;
}

const PORTS = { "smtp:": 587, "smtps:": 465 };
const NAMED = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/;

/** SMTP_URL, as the parts that a connection needs. */
export const smtpServer = z.string().transform((value, context): SmtpServer => {
  const server = parseServer(value);
  if (server === null) {
    context.addIssue({
      code: "custom",
      message: "must be smtps:// or smtp://, a host, and no path; user and password go together",
    });
    return z.NEVER;
  }
  return server;
});

/** MAIL_FROM: `help@example.org` or `Help desk <help@example.org>`. */
export const sender = z.string().transform((value, context): Sender => {
  const { name = "", address = value } = NAMED.exec(value)?.groups ?? {};
  const canonical = canonicalEmail(address.trim());
  const shown = name.trim().replace(/^"(.*)"$/, "$1");
  if (canonical === null || canonical.length > LIMITS.emailMax || /\p{C}/u.test(shown)) {
    context.addIssue({ code: "custom", message: "must be an e-mail address, or a name and <an address>" });
    return z.NEVER;
  }
  return { name: shown === "" ? null : shown, address: canonical };
});

function parseServer(value: string): SmtpServer | null {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "") {
    return null;
  }
  const hasMore = !["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "";
  const [user, password] = [decode(url.username), decode(url.password)];
  if (hasMore || user === null || password === null || (user === "") !== (password === "")) {
    return null;
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? PORTS[url.protocol] : Number(url.port),
    isSecure: url.protocol === "smtps:",
    auth: user === "" ? null : { user, password },
  };
}

/** Null for what is no percent-encoding. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
