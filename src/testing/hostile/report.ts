import type { Waits } from "./bystander-orders";

/** What one family did, and what it did to others. */
export interface Outcome {
  family: string;
  requests: number;
  seconds: number;
  /** How many answers there were of each kind, such as `2xx`. */
  answers: Record<string, number>;
  waits: Waits;
  largestAnswer: number;
  /** The request that took longest. */
  slowest?: { milliseconds: number; what: string };
  largestEvent: { event: number; ack: number; name: string };
  /** Bytes that the server's process holds at most meanwhile. */
  memory: number;
}

/** A bystander may wait this much longer than on a calm desk for whatever others send. */
export const BYSTANDER_MILLISECONDS = 100;
/** An event to a socket is no larger. */
export const EVENT_BYTES = 16 * 1024;

/** What of a wait is the attack's doing: what a server that does nothing made wait meanwhile is the machine's. */
export function waitOf({ waits }: Outcome): number {
  const { health, ticket, socket, page, control } = waits;
  return Math.max(0, Math.max(health, ticket, socket, page) - control);
}

/** The table that a run prints. */
export function formatReport(calm: Outcome, outcomes: readonly Outcome[]): string {
  const head = [
    "family",
    "sent",
    "s",
    "2xx",
    "3xx",
    "4xx",
    "429",
    "5xx",
    "cut",
    ...WAITED,
    "theirs",
    "answer",
    "event",
    "memory",
  ];
  const rows = [calm, ...outcomes].map((one) => [
    one.family,
    String(one.requests),
    one.seconds.toFixed(1),
    ...["2xx", "3xx", "4xx", "429", "5xx", "cut"].map((kind) => String(one.answers[kind] ?? 0)),
    ...WAITED.map((name) => one.waits[name].toFixed(0)),
    waitOf(one).toFixed(0),
    size(one.largestAnswer),
    `${size(one.largestEvent.event)} ${one.largestEvent.name}`,
    `${one.memory > calm.memory ? "+" : ""}${size(one.memory - calm.memory)}`,
  ]);
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  return [
    "the longest waits of a bystander in ms, what of it is the attack's (theirs), the largest answer and event, the rise of memory",
    line(head),
    ...rows.map(line),
    "the slowest of each:",
    ...outcomes.flatMap(({ family, slowest }) =>
      slowest ? [`  ${family}: ${slowest.milliseconds.toFixed(0)} ms for ${slowest.what}`] : [],
    ),
  ].join("\n");
}

/** One sentence on the strict bound, which a loaded machine may miss for reasons of its own. */
export function verdict(calm: Outcome, outcomes: readonly Outcome[]): string {
  const limit = BYSTANDER_MILLISECONDS + waitOf(calm);
  const over = outcomes
    .filter((one) => waitOf(one) > limit)
    .map((one) => `${one.family} ${waitOf(one).toFixed(0)} ms`);
  return over.length === 0
    ? `verdict: nobody waited more than ${limit.toFixed(0)} ms for what others sent`
    : `verdict: somebody waited more than ${limit.toFixed(0)} ms for what others sent: ${over.join(", ")}`;
}

const WAITED = ["health", "ticket", "socket", "page", "control"] as const;

function size(bytes: number): string {
  return Math.abs(bytes) < 10_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(0)} kB`;
}
