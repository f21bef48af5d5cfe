import { startMailServer, type TestMailServer } from "@/testing/mail";
import type { ReceivedMail } from "@/testing/mail-message";
import { TcpProxy } from "@/testing/processes/tcp-proxy";

/** A mail that arrived. */
export interface Arrival {
  /** The address, and the process that handed it over. */
  to: string;
  process: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** That of the outbox, by its Message-ID. */
  mailId: string;
  mail: ReceivedMail;
}

/** A mail server for each server process, so that a mail tells who handed it over; with a proxy in between. */
export interface Post {
  lines: TcpProxy[];
  /** All that arrived since the last call. */
  take(): Arrival[];
  stop(): Promise<void>;
}

/** Starts `count` mail servers. */
export async function startPost(count: number): Promise<Post> {
  const servers = await Promise.all(Array.from({ length: count }, () => startMailServer()));
  const lines = await Promise.all(servers.map(({ port }) => TcpProxy.start(port)));
  return {
    lines,
    take: () => servers.flatMap(takeFrom).sort((a, b) => a.at - b.at),
    stop: async () => {
      await Promise.all(lines.map((line) => line.close()));
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

/** What a server process is told of its mail server. */
export function mailSettings(line: TcpProxy | undefined): Record<string, string> {
  return {
    SMTP_URL: `smtp://127.0.0.1:${line?.port ?? 0}`,
    MAIL_FROM: "desk@example.org",
    // Long enough for changes in between, and short enough for a run.
    MAIL_DELAY_SECONDS: "1",
  };
}

function takeFrom({ received }: TestMailServer, process: number): Arrival[] {
  return received.splice(0).map(({ to, mail, at }) => ({
    to,
    process,
    at,
    mailId: /<([^@>]+)@/.exec(mail.headers.get("message-id") ?? "")?.[1] ?? "",
    mail,
  }));
}
