import type { Block } from "@/features/mail/server/present-layout";
import { isolate } from "@/messages/isolate";
import type { Language } from "@/messages/locale";
import { say, speak } from "@/messages/server/say";
import type { Sentence } from "@/messages/server/sentence";
import type { PublicEntry } from "./read-public-news";
import type { StaffEntry } from "./read-staff-news";

/** How much of a text a mail shows; the rest is in the ticket. */
export type TextBound = 4_000 | 280;

/** What a mail to the public audience says of a ticket: its input has no field for notes, so none can be in it. */
export function publicBlocks(entries: readonly PublicEntry[], language: Language, bound: TextBound): Block[] {
  return entries.flatMap((entry) => publicEntry(entry, language, bound));
}

/** What a mail to staff says of a ticket. */
export function staffBlocks(entries: readonly StaffEntry[], language: Language, bound: TextBound): Block[] {
  return entries.flatMap((entry) => staffEntry(entry, language, bound));
}

function publicEntry(entry: PublicEntry, language: Language, bound: TextBound): Block[] {
  switch (entry.kind) {
    case "reply":
      return [line(say("mails.notification.reply", who(entry)), language), quote(entry.body, bound)];
    case "received":
      return [line(say("mails.notification.received", who(entry)), language), quote(entry.body, bound)];
    case "status":
      if (entry.isTheirs && entry.status === "waiting") {
        return [line(say("mails.notification.waiting", who(entry)), language)];
      }
      if (entry.isTheirs && entry.status === "resolved") {
        return [
          line(say("mails.notification.resolved", who(entry)), language),
          line(say("mails.notification.resolvedQuestion"), language),
        ];
      }
      return [line(say("mails.notification.status", { ...who(entry), status: entry.status }), language)];
    case "watching":
      return [line(say("mails.notification.watching", who(entry)), language)];
  }
}

function staffEntry(entry: StaffEntry, language: Language, bound: TextBound): Block[] {
  switch (entry.kind) {
    case "reply":
    case "received":
    case "status":
    case "watching":
      return publicEntry(entry, language, bound);
    case "note":
      return [line(say("mails.notification.note", who(entry)), language), quote(entry.body, bound, true)];
    case "mention": {
      const { isInternal } = entry;
      const sentence = say("mails.notification.mention", who(entry));
      return [line(sentence, language), quote(entry.body, bound, isInternal)];
    }
    case "created":
      return [line(say("mails.notification.created", who(entry)), language), quote(entry.body, bound)];
    case "assigned":
      return [line(say("mails.notification.assigned", who(entry)), language)];
    case "urgent":
      return [line(say("mails.notification.urgent", who(entry)), language)];
  }
}

/** `has` chooses the sentence: with a name, or of what happened by itself. */
function who({ by }: { by: string | null }): { by: string; has: string } {
  return { by: by === null ? "" : isolate(by), has: by === null ? "nobody" : "somebody" };
}

function line(sentence: Sentence, language: Language): Block {
  return { is: "text", text: speak(sentence, language) };
}

function quote(body: string, bound: TextBound, isNote = false): Block {
  const characters = [...body.replaceAll("\r\n", "\n").trim()];
  const text =
    characters.length > bound ? `${characters.slice(0, bound).join("").trimEnd()} …` : characters.join("");
  return { is: "quote", text, isNote };
}
