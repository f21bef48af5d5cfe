import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { shareOnce } from "@/server/process/globals";

/**
 * Statements are prepared by name, so that PostgreSQL parses and plans each text once for a connection
 * instead of each time. Texts that vary with their caller (filters, lists of different lengths) must not fill
 * the connections with names: a text is named when it comes the third time, and only so many are.
 */
const MOST_NAMES = 256;
const MOST_CANDIDATES = 1_024;
const USES_BEFORE = 2;

/**
 * The prefix of a statement that is planned for its values each time: where one plan for all values would be
 * bad (rare and common words, statuses, tags), or the text itself varies.
 */
export const PLANNED_EACH_TIME = "/* planned each time */";

interface Names {
  named: Map<string, string>;
  /** How often texts without a name came, the least recent first. */
  candidates: Map<string, number>;
}

/** The name under which a text is prepared; null for one that has none (yet). */
export function statementName(text: string): string | null {
  if (text.startsWith(PLANNED_EACH_TIME)) {
    return null;
  }
  const { named, candidates } = shareOnce<Names>("statement-names", () => ({
    named: new Map(),
    candidates: new Map(),
  }));
  const known = named.get(text);
  if (known !== undefined || named.size >= MOST_NAMES) {
    return known ?? null;
  }
  const uses = candidates.get(text) ?? 0;
  candidates.delete(text);
  if (uses >= USES_BEFORE) {
    const name = `s${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
    named.set(text, name);
    return name;
  }
  candidates.set(text, uses + 1);
  for (const oldest of candidates.size > MOST_CANDIDATES ? candidates.keys() : []) {
    candidates.delete(oldest);
    break;
  }
  return null;
}

/** PostgreSQL's errors when a prepared statement is gone, or no longer matches the tables (a migration changed them). */
const STALE = new Map([
  ["26000", /prepared statement/i],
  ["42P05", /prepared statement/i],
  ["0A000", /cached plan must not change result type/i],
]);

type Query = (...args: unknown[]) => unknown;
type Callback = (error: unknown, result?: unknown) => void;

/**
 * Prepares every statement with values of `client` by name, no matter which code sends it. When that fails because the
 * prepared one is gone or stale, it is sent once more without a name (not in a transaction, which has failed
 * then), and prepared anew later.
 */
export function prepareByName(client: PoolClient): void {
  const plain: unknown = client.query;
  if (typeof plain !== "function") {
    return;
  }
  const send: Query = (...args) => Reflect.apply(plain, client, args);
  let generation = 0;
  const wasStale = (error: unknown): boolean => {
    if (!isStale(error)) {
      return false;
    }
    generation++;
    return client.getTransactionStatus() === "I";
  };
  const query: Query = (...args) => {
    const named = withName(args, generation);
    if (!named) {
      return send(...args);
    }
    const last: unknown = args.at(-1);
    if (isCallback(last)) {
      const once: Callback = (error, result) => (wasStale(error) ? void send(...args) : last(error, result));
      return send(...named.slice(0, -1), once);
    }
    const sent = send(...named);
    return sent instanceof Promise
      ? sent.catch((error: unknown) => {
          if (wasStale(error)) {
            return send(...args);
          }
          throw error;
        })
      : sent;
  };
  Reflect.set(client, "query", query);
}

/** The same call with a name; null for one that has no values, a name already, or a text that is not named. */
function withName(args: readonly unknown[], generation: number): unknown[] | null {
  const [first, second] = args;
  const config: object = typeof first === "string" ? { text: first } : Object(first);
  const text: unknown = Reflect.get(config, "text");
  const values: unknown = Array.isArray(second) ? second : Reflect.get(config, "values");
  // What is submitted by itself (a cursor, a copy) is no plain object, and what has no values is not prepared at all.
  const isPlain = "submit" in config === false && Reflect.get(config, "name") === undefined;
  if (!isPlain || typeof text !== "string" || !Array.isArray(values) || values.length === 0) {
    return null;
  }
  const name = statementName(text);
  return name === null ? null : [{ ...config, name: `${name}${generation}` }, ...args.slice(1)];
}

function isStale(error: unknown): boolean {
  const code: unknown = Reflect.get(Object(error), "code");
  const message: unknown = Reflect.get(Object(error), "message");
  return typeof code === "string" && (STALE.get(code)?.test(String(message)) ?? false);
}

function isCallback(value: unknown): value is Callback {
  return typeof value === "function";
}
