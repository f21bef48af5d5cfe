import { MAIL_KINDS, type MailKind } from "@/features/mail/fields";
import { presentMailLook } from "@/features/mail/server/present-look";
import { contentOf } from "@/features/mail/server/write-queue";
import type { Block } from "@/features/mail/server/present-layout";
import { greeting, presentBlocks, presentMessage } from "@/features/mail/server/present-message";
import { publicBlocks, staffBlocks } from "@/features/notification-mails/server/present-news";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";

/** A mail in words, as a mail program shows it. */
export interface ShownMail {
  name: string;
  language: Language;
  subject: string;
  text: string;
  html: string;
}

interface Whole {
  subject: Sentence;
  text: Sentence[];
  label?: Sentence;
  after?: Sentence[];
}

const LOOK = presentMailLook({ accent: null }, false);
const organisation = "Nordlicht Versand & Söhne";
const number = "20417";
const LINK = `https://help.nordlicht.example/guest/open#token=${"a1B2c3D4".repeat(6)}`;
const LONG = "A-word-that-does-not-end-".repeat(6);

/** Every kind of mail, in a language: long names, long links, texts of people with lines and markup. */
export function everyMail(language: Language): ShownMail[] {
  return [...MAIL_KINDS.flatMap((kind) => wholeMail(kind, language)), ...ticketMails(language)];
}

function wholeMail(kind: MailKind, language: Language): ShownMail[] {
  const whole = wordsOf(kind);
  if (whole === null) {
    return [];
  }
  const { label, ...rest } = whole;
  const presented = presentMessage({
    content: contentOf({ ...rest, ...(label ? { link: { label, path: "/x" } } : {}) }),
    language,
    organisationName: organisation,
    look: LOOK,
    toName: "Rosa Wintergrün-Achtermann",
    link: label ? LINK : null,
  });
  if (presented === null) {
    throw new Error(`the catalogue does not have the words of ${kind}`);
  }
  return [{ name: kind, language, ...presented }];
}

/** Null for what is written when it is sent. */
function wordsOf(kind: MailKind): Whole | null {
  const given = { organisation };
  switch (kind) {
    case "test":
      return { subject: say("mails.test.subject", given), text: [say("mails.test.text")] };
    case "invitation":
      return {
        subject: say("mails.invitation.subject", given),
        text: [say("mails.invitation.text", { by: "Ada", organisation })],
        label: say("mails.invitation.open"),
        after: [say("mails.invitation.after", { days: 7 })],
      };
    case "passwordReset":
      return {
        subject: say("mails.passwordReset.subject", given),
        text: [say("mails.passwordReset.text", given)],
        label: say("mails.passwordReset.open"),
        after: [say("mails.passwordReset.after")],
      };
    case "passwordChanged":
      return {
        subject: say("mails.passwordChanged.subject", given),
        text: [say("mails.passwordChanged.text")],
        after: [say("mails.passwordChanged.after")],
      };
    case "confirmRegistration":
      return {
        subject: say("mails.confirmRegistration.subject", given),
        text: [say("mails.confirmRegistration.text", given)],
        label: say("mails.confirmRegistration.open"),
        after: [say("mails.confirmRegistration.after")],
      };
    case "accountExists":
      return {
        subject: say("mails.accountExists.subject", given),
        text: [say("mails.accountExists.text", given)],
        label: say("mails.accountExists.open"),
        after: [say("mails.accountExists.after")],
      };
    case "confirmAddress":
      return {
        subject: say("mails.confirmAddress.subject", given),
        text: [say("mails.confirmAddress.text", { account: "rosa@nordlicht.example", organisation })],
        label: say("mails.confirmAddress.open"),
        after: [say("mails.confirmAddress.after")],
      };
    case "addressTaken":
      return {
        subject: say("mails.addressTaken.subject", given),
        text: [say("mails.addressTaken.text", given)],
        after: [say("mails.addressTaken.after")],
      };
    case "guestFiled":
      return guest("guestFiled");
    case "guestLink":
      return guest("guestLink");
    case "guestReply":
      return guest("guestReply");
    case "account":
      return {
        subject: say("mails.account.signed_in_elsewhere", given),
        text: [
          say("mails.account.signed_in_elsewhere", given),
          say("mails.account.where", {
            address: "2001:db8:85a3::8a2e:370:7334",
            browser: "Firefox 140, Linux",
          }),
          say("mails.account.notYou"),
        ],
        label: say("mails.account.open"),
      };
    case "notice":
      return {
        subject: say("mails.notice.subject", given),
        text: [say("alerts.jobFailed", { job: "sweep files", failures: 3 })],
        label: say("mails.notice.open"),
        after: [say("mails.notice.after")],
      };
    case "notification":
    case "digest":
      return null;
  }
}

function guest(kind: "guestFiled" | "guestLink" | "guestReply"): Whole {
  const text = {
    guestFiled: say("mails.guestFiled.text", { organisation }),
    guestLink: say("mails.guestLink.text", { organisation }),
    guestReply: say("mails.guestReply.text", { title: "The lift is stuck" }),
  };
  const subject = {
    guestFiled: say("mails.guestFiled.subject", { number, organisation }),
    guestLink: say("mails.guestLink.subject", { number }),
    guestReply: say("mails.guestReply.subject", { number, organisation }),
  };
  return {
    subject: subject[kind],
    text: [text[kind]],
    label: say("mails.guestFiled.open"),
    after: [say("mails.guestFiled.after", { hours: 72 })],
  };
}

/** What is mailed about tickets, by what happened. */
function ticketMails(language: Language): ShownMail[] {
  const by = "Alma Überacker";
  const body = `Take the stairs.\n\n<b>Then</b> write to us: ${LONG}`;
  const open = [
    { id: "1", by, kind: "received", body },
    { id: "2", by, kind: "reply", body },
    { id: "3", by, kind: "status", status: "waiting", isTheirs: true },
    { id: "4", by, kind: "status", status: "resolved", isTheirs: true },
    { id: "5", by, kind: "status", status: "in_progress", isTheirs: false },
    { id: "6", by, kind: "watching" },
  ] as const;
  const staff = [
    { id: "7", by, kind: "note", body },
    { id: "8", by, kind: "mention", body, isInternal: true },
    { id: "9", by, kind: "created", body },
    { id: "10", by, kind: "assigned" },
    { id: "11", by, kind: "urgent" },
  ] as const;
  const ofTicket = [
    ...open.map((entry) => ({ name: nameOf(entry), blocks: publicBlocks([entry], language, 4_000) })),
    ...staff.map((entry) => ({ name: nameOf(entry), blocks: staffBlocks([entry], language, 4_000) })),
  ];
  const digest: Block[] = ["The lift is stuck", LONG].flatMap((title): Block[] => [
    {
      is: "heading",
      text: speak(say("mails.digest.ticket", { number, title }), language),
      link: "https://help.nordlicht.example/tickets/20417",
    },
    ...publicBlocks([open[1], open[3]], language, 280),
  ]);
  return [
    ...ofTicket.map(({ name, blocks }) => laid(`notification-${name}`, language, blocks)),
    laid("digest", language, [{ is: "text", text: speak(say("mails.digest.intro"), language) }, ...digest]),
  ];
}

function nameOf(entry: { kind: string; status?: string }): string {
  return entry.status === undefined ? entry.kind : `${entry.kind}-${entry.status}`;
}

function laid(name: string, language: Language, blocks: readonly Block[]): ShownMail {
  const presented = presentBlocks({
    language,
    subject: speak(say("mails.notification.subject", { number, title: "The lift is stuck" }), language),
    organisationName: organisation,
    look: LOOK,
    blocks: [
      greeting("Rosa Wintergrün-Achtermann", language),
      ...blocks,
      {
        is: "button",
        label: speak(say("mails.notification.open"), language),
        link: "https://help.nordlicht.example/tickets/20417",
        below: speak(say("mails.linkBelow"), language),
      },
    ],
    footer: speak(say("mails.notification.footer", { organisation }), language),
    footerLink: { label: speak(say("mails.notification.unsubscribe"), language), link: LINK },
  });
  return { name, language, ...presented };
}
