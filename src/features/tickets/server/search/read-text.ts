import { fold } from "@/server/search/fold";

const MOST_WORDS = 8;
const QUOTED = /"[^"]+"/;

/** A word, or several consecutive words. */
export interface SearchTerm {
  text: string;
  isPhrase: boolean;
  /** Similar words of the vocabulary, which may replace it. */
  spellings: readonly string[];
}

/** A parsed search text. */
export interface Search {
  /** A ticket matches when all of them are found somewhere in it. */
  terms: readonly SearchTerm[];
  /** The number of a ticket in the text; that ticket comes first. */
  number: number | null;
}

/** Parses a search box's text: words match by prefix, quoted phrases exactly. */
export function parseSearch(text: string): Search {
  const pieces = text.replace(/[“”„‟″＂]/g, '"').match(new RegExp(`${QUOTED.source}|\\S+`, "g")) ?? [];
  const terms = pieces
    .map((piece) => ({
      text: piece.replaceAll('"', " ").trim(),
      isPhrase: QUOTED.test(piece),
      spellings: [],
    }))
    .filter((term) => /[\p{L}\p{N}]/u.test(fold(term.text)))
    .slice(0, MOST_WORDS);
  return { terms, number: readTicketNumber(text) };
}

/** Words around a number that was copied from a subject, a page or a mail, in the languages of mail programs. */
const AROUND = new Set(
  (
    "re fw fwd aw wg antw sv vs vl tr rv ref rif enc odp pd ynt ilt doorst res " +
    "ticket tickets case issue request incident call task id n no nr num number helpejo " +
    "anfrage vorgang fall meldung storung stoerung nummer ticketnummer ticketnr demande numero solicitud caso chamado zgloszenie " +
    "заявка тикет обращение номер 工单 编号 单号 号 第 番 番号 チケット 티켓 번호 번"
  )
    .split(" ")
    .map(fold),
);
// What goes on is another number: "#1.5", and "#½", whose folded form is 1⁄2.
const MARKED = /(?<![\p{L}\p{N}])#\s*0*([1-9]\d{0,8})(?![\p{L}\p{N}]|[.⁄]\p{N})/u;
const NAMED =
  /(?<![\p{L}\p{N}])ticket(?:nummer|nr)?(?:\s+(?:no|nr|number|id))?[\s.:#/-]*0*([1-9]\d{0,8})(?![\p{L}\p{N}]|[.⁄]\p{N})/u;
const ADDRESS = /\/tickets\/0*([1-9]\d{0,8})(?![\p{L}\p{N}]|[.⁄]\p{N})/u;
const ALONE = /^0*([1-9]\d{0,8})$/;

/** The number of a ticket that a text is about: "1852", "Re: [#1852]", "# １８５２", "Ticket 1852", an address of its page. */
export function readTicketNumber(text: string): number | null {
  const folded = fold(text);
  const found = (ADDRESS.exec(folded) ?? MARKED.exec(folded) ?? NAMED.exec(folded))?.[1] ?? readAlone(folded);
  return found === null ? null : Number(found);
}

/** The only number among words without meaning. */
function readAlone(folded: string): string | null {
  const numbers = (folded.match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []).filter((word) => !AROUND.has(word));
  return numbers.length === 1 ? (ALONE.exec(numbers[0] ?? "")?.[1] ?? null) : null;
}
