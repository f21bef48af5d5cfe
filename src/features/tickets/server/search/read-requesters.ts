import type { Sql } from "@/server/database/database";
import { PLANNED_EACH_TIME } from "@/server/database/prepared-statements";
import { hasNoSpaces } from "@/server/search/words";
import { beginsWord, holdsText, readAddress } from "@/server/search/searchable";
import type { Actor } from "@/shared/roles";
import type { Search, SearchTerm } from "./read-text";
import { Params } from "@/server/database/params";

/** The people whose tickets a word finds, because it is in their name or address. */
export interface Requesters {
  /** Found by name: people who see a ticket see its requester's name. Everybody also finds their own address. */
  named: readonly string[];
  /** Found by name or by a proven address, which staff see. */
  known: readonly string[];
  /** Whether there are too many to list ("example.org"). */
  areMany: boolean;
}

/** Of a word that is in nobody's name. */
export const NOBODY: Requesters = { named: [], known: [], areMany: false };

const MOST_LISTED = 1_000;

/** The requesters whom each word of a search matches, in the order of its words. */
export async function readRequesters(actor: Actor, search: Search, sql: Sql): Promise<Requesters[]> {
  const params = new Params();
  const organisation = params.add(actor.organisationId);
  const lists = search.terms.flatMap((term, at) => {
    if (!isLongEnough(term.text)) {
      return [];
    }
    const name = isIn("p.search_name", term, params.add(term.text));
    return `(SELECT ${at} AS at, p.id, ${name} AS named FROM people p
      WHERE p.organisation_id = ${organisation} AND ${isKnownBy(term, params)} LIMIT ${MOST_LISTED + 1})`;
  });
  const { rows } =
    lists.length === 0
      ? { rows: [] }
      : await sql.query<{ at: number; id: string; named: boolean }>(
          `${PLANNED_EACH_TIME} ${lists.join(" UNION ALL ")}`,
          params.values,
        );
  return search.terms.map((_, at) => {
    const people = rows.filter((row) => row.at === at);
    return {
      named: people.filter(({ named, id }) => named || id === actor.id).map(({ id }) => id),
      known: people.map(({ id }) => id),
      areMany: people.length > MOST_LISTED,
    };
  });
}

/**
 * A condition on tickets `t`: the word is in the requester's name, or for staff in their address. Null when it matches nobody. With
 * `isEach` it is asked of one ticket after the other, so that not all of many people are read.
 */
export function requesterCondition(
  term: SearchTerm,
  requesters: Requesters,
  params: Params,
  { audience, isEach }: { audience: "staff" | "public"; isEach: boolean },
): string | null {
  const ids = audience === "staff" ? requesters.known : requesters.named;
  if (!requesters.areMany) {
    return ids.length === 0 ? null : `t.requester_id = ANY(${params.add(ids)}::uuid[])`;
  }
  const fits =
    audience === "staff" ? isKnownBy(term, params) : isIn("p.search_name", term, params.add(term.text));
  return isEach
    ? `(SELECT true FROM people p WHERE p.id = t.requester_id AND ${fits} LIMIT 1)`
    : `t.requester_id IN (SELECT p.id FROM people p WHERE ${fits})`;
}

function isKnownBy(term: SearchTerm, params: Params): string {
  const name = isIn("p.search_name", term, params.add(term.text));
  const address = isIn("p.search_email", term, params.add(readAddress(term.text)));
  return `(${name} OR (${address} AND p.email_confirmed_at IS NOT NULL))`;
}

/** Whether a word begins with it; in scripts without spaces it may be inside. */
function isIn(lines: string, { text, isPhrase }: SearchTerm, placeholder: string): string {
  return hasNoSpaces(text)
    ? holdsText(placeholder, lines)
    : beginsWord(placeholder, lines, { isExact: isPhrase });
}

/** One letter begins too many names; one Chinese character may be a whole name. */
function isLongEnough(text: string): boolean {
  return text.length > 1 || hasNoSpaces(text);
}
