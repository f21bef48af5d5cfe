import type { TimedAnswer } from "./send";
import type { Pair, Sweep } from "./requests";

/** Begins everything that is another's; never sent, so that its being anywhere shows a leak. */
export const SECRET = "zyqxsecret ";

/** A name that the sweep itself has given to what a request of its own made: each request another one. */
const OWN_NAME = /\bof-\d{6}\b/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
/** What no two answers have alike, whatever is asked. */
const PASSING_HEADERS = new Set([
  "date",
  "x-request-id",
  "keep-alive",
  "etag",
  "ratelimit-remaining",
  "ratelimit-reset",
]);

/** An answer to an HTTP request, or to a message as JSON. */
export type Judged = Pick<TimedAnswer, "status" | "headers" | "text">;

/**
 * What tells the answer about something of theirs from the answer about what never existed, and what the first reveals;
 * empty when it is as it should be.
 */
export function judgePair(
  { theirIds }: Pick<Sweep, "theirIds">,
  pair: Pair,
  answers: { theirs: Judged; nobodys: Judged; changes: boolean },
): string[] {
  const { theirs, nobodys, changes } = answers;
  const problems: string[] = [];
  if (theirs.status !== nobodys.status) {
    problems.push(`status ${theirs.status} for theirs, ${nobodys.status} for nobody's`);
  }
  const isDone = changes && theirs.status < 300;
  const [one, other] = [shape(theirs.text, pair, isDone), shape(nobodys.text, pair, isDone)];
  if (one !== other) {
    problems.push(`body ${one.slice(0, 400)} for theirs, ${other.slice(0, 400)} for nobody's`);
  }
  const [first, second] = [headersOf(theirs, pair, isDone), headersOf(nobodys, pair, isDone)];
  if (first !== second) {
    problems.push(`headers ${first} for theirs, ${second} for nobody's`);
  }
  return [...problems, ...revealed(theirIds, pair.theirs, theirs)];
}

/** What an answer or an event tells of the other organisation, but for `sent`, which the asker knew. */
export function revealed(
  theirIds: ReadonlySet<string>,
  sent: string,
  answer: Pick<Judged, "headers" | "text">,
): string[] {
  const all = `${answer.text} ${JSON.stringify(answer.headers)}`;
  const rest = sent === "" ? all : all.replaceAll(sent, "").replaceAll(encodeURIComponent(sent), "");
  const ids = [...rest.matchAll(UUID)].map(([id]) => id.toLowerCase()).filter((id) => theirIds.has(id));
  return [
    ...(rest.includes(SECRET.trim()) ? [`words of theirs: ${rest.slice(0, 400)}`] : []),
    ...(ids.length > 0 ? [`ids of theirs: ${ids.slice(0, 3).join(" ")}`] : []),
  ];
}

/** A text without what differs between any two requests; of what was done (something was made), the names of its parts alone. */
function shape(text: string, pair: Pair, isDone: boolean): string {
  // An address may come back as it stands in an address.
  const sent = [pair.theirs, pair.nobodys].flatMap((one) => [one, encodeURIComponent(one)]);
  const same = sent
    .filter((one) => one !== "")
    .reduce((rest, one) => rest.replaceAll(one, "<sent>"), text)
    .replace(OWN_NAME, "<own>")
    .replace(UUID, "<id>")
    .replace(TIME, "<time>");
  return isDone ? [...same.matchAll(/"(\w+)":/g)].map(([, name]) => name).join(" ") : same;
}

function headersOf({ headers }: Judged, pair: Pair, isDone: boolean): string {
  return Object.entries(headers)
    .filter(([name]) => !PASSING_HEADERS.has(name) && !(isDone && name === "content-length"))
    .map(([name, value]) => `${name}: ${shape(String(value), pair, false)}`)
    .sort()
    .join("; ");
}
