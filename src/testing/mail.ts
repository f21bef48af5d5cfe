import type { Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import { v7 } from "uuid";
import { composedContentSchema, mailContentSchema } from "@/features/mail/schema";
import { linkPurpose, queueMail } from "@/features/mail/server/write-queue";
import { say, sayStored } from "@/messages/server/say";
import { pool, transaction } from "@/server/database/database";
import { env } from "@/server/process/env";
import type { MailServer } from "@/server/process/env-mail";
import { openSecret } from "@/server/secrets/seal";
import { readMail, type ReceivedMail } from "./mail-message";

/** A mail of the outbox, with its link opened. */
export interface OutboxMail {
  id: string;
  kind: string;
  state: string;
  attempts: number;
  subject: string;
  /** Every sentence below the greeting, in English. */
  text: string;
  link: string | null;
  error: string | null;
  cause: string;
}

/** What the outbox holds for an address, the oldest first. */
export async function mailsTo(address: string): Promise<OutboxMail[]> {
  const { rows } = await pool().query<{
    id: string;
    kind: string;
    state: string;
    attempts: number;
    content: unknown;
    sealed_link: string | null;
    error: { key: string; values: Record<string, string> } | null;
    cause_key: string;
  }>("SELECT * FROM outgoing_mails WHERE to_address = $1 ORDER BY created_at, id", [address]);
  return rows.map((row) => {
    const whole = mailContentSchema.safeParse(row.content).data;
    const { subject } = whole ?? composedContentSchema.parse(row.content);
    const inEnglish = ({ key, values }: { key: string; values: Record<string, string | number> }): string =>
      sayStored(key, values)?.english ?? key;
    return {
      id: row.id,
      kind: row.kind,
      state: row.state,
      attempts: row.attempts,
      subject: inEnglish(subject),
      text: [...(whole?.text ?? []), ...(whole?.after ?? [])].map(inEnglish).join("\n"),
      link: row.sealed_link === null ? null : openSecret(row.sealed_link, linkPurpose(row.id)),
      error: row.error && inEnglish(row.error),
      cause: row.cause_key,
    };
  });
}

/** Lets this process send mail by these settings, or by none. */
export function setMailServer(settings: MailServer | null): void {
  Object.assign(env(), { mail: settings });
}

/** Queues a mail with a link to nobody in particular; returns its id. */
export async function makeMail({ id: organisationId }: { id: string }): Promise<string> {
  const address = `${v7()}@example.org`;
  await transaction((tx) =>
    queueMail(tx, {
      organisationId,
      to: { address, name: "Somebody" },
      kind: "test",
      subject: say("mails.greetingNobody"),
      text: [say("mails.greetingNobody")],
      link: { label: say("mails.linkBelow"), path: "/invitation#token=s3cret" },
      cause: address,
    }),
  );
  return (await mailsTo(address))[0]?.id ?? "";
}

/** A real SMTP server on this machine, and what it took. What it does with an address is decided by how that begins. */
export interface TestMailServer {
  settings: MailServer;
  port: number;
  /** Each mail that it took, in the order of their arrival; when, in milliseconds since the epoch. */
  received: { to: string; mail: ReceivedMail; at: number }[];
  /** Mails that were handed to it wholly and never answered. */
  swallowed: string[];
  /** Called with each address that it is about to take; a test can wait there. */
  onTaken: (to: string) => Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts it: `refused-...` is answered 550, `policy-...` 550 by a rule against the sender, `full-...` 552, `later-...` 451, `grey-...` 450 the first
 * time, `silent-...` is never answered, `dropped-...` loses the connection in DATA the first time, and everybody else's mail is taken.
 * With `auth`, only this user with this password.
 */
export async function startMailServer(
  given: { port?: number; auth?: { user: string; password: string }; refusesSender?: boolean } = {},
): Promise<TestMailServer> {
  const made: Pick<TestMailServer, "received" | "swallowed" | "onTaken"> = {
    received: [],
    swallowed: [],
    onTaken: async () => undefined,
  };
  const greeted = new Set<string>();
  const sockets = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: given.auth === undefined,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    closeTimeout: 100,
    onAuth: (auth, _session, done) => {
      const isRight = auth.username === given.auth?.user && auth.password === given.auth?.password;
      done(isRight ? null : new Error("5.7.8 authentication failed"), isRight ? { user: "one" } : undefined);
    },
    onMailFrom: (_from, _session, done) => done(given.refusesSender ? answer(550, "no such sender") : null),
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith("refused-")) {
        return done(answer(550, "5.1.1 no such user"));
      }
      if (address.startsWith("policy-")) {
        return done(answer(550, "5.7.1 relaying denied"));
      }
      if (address.startsWith("full-")) {
        return done(answer(552, "5.2.2 mailbox full"));
      }
      if (address.startsWith("grey-") && !greeted.has(address)) {
        greeted.add(address);
        return done(answer(450, "4.2.0 greylisted, come back"));
      }
      done(address.startsWith("later-") ? answer(451, "4.3.2 please come back") : null);
    },
    onData: (stream, session, done) => {
      const [first] = session.envelope.rcptTo;
      if (first?.address.startsWith("dropped-") && !greeted.has(first.address)) {
        greeted.add(first.address);
        sockets.forEach((socket) => socket.remotePort === session.remotePort && socket.destroy());
        return;
      }
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        if (to.startsWith("silent-")) {
          made.swallowed.push(to);
          return;
        }
        const raw = Buffer.concat(chunks).toString("utf8");
        void made.onTaken(to).then(() => {
          made.received.push({ to, mail: readMail(raw), at: Date.now() });
          done();
        });
      });
    },
  });
  server.on("error", () => undefined);
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((begun) => server.listen(given.port ?? 0, "127.0.0.1", begun));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return Object.assign(made, {
    port,
    settings: {
      host: "127.0.0.1",
      port,
      isSecure: false,
      auth: given.auth ?? null,
      from: { name: null, address: "desk@example.org" },
    },
    stop: () => new Promise<void>((ended) => server.close(() => ended())),
  });
}

function answer(status: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: status });
}
