import { readBlocks, type Block, type ListItem } from "./blocks";
import { directionOf } from "./direction";
import { ElementBudget, escapeHtml } from "./html";
import type { Table } from "./tables";
import { inlineHtml, type InlineContext } from "./inline";

/** Longer texts are shown plain. */
export const FORMATTED_LENGTH_MAX = 60_000;

/**
 * How long a text's HTML may be; where it would be longer, the text is shown plain too. A page is sent by the process that
 * everybody shares, so it is not to be many times what was typed.
 */
export function htmlLengthMax(text: string): number {
  return 6 * text.length + 4_000;
}

/** A text as HTML that is safe to put into a page. */
export interface FormattedText {
  html: string;
  /** It asks for too much to be drawn with its marks: `html` is all of it as typed. */
  isPlain: boolean;
}

/**
 * A text with its marks as HTML: a linear pass within a budget of elements. What is above the budget is shown as it was
 * typed, and so is what cannot be read at all: no text makes this throw. Nothing but the tags written here can come out.
 */
export function formatText(text: string, ownOrigins: readonly string[] = []): FormattedText {
  if (text.length <= FORMATTED_LENGTH_MAX) {
    try {
      const context = { budget: new ElementBudget(), ownOrigins };
      const html = blocksHtml(readBlocks(text), context);
      if (html.length <= htmlLengthMax(text)) {
        return { html, isPlain: false };
      }
    } catch {
      // Too many elements, or a mistake of ours: the text itself is there in any case.
    }
  }
  return { html: escapeHtml(text), isPlain: true };
}

function blocksHtml(blocks: readonly Block[], context: InlineContext): string {
  return blocks.map((block) => blockHtml(block, context)).join("");
}

function blockHtml(block: Block, context: InlineContext): string {
  context.budget.spend(1);
  switch (block.kind) {
    case "paragraph":
      return `<p dir="auto"${block.isPasted ? ' class="prose-pasted"' : ""}>${inlineHtml(block.text, { ...context, isPasted: block.isPasted })}</p>`;
    case "columns":
      return `<pre dir="auto" class="prose-columns" ${scrolls("Text in columns")}>${inlineHtml(block.text, { ...context, isPasted: true })}</pre>`;
    case "heading":
      // Headings inside a message never outrank the page's own.
      return `<p dir="auto" class="prose-heading">${inlineHtml(block.text, context)}</p>`;
    case "rule":
      return "<hr>";
    case "code":
      return codeHtml(block);
    case "quote":
      return `<blockquote dir="${directionOf(block)}">${blocksHtml(block.blocks, context)}</blockquote>`;
    case "list":
      return listHtml(block, context);
    case "table":
      return tableHtml(block, context);
  }
}

/** What scrolls sideways must be within the keyboard's reach. */
function scrolls(label: string): string {
  return `tabindex="0" role="group" aria-label="${label}"`;
}

function codeHtml({ info, text }: Extract<Block, { kind: "code" }>): string {
  const name = info === "" ? "" : `<span dir="ltr" class="prose-code-name">${escapeHtml(info)}\n</span>`;
  return `<pre dir="auto" ${scrolls("Code")}>${name}<code>${escapeHtml(text)}</code></pre>`;
}

/** Numbers are text, as they were typed: a browser would count by itself. */
function listHtml(list: Extract<Block, { kind: "list" }>, context: InlineContext): string {
  const items = list.items.map((item) => itemHtml(item, list.isLoose, context)).join("");
  const dir = directionOf(list);
  return list.isOrdered
    ? `<ol dir="${dir}" role="list" class="prose-numbers">${items}</ol>`
    : `<ul dir="${dir}">${items}</ul>`;
}

function itemHtml({ number, isDone, blocks }: ListItem, isLoose: boolean, context: InlineContext): string {
  context.budget.spend(1);
  const tick = isDone === null ? "" : tickHtml(isDone);
  const mark = number === "" ? "" : `<span class="prose-number">${escapeHtml(number)}</span> `;
  const [first, ...rest] = blocks;
  const start = isDone === null ? "<li>" : '<li class="prose-task">';
  if (first?.kind !== "paragraph") {
    return `${start}${mark}${tick}${blocksHtml(blocks, context)}</li>`;
  }
  const line = `${mark}${tick}${inlineHtml(first.text, { ...context, isPasted: first.isPasted })}`;
  // Without gaps between its entries a list is one thing, and its entries are no paragraphs.
  return `${start}${isLoose ? `<p dir="auto">${line}</p>` : line}${blocksHtml(rest, context)}</li>`;
}

/** The ticks of a list in a message cannot be pressed here: a mark and a word, not a control without a name. */
function tickHtml(isDone: boolean): string {
  return `<span class="prose-tick"${isDone ? ' data-done=""' : ""}><span dir="ltr" class="sr-only">${isDone ? "done: " : "to do: "}</span></span>`;
}

function tableHtml(table: Table, context: InlineContext): string {
  const { head, rows } = table;
  const cells = (tag: "th" | "td", row: readonly string[]): string => {
    context.budget.spend(row.length + 1);
    return `<tr>${row.map((cell) => `<${tag}>${inlineHtml(cell, context)}</${tag}>`).join("")}</tr>`;
  };
  const body = rows.length === 0 ? "" : `<tbody>${rows.map((row) => cells("td", row)).join("")}</tbody>`;
  return `<div dir="${directionOf(table)}" class="prose-table" ${scrolls("Table")}><table><thead>${cells("th", head)}</thead>${body}</table></div>`;
}
