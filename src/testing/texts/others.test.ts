import { describe, expect, it } from "vitest";
import { translatorFor } from "@/messages/translator";
import { browserWords } from "@/features/connections/ui/browser-words";
import { readMentions } from "@/features/notifications/server/read-mentions";
import { parseSearch } from "@/features/tickets/server/search/read-text";
import { vectorOf, wordsSql } from "@/features/tickets/server/search/write";
import { cleanFileName, contentDisposition } from "@/server/storage/names";
import { sniffType } from "@/server/storage/sniff";
import { ownPath } from "@/shared/own-path";
import { bodyText, findUnstorable, hasVisible, lineText } from "@/shared/text";
import { initialsOf } from "@/ui/people/initials";
import { HARD_TEXTS } from "./hard";

const PEOPLE = Array.from({ length: 2_000 }, (_, index) => ({
  id: `${index}`,
  name: `Person Number${index}`,
  email: `person.${index}@example.org`,
}));

const t = translatorFor({ language: "en", locale: "en" });

/** The functions that read texts of others on the shared event loop. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "a body": (text) => bodyText({ max: 30_000, tooLong: "long" }).safeParse(text),
  "a title": (text) => lineText({ max: 200, tooLong: "long" }).safeParse(text),
  "whether it is visible": hasVisible,
  "whether it can be stored": findUnstorable,
  "a search": parseSearch,
  "what is indexed": (text) => [vectorOf("comment", text), wordsSql("x")],
  mentions: (text) => readMentions(text, PEOPLE),
  "a file's name": (text) => contentDisposition("attachment", cleanFileName(text)),
  "a file's beginning": (text) => sniffType(Buffer.from(text)),
  "a User-Agent": (text) => browserWords(t, text),
  "where to go next": (text) => ownPath(text, ["https://desk.example"]),
  "a name": initialsOf,
};

const MORE: Readonly<Record<string, string>> = {
  "mentions of many": "@person ".repeat(2_500),
  "a browser's mark": "Version/1 ".repeat(2_000),
  "beginnings of elements": "<a:".repeat(6_666),
  quotes: '"a '.repeat(6_666),
  "dashes and spaces": `${"- ".repeat(10_000)}x`,
  "spaces inside": `a${" ".repeat(20_000)}b`,
  "slashes and dots": "/../".repeat(5_000),
  "percent signs": "%25".repeat(6_666),
};

describe("what others write costs no more than its length", () => {
  for (const [reader, read] of Object.entries(READERS)) {
    it(`${reader}: 20,000 characters of any family`, async () => {
      const families = Object.entries(HARD_TEXTS).map(([name, make]) => [name, make(20_000)] as const);
      for (const [name, text] of [...families, ...Object.entries(MORE)]) {
        const before = process.cpuUsage();
        await read(text);
        const { user, system } = process.cpuUsage(before);
        // A few milliseconds in truth: what grows with the square of the length takes seconds.
        expect((user + system) / 1000, name).toBeLessThan(250);
      }
    });
  }
});
