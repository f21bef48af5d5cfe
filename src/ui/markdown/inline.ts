import { findAddressEnd, linkEmails } from "./addresses";
import { CodeSpans } from "./code-spans";
import { canClose, canOpen, characterBefore, isWord, readDestination } from "./delimiters";
import { escapeHtml, type ElementBudget } from "./html";
import { ADDRESS_MAX, closeLink, openLink, readLink } from "./links";

/** The context of a line's parser. */
export interface InlineContext {
  budget: ElementBudget;
  ownOrigins: readonly string[];
  /** Whether the text was pasted: addresses in it are links, and marks are text. */
  isPasted?: boolean;
}

/** A mark that may begin something; `part` is where it stands among what was written. */
interface Opener {
  mark: "*" | "**" | "~~" | "[" | "![";
  part: number;
  /** Where the text after it begins. */
  from: number;
}

/** The most open marks at a time; beyond it the oldest is text. It bounds both the work and the depth. */
const OPENERS_MAX = 16;

const TAGS = { "*": "em", "**": "strong", "~~": "del" } as const;
const SPECIAL = /[*~[\]`\n]|!\[|[hH](?=[tT]{2}[pP])|[wW](?=[wW]{2}\.)/g;

/**
 * Bold, italic, struck out, code, links and addresses of a text as HTML, in one pass: each character is looked at a bounded
 * number of times. A mark that fits no rule is text, and so is whatever stands in a path, a pattern or a sum.
 */
export function inlineHtml(text: string, context: InlineContext): string {
  return new InlineReader(text, context).read();
}

class InlineReader {
  private readonly parts: string[] = [];
  private readonly openers: Opener[] = [];
  /** The addresses that became links: inside a link's text they are text. */
  private readonly addresses: { part: number; text: string }[] = [];
  private readonly codes: CodeSpans;
  private at = 0;
  /** Where the line began that is being read. */
  private lineStart = 0;
  /** Deeply indented text was pasted from a program or a file: its marks are text. */
  private isVerbatim = false;

  constructor(
    private readonly text: string,
    private readonly context: InlineContext,
  ) {
    this.codes = new CodeSpans(text);
    this.beginLine(0);
  }

  read(): string {
    let plainFrom = 0;
    while (this.at < this.text.length) {
      SPECIAL.lastIndex = this.at;
      const next = SPECIAL.exec(this.text)?.index ?? this.text.length;
      this.at = next;
      if (next === this.text.length) {
        break;
      }
      const place = this.parts.length;
      const isInLabel = this.hasBracket();
      this.parts.push("");
      const end = this.readMark(next);
      if (end === null) {
        this.parts.length = place;
        this.at = next + 1;
        continue;
      }
      // Measured only now, and not again for each mark that turned out to be text.
      this.parts[place] = this.plain(plainFrom, next, isInLabel);
      plainFrom = end;
      this.at = end;
    }
    this.parts.push(this.plain(plainFrom, this.text.length, this.hasBracket()));
    return this.parts.join("");
  }

  /** Reads what begins at a special character and returns where it ends, or null where it is text. */
  private readMark(start: number): number | null {
    if (this.isVerbatim && /[*~`[\]!]/.test(this.text[start] ?? "")) {
      return null;
    }
    switch (this.text[start]) {
      case "*":
      case "~":
        return this.readRun(start);
      case "`":
        return this.readCode(start);
      case "[":
        return this.open("[", start + 1);
      case "!":
        return this.open("![", start + 2);
      case "\n":
        this.beginLine(start + 1);
        return null;
      case "]":
        return this.closeBracket(start);
      default:
        return this.readAddress(start);
    }
  }

  private readRun(start: number): number | null {
    const marker = this.text[start];
    let end = start + 1;
    while (this.text[end] === marker) {
      end++;
    }
    const size = end - start;
    if (marker === "~" ? size !== 2 : size > 3) {
      // All of it is text at once: taken one by one, a long run would be counted again from each of its characters.
      this.parts.push(escapeHtml(this.text.slice(start, end)));
      return end;
    }
    const marks: Opener["mark"][] =
      marker === "~" ? ["~~"] : size === 1 ? ["*"] : size === 2 ? ["**"] : ["**", "*"];
    const isEnd = canClose(this.text, start, end);
    const isBeginning = canOpen(this.text, start, end);
    if (!isEnd && !isBeginning) {
      this.parts.push(this.text.slice(start, end));
      return end;
    }
    for (const mark of isEnd ? marks.toReversed() : marks) {
      if (!(isEnd && this.closeMark(mark, start))) {
        this.parts.push(mark);
        if (isBeginning) {
          this.addOpener({ mark, part: this.parts.length - 1, from: end });
        }
      }
    }
    return end;
  }

  private closeMark(mark: "*" | "**" | "~~" | "[" | "![", start: number): boolean {
    if (mark === "[" || mark === "![") {
      return false;
    }
    const index = this.openers.findLastIndex((one) => one.mark === mark);
    const opener = this.openers[index];
    const bracket = this.openers.findLastIndex((one) => one.mark === "[" || one.mark === "![");
    // A mark that begins outside of a link's text does not end inside of it; a single star reaches no further than its line.
    if (
      !opener ||
      bracket > index ||
      opener.from >= start ||
      (mark === "*" && opener.from < this.lineStart)
    ) {
      return false;
    }
    this.context.budget.spend(1);
    this.openers.length = index;
    // Two stars are meant as a mark; one, and tildes, stand in patterns and passwords as well, and stay to be read.
    const shown = mark === "**" ? "" : mark;
    this.parts[opener.part] = `<${TAGS[mark]}>${shown}`;
    this.parts.push(`${shown}</${TAGS[mark]}>`);
    return true;
  }

  private readCode(start: number): number | null {
    const span = this.codes.at(start);
    if (!span) {
      const end = this.codes.runEnd(start);
      this.parts.push(this.text.slice(start, end));
      return end;
    }
    const lastBreak = this.text.slice(start, span.end).lastIndexOf("\n");
    if (lastBreak !== -1) {
      this.beginLine(start + lastBreak + 1);
    }
    this.context.budget.spend(1);
    this.parts.push(`<code>${escapeHtml(this.text.slice(span.from, span.until))}</code>`);
    return span.end;
  }

  private open(mark: "[" | "![", end: number): number {
    this.parts.push(mark);
    this.addOpener({ mark, part: this.parts.length - 1, from: end });
    return end;
  }

  private closeBracket(start: number): number | null {
    const index = this.openers.findLastIndex((one) => one.mark === "[" || one.mark === "![");
    const opener = this.openers[index];
    if (!opener) {
      return null;
    }
    this.openers.splice(index, 1);
    const outer = this.openers.slice(0, index).filter((one) => one.mark !== "[" && one.mark !== "![");
    const address = this.text[start + 1] === "(" ? readDestination(this.text, start + 2) : null;
    if (!address) {
      return null;
    }
    const label = this.text.slice(opener.from, start);
    const link = label.length > ADDRESS_MAX ? null : readLink(address.text, label, this.context.ownOrigins);
    if (!link) {
      return null;
    }
    this.context.budget.spend(2);
    // There are no links in links, and no emphasis that begins in one and ends outside.
    this.openers.splice(0, this.openers.length, ...outer);
    while ((this.addresses.at(-1)?.part ?? -1) > opener.part) {
      const inner = this.addresses.pop();
      if (inner) {
        this.parts[inner.part] = escapeHtml(inner.text);
      }
    }
    const isPicture = opener.mark === "![" && /^\/api\/attachments\/[\w-]+$/.test(link.href);
    // A picture from another host would reveal to that host who reads this, and when.
    const picture = isPicture ? `<img src="${link.href}" alt="" loading="lazy">` : "";
    this.parts[opener.part] = openLink(link) + picture;
    this.parts.push(closeLink(link));
    return address.end;
  }

  private readAddress(start: number): number | null {
    if (isWord(characterBefore(this.text, start)) || this.openers.some((one) => one.mark === "![")) {
      return null;
    }
    const end = findAddressEnd(this.text, start);
    if (end === null) {
      return null;
    }
    const shown = this.text.slice(start, end);
    const address = /^www\./i.test(shown) ? `https://${shown}` : shown;
    const link = readLink(address, shown, this.context.ownOrigins);
    if (!link) {
      this.parts.push(escapeHtml(shown));
      return end;
    }
    this.context.budget.spend(1);
    this.parts.push(`${openLink(link)}${escapeHtml(shown)}${closeLink(link)}`);
    this.addresses.push({ part: this.parts.length - 1, text: shown });
    return end;
  }

  private plain(from: number, until: number, isInLabel: boolean): string {
    const text = this.text.slice(from, until);
    return isInLabel ? escapeHtml(text) : linkEmails(text, this.context);
  }

  private hasBracket(): boolean {
    return this.openers.some((one) => one.mark === "[" || one.mark === "![");
  }

  private beginLine(start: number): void {
    this.lineStart = start;
    this.isVerbatim =
      this.context.isPasted === true || /^(?: {4}| {0,3}\t)/.test(this.text.slice(start, start + 4));
  }

  private addOpener(opener: Opener): void {
    this.openers.push(opener);
    if (this.openers.length > OPENERS_MAX) {
      this.openers.shift();
    }
  }
}
