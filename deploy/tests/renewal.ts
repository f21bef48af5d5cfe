import { setTimeout as wait } from "node:timers/promises";
import { expect } from "vitest";
import type { HttpClient } from "@/testing/http/client";
import type { Cluster } from "./cluster";

/** People who go on working while processes are restarted, each by their own route. */
export interface Work {
  ticketId: string;
  writers: readonly HttpClient[];
  readers: readonly HttpClient[];
}

/** How a restart went for those who worked meanwhile. */
export interface Renewal {
  /** The bodies of all comments that were answered by 201. */
  said: string[];
  /** Requests that were not answered at once, or not well: why. */
  again: string[];
  /** Whenever more than one process was not ready: why each was not. */
  unready: string[][];
  /** Process ids that stayed the same. */
  kept: number[];
  /** All of it in a line. */
  summary: string;
}

const BETWEEN_WRITES_MILLISECONDS = 120;
const BETWEEN_LOOKS_MILLISECONDS = 100;
const AGAIN_MILLISECONDS = 250;
/** How long after the restart people still work. */
const AFTERWARDS_MILLISECONDS = 4_000;

/** Runs a command of PM2's that restarts all processes, while others write and read through the proxies. */
export async function renew(cluster: Cluster, command: readonly string[], work: Work): Promise<Renewal> {
  const pids = async (): Promise<number[]> => (await cluster.manager.processes()).map(({ pid }) => pid);
  const before = await pids();
  const path = `/api/tickets/${work.ticketId}`;
  const said: string[] = [];
  const again: string[] = [];
  const unready: string[][] = [];
  const counts = { said: 0, read: 0, longest: 0 };
  let isOver = false;

  const send = async (http: HttpClient, method: string, to: string, body?: unknown): Promise<void> => {
    const began = performance.now();
    again.push(...(await sendPatiently(http, method, to, body)));
    counts.longest = Math.max(counts.longest, performance.now() - began);
  };
  const repeat = async (milliseconds: number, act: () => Promise<void>): Promise<void> => {
    while (!isOver) {
      await act();
      await wait(milliseconds);
    }
  };
  const write = (http: HttpClient): Promise<void> =>
    repeat(BETWEEN_WRITES_MILLISECONDS, async () => {
      const body = `${command.join(" ")} ${(counts.said += 1)}`;
      await send(http, "POST", `${path}/comments`, { body });
      said.push(body);
    });
  const read = (http: HttpClient): Promise<void> =>
    repeat(BETWEEN_LOOKS_MILLISECONDS, async () => {
      await send(http, "GET", path);
      counts.read += 1;
    });
  const probe = (): Promise<void> =>
    repeat(BETWEEN_LOOKS_MILLISECONDS, async () => {
      const reasons = (await Promise.all(cluster.ports.map(whyUnready))).filter((why) => why !== "");
      if (reasons.length > 1) {
        unready.push(reasons);
      }
    });

  const busy = [...work.writers.map(write), ...work.readers.map(read), probe()];
  const began = performance.now();
  await cluster.manager.run(...command);
  const took = Math.round(performance.now() - began);
  await wait(AFTERWARDS_MILLISECONDS);
  isOver = true;
  await Promise.all(busy);
  const after = await pids();
  return {
    said,
    again,
    unready,
    kept: after.filter((pid) => before.includes(pid)),
    summary: `${command.join(" ")}: ${took} ms; ${said.length} written, ${counts.read} read, the longest in ${Math.round(counts.longest)} ms; tried again ${JSON.stringify(again)}`,
  };
}

/**
 * Expects that all processes are new, that there was never more than one of them away, and that nobody was refused:
 * but for the one request a process whose connection was closed in the very moment in which it was used.
 */
export function expectUnnoticed(cluster: Cluster, { again, unready, kept }: Renewal): void {
  expect({ unready, kept }).toEqual({ unready: [], kept: [] });
  expect(again.length, `${again.join("\n")}\n${cluster.complaints()}`).toBeLessThanOrEqual(
    cluster.ports.length,
  );
}

/**
 * Sends one request as a browser does: under one key, again after nobody answered, 429 or 5xx. Returns why it was sent
 * again; throws when it was refused.
 */
async function sendPatiently(
  http: HttpClient,
  method: string,
  path: string,
  body: unknown,
): Promise<string[]> {
  const key = { "idempotency-key": crypto.randomUUID() };
  const reasons: string[] = [];
  for (;;) {
    const answer = await http.send(method, path, body, key).catch((error: unknown) => String(error));
    if (typeof answer !== "string" && answer.status < 300) {
      return reasons;
    }
    if (typeof answer !== "string" && answer.status < 429) {
      throw new Error(`${method} ${path} was answered ${answer.status}: ${wordsOf(answer.body)}`);
    }
    const why = typeof answer === "string" ? answer : `${answer.status} ${wordsOf(answer.body)}`;
    reasons.push(`${method}: ${why}`);
    await wait(AGAIN_MILLISECONDS);
  }
}

/** What a problem document says, or the beginning of a proxy's own page. */
function wordsOf(body: unknown): string {
  return typeof body === "string" ? body.slice(0, 80) : String(Reflect.get(Object(body), "detail"));
}

/** What keeps a process from being ready, in its own words; "" when it is. */
async function whyUnready(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch((error: unknown) => error);
  if (!(answer instanceof Response)) {
    return `${port}: does not answer`;
  }
  return answer.ok ? "" : `${port}: ${await answer.text()}`;
}
