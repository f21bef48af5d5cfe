import { MAIL_KINDS } from "@/features/mail/fields";
import { LANGUAGES } from "@/messages/locale";
import { say } from "@/messages/server/say";
import { Semaphore } from "@/server/concurrency/semaphore";
import type { Job } from "@/server/jobs/jobs";
import { env } from "@/server/process/env";
import type { MailServer } from "@/server/process/env-mail";
import { log } from "@/server/process/log";
import { openSecret } from "@/server/secrets/seal";
import { handOver, type Message, type Patience } from "@/server/smtp/hand-over";
import { originOfHost } from "@/server/tenant/links";
import type { Composers } from "./present-composed";
import { picturesOf, presentMailLook } from "./present-look";
import { messageIdOf, presentMessage } from "./present-message";
import { readLogo } from "./read-logo";
import { linkPurpose, onMailQueued } from "./write-queue";
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

/**
 * Sends what is in the outbox, at least once: a mail is marked after the mail server took it, so one whose process died in
 * between is sent again, with the same Message-ID.
 */
export function sendMailJob(composers: Composers): Job {
  return {
    name: "send mail",
    everyMilliseconds: EVERY_MILLISECONDS,
    wakeOn: onMailQueued,
    run: () => sendDueMails(env().mail, { composers }),
  };
}

/** How mails are sent. */
export interface Sending {
  patience?: Patience;
  composers?: Composers;
}

/** Sends the mails that are due, and gives up those whose time is over; returns how many were sent or given up. */
export async function sendDueMails(server: MailServer | null, sending: Sending = {}): Promise<number> {
  let done = await expireMails();
  if (server === null) {
    return done;
  }
  for (let taken = 0; taken < MOST_OF_RUN;) {
    const due = await takeDueMails(BATCH);
    taken += due.length;
    const run = await sendBatch(server, due, sending);
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
  const state = { settled: 0, isServerAway: false };
  const untried: string[] = [];
  await Promise.all(
    due.map((mail) =>
      semaphore.run(async () => {
        if (state.isServerAway) {
          untried.push(mail.id);
          return;
        }
        const outcome = await sendOne(server, mail, sending);
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
  { patience, composers = {} }: Sending,
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
  const outcome = await handOver(server, message, patience);
  if (outcome.state === "sent") {
    await markSent(mail.id);
    return "sent";
  }
  const { state, error } = outcome;
  // Without the address and the link: what went wrong is enough.
  log().warn({ mail: mail.id, reason: error.english }, "a mail was not sent");
  await markUnsent(mail.id, error, state === "refused");
  return state;
}

/** Null for a mail that this process cannot write. */
async function toMessage(mail: DueMail, composers: Composers): Promise<Message | "nothing to say" | null> {
  const origin = originOfHost(mail.host);
  const language = mail.language ?? LANGUAGES[0];
  const logo = mail.look.logoKey === null ? null : await readLogo(mail.look.logoKey);
  const look = presentMailLook(mail.look, logo !== null);
  const around = {
    messageId: messageIdOf(mail.id, origin),
    senderName: mail.organisationName,
    to: mail.to,
    ...picturesOf(logo),
  };
  const kind = MAIL_KINDS.find((one) => one === mail.kind);
  const compose = kind && composers[kind];
  if (compose) {
    const composed = await compose({ mail, language, origin, look });
    return composed ? { ...composed, ...around } : "nothing to say";
  }
  const path = openLink(mail);
  if (mail.content === null || path === undefined) {
    return null;
  }
  const presented = presentMessage({
    content: mail.content,
    language,
    organisationName: mail.organisationName,
    look,
    toName: mail.to.name,
    link: path === null ? null : `${origin}${path}`,
  });
  return presented && { ...presented, ...around };
}

/** The path of its link, null without one, undefined where it cannot be opened here. */
function openLink({ id, sealedLink }: DueMail): string | null | undefined {
  try {
    return sealedLink === null ? null : openSecret(sealedLink, linkPurpose(id));
  } catch (error) {
    log().warn({ err: error, mail: id }, "the link of a mail cannot be opened with the keys here");
    return undefined;
  }
}
