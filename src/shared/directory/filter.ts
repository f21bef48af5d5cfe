/** What a filter has in the place of what somebody typed as their name. */
export const LOGIN = "{login}";

/** Finds people by their name or their address, in OpenLDAP's usual schema and in Active Directory. */
export const USUAL_FILTER = `(&(|(objectClass=person)(objectClass=user))(|(uid=${LOGIN})(mail=${LOGIN})(sAMAccountName=${LOGIN})(userPrincipalName=${LOGIN})))`;

const DEEPEST = 20;

/** A value as it has to stand in a filter (RFC 4515): what could end the value, or begin something else, is escaped. */
export function escapeFilterValue(value: string): string {
  return value.replace(/[\\*()\0]/g, (char) => `\\${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** The filter that finds who typed this. */
export function filterFor(template: string, login: string): string {
  return template.split(LOGIN).join(escapeFilterValue(login));
}

/**
 * The filter that finds everybody who could type something to be found: all of its conditions but the name. Null where the name stands in something
 * else than a comparison for equality, whose place nothing can take.
 */
export function filterForAnybody(template: string): string | null {
  const asked = template.split(LOGIN).length - 1;
  const places = template.match(/\([\w.;-]+=[^()]*\)/g)?.join("") ?? "";
  return places.split(LOGIN).length - 1 === asked
    ? template
        .split(LOGIN)
        .join("*")
        .replace(/\*{2,}/g, "*")
    : null;
}

/** Whether a text is a filter (RFC 4515) with a place for what somebody typed, as a value. */
export function isLoginFilter(text: string): boolean {
  return text.includes(LOGIN) && shapeOf(text.split(LOGIN).join("x")) !== null;
}

/** The shape of a filter: its operators and attributes without the values; null where it is no filter. Of equal shape are filters that ask the same of other values. */
export function shapeOf(filter: string): string | null {
  const end = { at: 0 };
  const shape = readFilter(filter, end, 0);
  return end.at === filter.length ? shape : null;
}

function readFilter(text: string, end: { at: number }, depth: number): string | null {
  if (text[end.at] !== "(" || depth > DEEPEST) {
    return null;
  }
  end.at += 1;
  const operator = text[end.at] ?? "";
  const shape = "&|!".includes(operator) && operator !== "" ? readSet(text, end, depth) : readItem(text, end);
  if (shape === null || text[end.at] !== ")") {
    return null;
  }
  end.at += 1;
  return `(${shape})`;
}

function readSet(text: string, end: { at: number }, depth: number): string | null {
  const operator = text[end.at] ?? "";
  end.at += 1;
  let parts = "";
  let count = 0;
  while (text[end.at] === "(") {
    const part = readFilter(text, end, depth + 1);
    if (part === null) {
      return null;
    }
    parts += part;
    count += 1;
  }
  return count === 0 || (operator === "!" && count > 1) ? null : operator + parts;
}

/** `attribute=value`, also `>=`, `<=`, `~=` and extensible matches; stars in the value count to the shape, as they ask for less. */
function readItem(text: string, end: { at: number }): string | null {
  const item = /^([\w.:;-]+)([<>~]?=)((?:[^()*\\\0]|\\[0-9a-f]{2}|\*)*)/i.exec(text.slice(end.at));
  if (!item) {
    return null;
  }
  const [whole, attribute = "", operator = "", value = ""] = item;
  end.at += whole.length;
  return attribute + operator + value.replace(/[^*]+/g, "v");
}
