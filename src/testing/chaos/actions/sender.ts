import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { HttpClient, type ApiAnswer } from "@/testing/http/client";
import type { ServerProcess } from "@/testing/processes/server";
import type { Random } from "../random";
import type { WorldPerson } from "../world";

/** What is to be written. */
export interface PlannedWrite {
  kind: string;
  /** A text that this write alone leaves in the database; null where it leaves none. */
  marker: string | null;
  method: string;
  path: string;
  body?: unknown;
}

/** One request that was sent for a write; times in milliseconds since the epoch. */
export interface Attempt {
  process: number;
  from: number;
  to: number;
  /** Null: it was never answered. */
  status: number | null;
  code: string;
}

/** A write that was sent, and its outcome. */
export interface Write {
  /** Whose. */
  personId: string;
  kind: string;
  path: string;
  marker: string | null;
  /** The id of what it made, where its answer names one. */
  madeId: string | null;
  /** Null: no answer was ever received. */
  status: number | null;
  attempts: Attempt[];
}

/** What happened to all requests. */
export interface SenderFigures {
  requests: number;
  retries: number;
  /** Requests that nobody answered in time, that were answered by 503, and whose connection broke. */
  unanswered: number;
  unavailable: number;
  broken: number;
  sentTwice: number;
  /** Sent twice under one key, and answered differently. */
  disagreements: number;
  failures: string[];
}

const madeSchema = z.looseObject({ id: z.string() });
const problemSchema = z.looseObject({ code: z.string() });
const TRIES = 60;
const REQUEST_MILLISECONDS = 4_000;
/** A person who was disabled gives up after a while. */
const SIGN_IN_MILLISECONDS = 4_000;

/** Sends writes with an idempotency key to any of the servers, again after every failure, sometimes to two at once. */
export class Sender {
  readonly writes: Write[] = [];
  readonly figures: SenderFigures = {
    requests: 0,
    retries: 0,
    unanswered: 0,
    unavailable: 0,
    broken: 0,
    sentTwice: 0,
    disagreements: 0,
    failures: [],
  };
  private count = 0;
  private isStopped = false;

  constructor(
    private readonly servers: readonly ServerProcess[],
    private readonly random: Random,
    private readonly seed: number,
    /** Goes up with every restore, which forgets keys. */
    private readonly era: () => number,
  ) {}

  /** A unique text. */
  marker(): string {
    this.count += 1;
    return `[${this.seed}.${this.count}]`;
  }

  /** Nothing is tried again from now on. */
  stop(): void {
    this.isStopped = true;
  }

  /** Sends one write until it is answered; null when nobody ever answered. */
  async send(who: WorldPerson, write: PlannedWrite): Promise<ApiAnswer | null> {
    this.count += 1;
    const key = `key-${this.seed}-${this.count}`;
    const { kind, path, marker } = write;
    const record: Write = {
      personId: who.id,
      kind,
      path,
      marker,
      madeId: null,
      status: null,
      attempts: [],
    };
    this.writes.push(record);
    for (let attempt = 0; attempt < TRIES && !(this.isStopped && attempt > 3); attempt++) {
      const { token } = who.devices[0];
      const era = this.era();
      const targets = this.targets();
      const answers = await Promise.all(
        targets.map(async (url) => {
          const from = Date.now();
          const answer = await this.attempt(url, token, write, key);
          record.attempts.push({
            process: this.servers.findIndex((server) => server.url === url),
            from,
            to: Date.now(),
            status: answer?.status ?? null,
            code: problemSchema.safeParse(answer?.body).data?.code ?? "",
          });
          return answer;
        }),
      );
      const answered = answers.flatMap((answer) => (answer && answer.status !== 503 ? [answer] : []));
      const [first, second] = answered.sort((a, b) => a.status - b.status);
      if (first && second && first.status !== second.status) {
        await this.compare(token, write, key, first.status, second.status, era);
      }
      if (first?.status === 401 && (await hasNewToken(who, token))) {
        continue;
      }
      if (first) {
        record.status = first.status;
        record.madeId = madeSchema.safeParse(first.body).data?.id ?? null;
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
   * Of two requests that arrive together one may be refused on the ticket's earlier state, which stores
   * nothing, and the other accepted on its later state. Once one was accepted, though, its answer is stored
   * under the key: every process repeats it, or refuses when the caller has lost the right to it.
   */
  private async compare(
    token: string,
    write: PlannedWrite,
    key: string,
    first: number,
    second: number,
    era: number,
  ): Promise<void> {
    const isRefusal = second >= 400 && second < 500;
    const again = await Promise.all(
      this.servers.map((server) => this.attempt(server.url, token, write, key)),
    );
    const other = again.find((answer) => answer && ![first, 401, 403, 404, 503].includes(answer.status));
    if (era === this.era() && (!isRefusal || (first < 300 && other))) {
      this.figures.disagreements += 1;
      this.figures.failures.push(
        `${write.kind}: ${first} and ${second} under one key, then ${other?.status ?? "agreed"}`,
      );
    }
  }

  private targets(): string[] {
    const chosen = this.random.pick(this.servers);
    if (!this.random.chance(0.1)) {
      return [chosen.url];
    }
    this.figures.sentTwice += 1;
    const other = this.random.pick(this.servers.filter((server) => server !== chosen));
    return [chosen.url, other.url];
  }

  private async attempt(
    url: string,
    token: string,
    write: PlannedWrite,
    key: string,
  ): Promise<ApiAnswer | null> {
    this.figures.requests += 1;
    try {
      const http = new HttpClient(url, token, { milliseconds: REQUEST_MILLISECONDS });
      const answer = await http.send(write.method, write.path, write.body, { "idempotency-key": key });
      this.figures.unavailable += answer.status === 503 ? 1 : 0;
      return answer;
    } catch (error) {
      const isTimeout = error instanceof Error && error.name === "TimeoutError";
      this.figures[isTimeout ? "unanswered" : "broken"] += 1;
      return null;
    }
  }
}

async function hasNewToken(who: WorldPerson, refused: string): Promise<boolean> {
  const renewed = who.devices[0].renew(refused).catch(() => refused);
  return (await Promise.race([renewed, sleep(SIGN_IN_MILLISECONDS, refused)])) !== refused;
}
