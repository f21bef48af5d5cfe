/**
 * How texts are compared with what somebody looks for: without case and accents. What is put around a text or into it
 * for the sake of a query (quotes, wildcards, operators) is put there after this, in SQL, and never before: `unaccent`
 * makes ordinary quotes, percent signs and backslashes out of characters that look like them.
 */

/** SQL for a text in the form in which texts are compared; `text` is a column or a placeholder. */
export function searchable(text: string): string {
  return `unaccent(lower(${text}))`;
}

/** SQL for a pattern that fits whatever holds the text of `placeholder`; for LIKE over what is `searchable`. Made once a statement, as a subquery. */
export function containsPattern(placeholder: string): string {
  return `(SELECT '%' || ${literal(placeholder)} || '%')`;
}

/** The same for what begins with it. */
export function beginsPattern(placeholder: string): string {
  return `(SELECT ${literal(placeholder)} || '%')`;
}

/** The same for what has a word that begins with it, but for the first word. */
export function wordBeginsPattern(placeholder: string): string {
  return `(SELECT '% ' || ${literal(placeholder)} || '%')`;
}

/** SQL for the vector of the words of a text. With a space before it, as before each other word of it: a "~" or "/" is read differently at a beginning. */
export function wordsVector(text: string): string {
  return `to_tsvector('simple', ' ' || ${searchable(text)})`;
}

/** SQL for a tsquery of the words of a text as they stand, one after the other. */
export function phraseQuery(placeholder: string): string {
  return `phraseto_tsquery('simple', ' ' || ${searchable(`${placeholder}::text`)})`;
}

/** SQL for a tsquery of a word, or of one that begins so. */
export function beginningQuery(placeholder: string): string {
  const quoted = doubled(doubled(searchable(`${placeholder}::text`), "\\"), "''");
  return `to_tsquery('simple', ''' ' || ${quoted} || ''':*')`;
}

function literal(placeholder: string): string {
  return `regexp_replace(${searchable(`${placeholder}::text`)}, '([\\\\%_])', '\\\\\\1', 'g')`;
}

function doubled(text: string, character: string): string {
  return `replace(${text}, '${character}', '${character}${character}')`;
}
