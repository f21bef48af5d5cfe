import type { Random } from "../chaos/random";
import type { Actor } from "@/shared/roles";
import type { Who } from "../authorisation/callers";
import type { Entity } from "../authorisation/rule";
import type { Target } from "../hostile/targets";
import type { SentRequest } from "./send";
import { takesOf, type RouteSlot, type Slot } from "./slots";

/** Two values of one form: one that is another's, and one that never existed. */
export interface Pair {
  /** What it is, for the report: "comment", "e-mail". */
  what: string;
  theirs: string;
  nobodys: string;
}

/** Somebody who asks; nobody has no token. */
export interface Asker {
  who: Who;
  actor: Actor | null;
  token: string | null;
}

/** Who asks where, for what is not theirs. */
export interface Sweep {
  host: string;
  askers: Asker[];
  /** Things of their own that stand in the other places of a request, by the name of the place. */
  own: (place: string, about: Entity) => Promise<string>;
  /** Ids of what is another's, each with one that never existed. */
  ids: Pair[];
  /** Words of what is another's; of each call others, where they can be taken once. */
  words: () => Pair[];
  /** Every id of what is another's, to be looked for in what comes back. */
  theirIds: ReadonlySet<string>;
}

/** Two requests that differ in one value alone: one that is the other organisation's, and one that never existed. */
export interface RequestPair {
  what: string;
  pair: Pair;
  changes: boolean;
  theirs: SentRequest;
  nobodys: SentRequest;
}

/** One request to be made twice, described before its values are taken: some can be taken once. */
export interface PlannedPair {
  route: RouteSlot;
  asker: Asker;
  /** The kind of value that is put in: the name of a thing, or of a kind of word. */
  kind: string;
}

/** What stays as the caller's own once it is taken: the second who sends it is refused, or finds what the first made. */
const STAYS = new Set(["name", "key", "email", "tags", "registrationDomains"]);
let sent = 0;

/** Every route, place, kind of value and role there is. */
export function planPairs(sweep: Sweep, slots: readonly RouteSlot[], kinds: Kinds): PlannedPair[] {
  return slots.flatMap((route) =>
    kindsFor(route.slot, kinds).flatMap((kind) => sweep.askers.map((asker) => ({ route, asker, kind }))),
  );
}

/** The kinds of values: ids, words, and of those the ones that are others each time. */
export interface Kinds {
  ids: readonly string[];
  words: readonly string[];
  fresh: readonly string[];
}

function kindsFor({ where, name, takes }: Slot, { ids, words, fresh }: Kinds): readonly string[] {
  if (where === "body" && STAYS.has(name)) {
    return fresh;
  }
  return takes === "id" ? ids : [...ids, ...words];
}

/**
 * Some of them: each place of each route at least `each` times, with the values and roles that come; first by an admin with what the
 * route is about, as nobody else gets so far.
 */
export function choosePairs(planned: readonly PlannedPair[], random: Random, each: number): PlannedPair[] {
  const taken = new Map<RouteSlot, number>();
  const isFirst = ({ route, asker, kind }: PlannedPair): boolean =>
    asker.who === "admin" && kind === route.target.about;
  const shuffled = random.shuffle(planned);
  const ordered = [...shuffled.filter(isFirst), ...shuffled.filter((one) => !isFirst(one))];
  return ordered.filter(({ route, asker }) => {
    const count = taken.get(route) ?? 0;
    // A role that may do nothing there says little about differing answers; only the long form tries it.
    const isLikely =
      asker.who !== "nobody" && !(route.target.pattern.startsWith("/api/admin/") && asker.who !== "admin");
    if (count >= each || !isLikely) {
      return false;
    }
    taken.set(route, count + 1);
    return true;
  });
}

/** Puts the values in: both requests, the same but for one value. */
export async function buildPair(sweep: Sweep, planned: PlannedPair): Promise<RequestPair> {
  const { route, asker, kind } = planned;
  const { target, slot } = route;
  const pair = sweep.ids.find(({ what }) => what === kind) ?? sweep.words().find(({ what }) => what === kind);
  if (!pair) {
    throw new Error(`there is no ${kind}`);
  }
  const own = await ownThings(sweep, target);
  return {
    what: `${asker.who}: ${target.method} ${target.pattern} with a ${kind} as ${slot.where} ${slot.name}`,
    pair,
    changes: target.method !== "GET" && target.method !== "HEAD",
    theirs: requestOf(sweep, { ...route, asker, own, value: pair.theirs }),
    nobodys: requestOf(sweep, { ...route, asker, own, value: pair.nobodys }),
  };
}

async function ownThings(sweep: Sweep, target: Target): Promise<Record<string, string>> {
  const own: Record<string, string> = {};
  for (const [, name = ""] of target.pattern.matchAll(/\[(\w+)\]/g)) {
    own[name] = await sweep.own(name, target.about === "deleted" ? "open" : target.about);
  }
  // A query that has to name somebody, or nothing else would be looked at.
  for (const [name, { schema, isRequired }] of Object.entries(target.fields.query)) {
    if (isRequired && takesOf(schema) === "id") {
      own[name] = await sweep.own("personId", "person");
    }
  }
  return own;
}

function requestOf(
  sweep: Sweep,
  given: { target: Target; slot: Slot; asker: Asker; own: Record<string, string>; value: string },
): SentRequest {
  const { target, slot, asker, own, value } = given;
  const inPath = slot.where === "path" ? { ...own, [slot.name]: value } : own;
  const path = target.pattern.replace(/\[(\w+)\]/g, (_, name: string) =>
    encodeURIComponent(inPath[name] ?? ""),
  );
  const needed = Object.keys(target.fields.query).flatMap((name) =>
    own[name] === undefined ? [] : [[name, own[name]] as const],
  );
  const asked = { ...Object.fromEntries(needed), ...(slot.where === "query" ? { [slot.name]: value } : {}) };
  const query = Object.keys(asked).length === 0 ? "" : `?${new URLSearchParams(asked).toString()}`;
  const body = slot.where === "body" ? { [slot.name]: slot.isList ? [value] : value } : {};
  return {
    method: target.method,
    path: `${path}${query}`,
    host: sweep.host,
    token: asker.token,
    ...(target.takesForm
      ? { form: slot.where === "form" ? { [slot.name]: value } : {} }
      : target.body === null
        ? {}
        : { body: { ...withoutTwins(target.body), ...body } }),
  };
}

/** A body whose name, key and address nobody has sent before. */
function withoutTwins(body: Record<string, unknown>): Record<string, unknown> {
  const number = String((sent += 1)).padStart(6, "0");
  const own = Object.keys(body).filter((name) => STAYS.has(name) && typeof body[name] === "string");
  return {
    ...body,
    ...Object.fromEntries(
      own.map((name) => [name, name === "email" ? `of-${number}@example.org` : `of-${number}`]),
    ),
  };
}
