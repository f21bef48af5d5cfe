import { escapeHtml, type ElementBudget } from "./html";
import { readLink } from "./links";

/** The end of an address that begins here, without the punctuation of the sentence around it; null where none begins. */
export function findAddressEnd(text: string, start: number): number | null {
  const head = /^(?:https?:\/\/|www\.)(?=[\p{L}\p{N}])/iu.exec(text.slice(start, start + 10))?.[0];
  if (head === undefined) {
    return null;
  }
  let end = start + head.length;
  let open = 0;
  let closed = 0;
  for (; end < text.length && !ENDS_ADDRESS.test(text[end] ?? ""); end++) {
    open += text[end] === "(" ? 1 : 0;
    closed += text[end] === ")" ? 1 : 0;
  }
  const least = start + head.length;
  for (let last = text[end - 1] ?? ""; end > least; last = text[end - 1] ?? "") {
    if (last === ")" && closed > open) {
      closed--;
    } else if (!/[.,;:!?'*_~…]/.test(last)) {
      break;
    }
    end--;
  }
  return end > least ? end : null;
}

/** White space, controls, invisible marks, quotes, brackets, and the punctuation of scripts without spaces. */
const ENDS_ADDRESS = /[\s\p{Cc}\p{Cf}<>"`[\]{}|\\^“”„«»\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]/u;

const EMAIL_LEFT = 64;
const EMAIL_RIGHT = 255;

/** Text as HTML, with the mail addresses in it as links. */
export function linkEmails(
  text: string,
  context: { budget: ElementBudget; ownOrigins: readonly string[] },
): string {
  let html = "";
  let from = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    let start = at;
    while (start > from && at - start <= EMAIL_LEFT && /[A-Za-z0-9.+_-]/.test(text[start - 1] ?? "")) {
      start--;
    }
    let end = at + 1;
    while (end - at <= EMAIL_RIGHT && /[A-Za-z0-9.-]/.test(text[end] ?? "")) {
      end++;
    }
    while (/[.-]/.test(text[end - 1] ?? "")) {
      end--;
    }
    const email = text.slice(start, end);
    const isWhole =
      !/[\p{L}\p{N}\p{M}\p{Cs}@/:%]/u.test(text[start - 1] ?? "") &&
      !/[\p{L}\p{N}\p{M}\p{Cs}@]/u.test(text[end] ?? "");
    if (!isWhole || !/^[A-Za-z0-9][^@]*@[^@.]+(?:\.[^@.]+)+$/.test(email)) {
      continue;
    }
    const link = readLink(`mailto:${email}`, email, context.ownOrigins);
    if (link) {
      context.budget.spend(1);
      html += `${escapeHtml(text.slice(from, start))}<a href="${escapeHtml(link.href)}" rel="noopener noreferrer nofollow">${escapeHtml(email)}</a>`;
      from = end;
    }
  }
  return html + escapeHtml(text.slice(from));
}
