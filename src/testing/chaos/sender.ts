import { setTimeout as sleep } from "node:timers/promises";
import { HttpClient, type ApiAnswer } from "@/testing/http-client";
import type { ServerProcess } from "@/testing/server-process";
import type { Random } from "./random";
import type { Somebody } from "./world";

/** A write that was sent, and what came of it. */
export interface Write {
  kind: string;
  /** A text that this write alone leaves in the database; null where it leaves none. */
  marker: string | null;
  /** Null: no answer was ever received. */
  status: number | null;
}

/** What happened to all requests. */
export interface SenderFigures {
  requests: number;
  retries: number;
  sentTwice: number;
  /** Sent twice under one key, and answered differently. */
  disagreements: number;
  failures: string[];
}

const TRIES = 60;

/** Sends writes with an idempotency key to any of the servers, again after every failure, sometimes to two at once. */
export class Sender {
  readonly writes: Write[] = [];
  readonly figures: SenderFigures = { requests: 0, retries: 0, sentTwice: 0, disagreements: 0, failures: [] };
  private count = 0;

  constructor(
    private readonly servers: readonly ServerProcess[],
    private readonly random: Random,
    private readonly seed: number,
  ) {}

  /** A text that nobody else writes. */
  marker(): string {
    this.count += 1;
    return `[${this.seed}.${this.count}]`;
  }

  /** Sends one write until it is answered; null when nobody ever answered. */
  async send(
    who: Somebody,
    write: { kind: string; marker: string | null; method: string; path: string; body?: unknown },
  ): Promise<ApiAnswer | null> {
    this.count += 1;
    const headers = { "idempotency-key": `key-${this.seed}-${this.count}` };
    const record: Write = { kind: write.kind, marker: write.marker, status: null };
    this.writes.push(record);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answers = await Promise.all(this.targets().map((url) => this.attempt(url, who, write, headers)));
      const answered = answers.flatMap((answer) =>
        answer !== null && answer.status !== 503 ? [answer] : [],
      );
      const [first, second] = answered.sort((a, b) => a.status - b.status);
      if (first && second && first.status !== second.status) {
        await this.compare(who, write, headers, first.status, second.status);
      }
      if (first) {
        record.status = first.status;
        if (first.status >= 500) {
          this.figures.failures.push(`${write.kind}: ${first.status} ${JSON.stringify(first.body)}`);
        }
        return first;
      }
      this.figures.retries += 1;
      await sleep(100);
    }
    return null;
  }

  /**
   * Of two that arrive together one may be refused on the ticket as it was, which keeps nothing, and the other taken on
   * the ticket as somebody made it in between. Once one was taken, though, its answer is the key's: asked again, every
   * process gives it, or 404 when the ticket has left the caller's sight.
   */
  private async compare(
    who: Somebody,
    write: { kind: string; method: string; path: string; body?: unknown },
    headers: Record<string, string>,
    first: number,
    second: number,
  ): Promise<void> {
    const isRefusal = second >= 400 && second < 500;
    const again = await Promise.all(
      this.servers.map((server) => this.attempt(server.url, who, write, headers)),
    );
    const other = again.find((answer) => answer && ![first, 404, 503].includes(answer.status));
    if (!isRefusal || (first < 300 && other)) {
      this.figures.disagreements += 1;
      this.figures.failures.push(
        `${write.kind}: ${first} and ${second} under one key, then ${other?.status ?? "agreed"}`,
      );
    }
  }

  private targets(): string[] {
    if (this.random.chance(0.1)) {
      this.figures.sentTwice += 1;
      return this.servers.map((server) => server.url);
    }
    return [this.random.pick(this.servers).url];
  }

  private async attempt(
    url: string,
    who: Somebody,
    write: { method: string; path: string; body?: unknown },
    headers: Record<string, string>,
  ): Promise<ApiAnswer | null> {
    this.figures.requests += 1;
    try {
      return await new HttpClient(url, who.token).send(write.method, write.path, write.body, headers);
    } catch {
      return null;
    }
  }
}
