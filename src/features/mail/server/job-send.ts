import { listMailServers, readMailServer } from "@/features/mail-server/server/read";
import { noteRefusal, noteTaken } from "@/features/refused-addresses/server/write";
import { say } from "@/messages/server/say";
import { Semaphore } from "@/server/concurrency/semaphore";
import type { Job } from "@/server/jobs/jobs";
import { env } from "@/server/process/env";
import type { MailServer } from "@/server/process/env-mail";
import { log } from "@/server/process/log";
import { LastWords, type LastWord } from "@/server/smtp/last-word";
import { handOver, type Message, type Patience } from "@/server/smtp/hand-over";
import { PATIENCE } from "@/server/smtp/options";
import { originOfHost } from "@/server/tenant/links";
import type { Composers } from "./present-composed";
import { composeMail } from "./present-due";
import { picturesOf, presentMailLook } from "./present-look";
import { messageIdOf } from "./present-message";
import { readLogo } from "@/features/organisations/server/read-logo";
import { holdBack } from "./write-hold";
import { onMailQueued } from "./write-queue";
import {
  dropMail,
  expireMails,
  giveBack,
  markSent,
  markUnsent,
  takeDueMails,
  type DueMail,
} from "./write-settle";

const EVERY_MILLISECONDS = 10_000;
/** Taken at a time; a run goes on until none is due. */
const BATCH = 20;
/** How many are being handed over at a time: one that hangs holds up no other. */
const AT_ONCE = 5;
/** Of a run; the next one begins soon after. */
const MOST_OF_RUN = 200;
/** So many mails that hang one after the other still leave the last of a batch time for its turn. */
const TURNS = 2 * AT_ONCE;
/** Organisations whose mail servers are spoken to at a time. */
const SERVERS_AT_ONCE = 4;

/**
 * Sends what is in the outbox, at least once: a mail is marked after the mail server took it, so one whose process died in
 * between is sent again, with the same Message-ID.
 */
export function sendMailJob(composers: Composers): Job {
  return {
    name: "send mail",
    everyMilliseconds: EVERY_MILLISECONDS,
    wakeOn: onMailQueued,
    run: () => sendAll({ composers }),
  };
}

/** Sends what is due by the server of the variables, else each organisation's by its own; returns how many were sent or given up. */
export async function sendAll(sending: Sending = {}): Promise<number> {
  const { mail } = env();
  if (mail !== null) {
    return await sendDueMails(mail, sending);
  }
  const given = await expireMails();
  const semaphore = new Semaphore({ inAll: SERVERS_AT_ONCE });
  // What fails for one organisation holds up no other, and the job says so.
  const runs = (await listMailServers()).map((organisationId) =>
    semaphore.run(async () => {
      const server = await readMailServer(organisationId);
      return server === null ? 0 : await sendDue(server, sending, organisationId);
    }),
  );
  const ended = await Promise.allSettled(runs);
  const failed = ended.find((run) => run.status === "rejected");
  if (failed) {
    throw failed.reason;
  }
  return ended.reduce((all, run) => all + (run.status === "fulfilled" ? run.value : 0), given);
}

/** How mails are sent. */
export interface Sending {
  patience?: Patience;
  composers?: Composers;
}

/** Sends the mails that are due, and gives up those whose time is over; returns how many were sent or given up. */
export async function sendDueMails(server: MailServer | null, sending: Sending = {}): Promise<number> {
  const done = await expireMails();
  return server === null ? done : done + (await sendDue(server, sending, null));
}

/** Those of one organisation, or of all. */
async function sendDue(server: MailServer, sending: Sending, organisationId: string | null): Promise<number> {
  let done = 0;
  for (let taken = 0; taken < MOST_OF_RUN;) {
    const due = await takeDueMails(BATCH, organisationId);
    taken += due.length;
    const run = await sendBatch(server, await holdBack(due), sending);
    done += run.settled;
    if (due.length < BATCH || run.isServerAway) {
      break;
    }
  }
  return done;
}

async function sendBatch(
  server: MailServer,
  due: readonly DueMail[],
  sending: Sending,
): Promise<{ settled: number; isServerAway: boolean }> {
  const semaphore = new Semaphore({ inAll: AT_ONCE });
  const lastWords = new LastWords((sending.patience ?? PATIENCE).silenceMilliseconds / TURNS);
  const state = { settled: 0, isServerAway: false };
  const untried: string[] = [];
  await Promise.all(
    due.map((mail) =>
      semaphore.run(async () => {
        if (state.isServerAway) {
          untried.push(mail.id);
          return;
        }
        const lastWord = lastWords.begin();
        const outcome = await sendOne(server, mail, { ...sending, lastWord }).finally(() => lastWord.end());
        state.settled += Number(outcome === "sent" || outcome === "refused" || outcome === "dropped");
        state.isServerAway ||= outcome === "unavailable";
      }),
    ),
  );
  await giveBack(untried);
  return state;
}

async function sendOne(
  server: MailServer,
  mail: DueMail,
  { patience, composers = {}, lastWord }: Sending & { lastWord: LastWord },
): Promise<"sent" | "refused" | "later" | "unavailable" | "dropped"> {
  // One that cannot be written holds up no other.
  const message = await toMessage(mail, composers).catch((error: unknown) => {
    log().warn({ err: error, mail: mail.id }, "a mail could not be composed");
    return null;
  });
  if (message === "nothing to say") {
    await dropMail(mail.id);
    return "dropped";
  }
  if (!message) {
    // Another process may be able to: that of the other release, or one that has the key.
    await markUnsent(mail.id, say("mails.error.unreadable"), false);
    return "later";
  }
  const outcome = await handOver(server, message, patience, lastWord);
  if (outcome.state === "sent") {
    await markSent(mail.id);
    await noteTaken(mail.organisationId, mail.to.address);
    return "sent";
  }
  if (outcome.addressRefusal !== undefined) {
    await noteRefusal({
      organisationId: mail.organisationId,
      address: mail.to.address,
      source: "server",
      answer: outcome.addressRefusal,
    });
  }
  const { state, error } = outcome;
  // Without the address and the link: what went wrong is enough.
  log().warn({ mail: mail.id, reason: error.english }, "a mail was not sent");
  await markUnsent(mail.id, error, state === "refused");
  return state;
}

/** Null for a mail that this process cannot write. */
async function toMessage(mail: DueMail, composers: Composers): Promise<Message | "nothing to say" | null> {
  const logo = mail.look.logoKey === null ? null : await readLogo(mail.look.logoKey);
  const composed = await composeMail(mail, composers, presentMailLook(mail.look, logo !== null));
  return composed === null || composed === "nothing to say"
    ? composed
    : {
        ...composed,
        messageId: messageIdOf(mail.id, originOfHost(mail.host)),
        senderName: mail.organisationName,
        to: mail.to,
        ...picturesOf(logo),
      };
}
