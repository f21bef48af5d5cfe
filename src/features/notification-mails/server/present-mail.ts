import type { Composed, Composers, Composing } from "@/features/mail/server/present-composed";
import type { Block } from "@/features/mail/server/present-layout";
import { greeting, messageIdOf, presentBlocks } from "@/features/mail/server/present-message";
import { isolate } from "@/messages/isolate";
import { say, speak } from "@/messages/server/say";
import { pool, readSnapshot, type Sql } from "@/server/database/database";
import { hasSignedUp } from "@/server/sign-in/signed-up";
import { publicBlocks, staffBlocks, type TextBound } from "./present-news";
import { readPublicNews } from "./read-public-news";
import { byTicket, readSendable, type Sendable } from "./read-sendable";
import { readStaffNews } from "./read-staff-news";
import { unsubscribeToken } from "./rules-unsubscribe";

/** Of one ticket in a mail about it alone, and in a digest; and the tickets of a digest. */
const MOST_THINGS = 20;
const MOST_THINGS_OF_DIGEST = 3;
const MOST_TICKETS = 30;

/** How mails of notifications are written: by the rights and the texts of the moment in which they are sent. */
export const notificationComposers: Composers = {
  notification: composeNotification,
  digest: composeDigest,
};

/** What happened to one ticket; null where its reader may not know of it any more, or has read it. */
async function composeNotification(composing: Composing): Promise<Composed | null> {
  const { mail, language, origin } = composing;
  const [ticket] = await readTickets(composing, { bound: 4_000, most: MOST_THINGS });
  if (!ticket) {
    return null;
  }
  const { number, title, ticketId } = ticket.about;
  const link = `${origin}/tickets/${number}`;
  const subject = speak(
    say("mails.notification.subject", { number: String(number), title: isolate(title) }),
    language,
  );
  const label = speak(say("mails.notification.open"), language);
  const blocks: Block[] = [
    greeting(mail.to.name, language),
    ...ticket.blocks,
    { is: "button", label, link, below: speak(say("mails.linkBelow"), language) },
    ...((await hasSignedUpHere(mail.personId))
      ? []
      : [
          {
            is: "text",
            text: speak(say("mails.notification.noAccount"), language),
            isQuiet: true,
          } satisfies Block,
        ]),
  ];
  return { ...present(composing, subject, blocks), thread: messageIdOf(`ticket-${ticketId}`, origin) };
}

/** False for somebody who is known by an address alone: their ticket came by telephone, and they cannot sign in yet. */
async function hasSignedUpHere(personId: string | null): Promise<boolean> {
  const { rows } = await pool().query(`SELECT 1 FROM people p WHERE p.id = $1 AND ${hasSignedUp("p")}`, [
    personId,
  ]);
  return rows.length > 0;
}

/** What happened to several, the oldest first. */
async function composeDigest(composing: Composing): Promise<Composed | null> {
  const { mail, language, origin } = composing;
  const tickets = await readTickets(composing, { bound: 280, most: MOST_THINGS_OF_DIGEST });
  if (tickets.length === 0) {
    return null;
  }
  const shown = tickets.slice(0, MOST_TICKETS);
  const further = tickets.length - shown.length;
  const label = speak(say("mails.digest.open"), language);
  const blocks: Block[] = [
    greeting(mail.to.name, language),
    { is: "text", text: speak(say("mails.digest.intro"), language) },
    ...shown.flatMap(({ about: { number, title }, blocks: said }): Block[] => [
      {
        is: "heading",
        text: speak(say("mails.digest.ticket", { number: String(number), title: isolate(title) }), language),
        link: `${origin}/tickets/${number}`,
      },
      ...said,
    ]),
    ...(further > 0
      ? [
          {
            is: "text",
            text: speak(say("mails.digest.moreTickets", { count: further }), language),
          } satisfies Block,
        ]
      : []),
    { is: "button", label, link: `${origin}/tickets`, below: speak(say("mails.linkBelow"), language) },
  ];
  const count = tickets.length;
  const isDaily = tickets.some(({ about }) => about.time === "daily");
  const subject = isDaily ? say("mails.digest.daily", { count }) : say("mails.digest.hourly", { count });
  return present(composing, speak(subject, language), blocks);
}

function present({ mail, language, origin, look }: Composing, subject: string, blocks: Block[]): Composed {
  const { organisationName, personId } = mail;
  const token = personId === null ? null : encodeURIComponent(unsubscribeToken(personId));
  const footer = say("mails.notification.footer", { organisation: isolate(organisationName) });
  const label = speak(say("mails.notification.unsubscribe"), language);
  return {
    ...presentBlocks({
      language,
      subject,
      organisationName,
      look,
      blocks,
      footer: speak(footer, language),
      ...(token === null ? {} : { footerLink: { label, link: `${origin}/unsubscribe#token=${token}` } }),
    }),
    ...(token === null ? {} : { unsubscribeUrl: `${origin}/api/unsubscribe?token=${token}` }),
  };
}

interface TicketNews {
  about: Sendable;
  blocks: Block[];
}

/** Each ticket with what is said of it: read apart for either audience. A ticket of which nothing is left is left out. */
async function readTickets(
  { mail, language }: Composing,
  { bound, most }: { bound: TextBound; most: number },
): Promise<TicketNews[]> {
  return await readSnapshot(async (sql) => {
    const things = await readSendable(sql, { mailId: mail.id });
    const said = await readEntries(sql, things);
    return byTicket(things).flatMap((group) => {
      const [about] = group;
      const ids = new Set(group.map(({ id }) => id));
      const ofGroup = <Entry extends { id: string }>(entries: readonly Entry[]): Entry[] =>
        entries.filter(({ id }) => ids.has(id));
      const [open, staff] = [ofGroup(said.open), ofGroup(said.staff)];
      const blocks = [
        ...publicBlocks(open.slice(0, most), language, bound),
        ...staffBlocks(staff.slice(0, most), language, bound),
      ];
      const more = Math.max(0, open.length - most) + Math.max(0, staff.length - most);
      if (!about || blocks.length === 0) {
        return [];
      }
      const rest = speak(say("mails.digest.more", { count: more }), language);
      return [{ about, blocks: more > 0 ? [...blocks, { is: "text", text: rest } satisfies Block] : blocks }];
    });
  });
}

async function readEntries(sql: Sql, things: readonly Sendable[]) {
  const of = (audience: Sendable["audience"]) => things.filter((one) => one.audience === audience);
  return { open: await readPublicNews(sql, of("public")), staff: await readStaffNews(sql, of("staff")) };
}
