import { readBlocks, type Block, type ListItem } from "./blocks";
import { directionOf } from "./direction";
import { ElementBudget, escapeHtml } from "./html";
import type { Table } from "./tables";
import { inlineHtml, type InlineContext } from "./inline";

/** Longer texts are shown plain. */
export const FORMATTED_LENGTH_MAX = 60_000;

/**
 * The longest HTML of a text; a text with longer HTML is shown plain too. All people share the process that
 * renders pages, so the HTML must not be many times as long as the typed text.
 */
export function htmlLengthMax(text: string): number {
  return 6 * text.length + 4_000;
}

/** A text as HTML that is safe to put into a page. */
export interface FormattedText {
  html: string;
  /** Whether it has too many elements to be formatted: `html` is all of it as typed. */
  isPlain: boolean;
}

/** The added words in a formatted text, in the reader's language. */
export interface MarkdownWords {
  columns: string;
  code: string;
  table: string;
  done: string;
  toDo: string;
}

const WORDLESS: MarkdownWords = { columns: "", code: "", table: "", done: "", toDo: "" };

/**
 * Formats a text as HTML: a linear pass within a budget of elements. A text above the budget is shown as it
 * was typed, and so is one that cannot be parsed: no text makes this throw. The output holds only the tags
 * that are written here.
 */
export function formatText(
  text: string,
  ownOrigins: readonly string[] = [],
  words: MarkdownWords = WORDLESS,
): FormattedText {
  if (text.length <= FORMATTED_LENGTH_MAX) {
    try {
      const context = { budget: new ElementBudget(), ownOrigins, words, saidLength: 0 };
      const html = blocksHtml(readBlocks(text), context);
      // The added words do not count: whether a text is shown plain must not depend on the reader's language.
      if (html.length - context.saidLength <= htmlLengthMax(text)) {
        return { html, isPlain: false };
      }
    } catch {
      // Too many elements, or a mistake of ours: the text itself is there in any case.
    }
  }
  return { html: escapeHtml(text), isPlain: true };
}

interface BlockContext extends InlineContext {
  words: MarkdownWords;
  /** How many characters of the HTML are our own words. */
  saidLength: number;
}

/** One of our own words in the HTML. */
function say(word: string, context: BlockContext): string {
  const html = escapeHtml(word);
  context.saidLength += html.length;
  return html;
}

function blocksHtml(blocks: readonly Block[], context: BlockContext): string {
  return blocks.map((block) => blockHtml(block, context)).join("");
}

function blockHtml(block: Block, context: BlockContext): string {
  context.budget.spend(1);
  switch (block.kind) {
    case "paragraph":
      return `<p dir="auto"${block.isPasted ? ' class="prose-pasted"' : ""}>${inlineHtml(block.text, { ...context, isPasted: block.isPasted })}</p>`;
    case "columns":
      return `<pre dir="auto" class="prose-columns" ${scrolls(context.words.columns, context)}>${inlineHtml(block.text, { ...context, isPasted: true })}</pre>`;
    case "heading":
      // Headings inside a message never outrank the page's own.
      return `<p dir="auto" class="prose-heading">${inlineHtml(block.text, context)}</p>`;
    case "rule":
      return "<hr>";
    case "code":
      return codeHtml(block, context);
    case "quote":
      return `<blockquote dir="${directionOf(block)}">${blocksHtml(block.blocks, context)}</blockquote>`;
    case "list":
      return listHtml(block, context);
    case "table":
      return tableHtml(block, context);
  }
}

/** The keyboard must be able to scroll what scrolls sideways. */
function scrolls(label: string, context: BlockContext): string {
  return `tabindex="0" role="group" aria-label="${say(label, context)}"`;
}

function codeHtml({ info, text }: Extract<Block, { kind: "code" }>, context: BlockContext): string {
  const name = info === "" ? "" : `<span dir="ltr" class="prose-code-name">${escapeHtml(info)}\n</span>`;
  return `<pre dir="auto" ${scrolls(context.words.code, context)}>${name}<code>${escapeHtml(text)}</code></pre>`;
}

/** Numbers are text, as they were typed: a browser would count by itself. */
function listHtml(list: Extract<Block, { kind: "list" }>, context: BlockContext): string {
  const items = list.items.map((item) => itemHtml(item, list.isLoose, context)).join("");
  const dir = directionOf(list);
  return list.isOrdered
    ? `<ol dir="${dir}" role="list" class="prose-numbers">${items}</ol>`
    : `<ul dir="${dir}">${items}</ul>`;
}

function itemHtml({ number, isDone, blocks }: ListItem, isLoose: boolean, context: BlockContext): string {
  context.budget.spend(1);
  const tick = isDone === null ? "" : tickHtml(isDone, context);
  const mark = number === "" ? "" : `<span class="prose-number">${escapeHtml(number)}</span> `;
  const [first, ...rest] = blocks;
  const start = isDone === null ? "<li>" : '<li class="prose-task">';
  if (first?.kind !== "paragraph") {
    return `${start}${mark}${tick}${blocksHtml(blocks, context)}</li>`;
  }
  const line = `${mark}${tick}${inlineHtml(first.text, { ...context, isPasted: first.isPasted })}`;
  // Without gaps between its entries a list is tight: its entries are no paragraphs.
  return `${start}${isLoose ? `<p dir="auto">${line}</p>` : line}${blocksHtml(rest, context)}</li>`;
}

/** The checkboxes of a list in a message cannot be changed here: a mark and a word, not a control without a name. */
function tickHtml(isDone: boolean, context: BlockContext): string {
  return `<span class="prose-tick"${isDone ? ' data-done=""' : ""}><span dir="ltr" class="sr-only">${say(isDone ? context.words.done : context.words.toDo, context)} </span></span>`;
}

function tableHtml(table: Table, context: BlockContext): string {
  const { head, rows } = table;
  const cells = (tag: "th" | "td", row: readonly string[]): string => {
    context.budget.spend(row.length + 1);
    return `<tr>${row.map((cell) => `<${tag}>${inlineHtml(cell, context)}</${tag}>`).join("")}</tr>`;
  };
  const body = rows.length === 0 ? "" : `<tbody>${rows.map((row) => cells("td", row)).join("")}</tbody>`;
  return `<div dir="${directionOf(table)}" class="prose-table" ${scrolls(context.words.table, context)}><table><thead>${cells("th", head)}</thead>${body}</table></div>`;
}
