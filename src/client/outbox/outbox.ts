import { currentTranslate } from "@/messages/current";

/** A file of an item; its bytes are stored elsewhere, by the same key. */
export interface OutboxFile {
  /** Also its Idempotency-Key. */
  key: string;
  name: string;
  size: number;
  type: string;
  state: "waiting" | "failed" | "done";
  error: string | null;
}

/** Why something was not sent. */
export interface OutboxProblem {
  /** 0 where nothing answered. */
  status: number;
  code: string;
  detail: string;
  errors: readonly { path: string; message: string }[];
  /** The whole problem document, with members such as a conflict's `ticket`. */
  members: Record<string, unknown>;
}

/** An action of a person that is not completely on the server yet. */
export interface OutboxItem {
  id: string;
  /** The per-ticket queue: the ticket's id. Items of one queue are sent in order. */
  lane: string;
  order: number;
  /** Later messages never overtake a message; a refused change blocks nothing. */
  kind: "message" | "change";
  method: "POST" | "PATCH";
  path: string;
  /** Null where only files are sent. */
  body: Record<string, unknown> | null;
  /** The Idempotency-Key: the same with each attempt, so that it has its effect once. */
  key: string;
  /** The item is sent only once that one is on the server, and removed with it. */
  after: string | null;
  /** What the page shows of it. */
  about: Record<string, unknown>;
  /** `stopped`: the person has to decide. `files`: the item is on the server, its files follow. */
  state: "waiting" | "stopped" | "files";
  problem: OutboxProblem | null;
  tries: number;
  /** When it was first attempted, in milliseconds. */
  triedAt: number | null;
  /** The id that the server gave it. */
  answerId: string | null;
  filesPath: string | null;
  /** Fields beside each file; with `commentId` added once that is known. */
  fileFields: Record<string, string>;
  files: readonly OutboxFile[];
}

/** The server remembers a key for 24 hours: after that another attempt might have a second effect. */
const REPEATABLE_MILLISECONDS = 23 * 60 * 60 * 1000;
const TRIES_OF_BROKEN = 5;
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/** In the order of sending. */
export function inOrder(items: Iterable<OutboxItem>): OutboxItem[] {
  return [...items].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/**
 * The next item of a per-ticket queue; null where none may be sent. Each waits for all earlier ones that are
 * still retried. A stopped message blocks later messages, and what depends on it; other changes pass.
 */
export function nextInQueue(queue: readonly OutboxItem[]): OutboxItem | null {
  const blocked = new Set<string>();
  let isMessageHeld = false;
  for (const item of inOrder(queue)) {
    if (item.state === "files") {
      continue;
    }
    const isInUse =
      item.state === "stopped" ||
      (item.kind === "message" && isMessageHeld) ||
      (item.after !== null && blocked.has(item.after));
    if (!isInUse) {
      return item;
    }
    blocked.add(item.id);
    isMessageHeld ||= item.kind === "message";
  }
  return null;
}

/** The item after the server refused it or did not answer: it waits for a retry, or the person has to decide. */
export function afterProblem(item: OutboxItem, problem: OutboxProblem): OutboxItem {
  const tries = item.tries + 1;
  const isLasting = !isRetryable(problem) || (problem.status === 500 && tries >= TRIES_OF_BROKEN);
  return { ...item, tries, problem, state: isLasting ? "stopped" : "waiting" };
}

/** Whether trying the same again later makes sense. */
export function isRetryable({ status, code }: Pick<OutboxProblem, "status" | "code">): boolean {
  return status === 0 || status === 401 || status === 408 || status === 425 || status === 429 || status >= 500
    ? code !== "too_old"
    : false;
}

/** The item as it is attempted now. One that may have arrived, and whose key the server has forgotten, stops. */
export function beforeTry(item: OutboxItem, now: number): OutboxItem {
  if (item.triedAt === null) {
    return { ...item, triedAt: now };
  }
  return now - item.triedAt < REPEATABLE_MILLISECONDS
    ? item
    : { ...item, state: "stopped", problem: tooOld() };
}

function tooOld(): OutboxProblem {
  return { status: 0, code: "too_old", detail: currentTranslate()("client.tooOld"), errors: [], members: {} };
}

/** A new attempt of a stopped item: another key, so that it is another request, and maybe another body. */
export function again(item: OutboxItem, key: string, body: OutboxItem["body"] = item.body): OutboxItem {
  const isSame = JSON.stringify(body) === JSON.stringify(item.body) && item.problem?.code !== "too_old";
  return {
    ...item,
    body,
    // An item that may have had its effect without an answer keeps its key.
    key: isSame && item.problem !== null && isRetryable(item.problem) ? item.key : key,
    state: item.body === null || item.answerId !== null ? "files" : "waiting",
    problem: null,
    tries: 0,
    triedAt: null,
    files: item.files.map((file) =>
      file.state === "failed" ? { ...file, state: "waiting", error: null } : file,
    ),
  };
}

/**
 * The queue after the server accepted an item: its files follow, or it is removed. The person made later
 * changes of the same fields knowing of this one: they are sent with the version that it made, or they would
 * conflict with it.
 */
export function afterAnswer(queue: readonly OutboxItem[], item: OutboxItem, answer: unknown): OutboxItem[] {
  const answerId = textIn(answer, "id");
  const version = numberIn(answer, "version");
  const changed = new Set(fieldsOf(item));
  return queue.flatMap((one) => {
    if (one.id === item.id) {
      return one.files.some((file) => file.state !== "done")
        ? [{ ...one, state: "files" as const, answerId, problem: null }]
        : [];
    }
    const fields = fieldsOf(one);
    const isLater = one.order > item.order && one.path === item.path && one.triedAt === null;
    const based = numberIn(one.body, "version");
    return isLater &&
      version !== null &&
      based !== null &&
      based < version &&
      fields.every((name) => changed.has(name))
      ? [{ ...one, body: { ...one.body, version } }]
      : [one];
  });
}

/** An item and all that depend on it. */
export function withDependants(queue: readonly OutboxItem[], id: string): OutboxItem[] {
  const found = inOrder(queue).reduce(
    (ids, one) => (one.after !== null && ids.has(one.after) ? ids.add(one.id) : ids),
    new Set([id]),
  );
  return queue.filter((one) => found.has(one.id));
}

/** How long to wait after so many failures in a row, in milliseconds; `chance` is a random number of 0..1. */
export function pauseAfter(failures: number, chance: number): number {
  const most = Math.min(
    LONGEST_PAUSE_MILLISECONDS,
    FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures - 1, 10),
  );
  return Math.round(most / 2 + (most / 2) * chance);
}

function fieldsOf({ body }: OutboxItem): string[] {
  return Object.keys(body ?? {}).filter((name) => name !== "version");
}

function textIn(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === "string" ? found : null;
}

function numberIn(value: unknown, name: string): number | null {
  const found = member(value, name);
  return typeof found === "number" ? found : null;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
