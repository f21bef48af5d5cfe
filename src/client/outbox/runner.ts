import { ApiError, callApi } from "@/client/api/api";
import { currentTranslate } from "@/messages/current";
import { Listeners } from "@/shared/listeners";
import {
  afterAnswer,
  afterProblem,
  beforeTry,
  isRetryable,
  nextInQueue,
  pauseAfter,
  type OutboxFile,
  type OutboxItem,
} from "./outbox";
import { forgetFiles, readFile } from "./files";
import { locked } from "./lock";
import { problemOf, wordsOf } from "./problem";
import type { OutboxStore } from "./store";
import { Timers } from "@/client/connection/timers";
import { uploadFile } from "@/client/api/upload";

/** Called with each item that the server accepted, its answer, and when it was sent (milliseconds). */
export type SentListener = (item: OutboxItem, answer: unknown, askedAt: number) => void;

const PROGRESS_STEP = 0.05;
/** The least time between two attempts, however often the server is announced as back. */
const BREATH_MILLISECONDS = 1_500;

/**
 * Sends what waits, each per-ticket queue in its order and queues in parallel, and retries by itself. Any tab
 * may do it: a lock prevents two tabs from sending the same, and without locks the Idempotency-Key makes it
 * one effect.
 */
export class OutboxRunner {
  private readonly running = new Set<string>();
  private readonly onTheWay = new Map<string, number>();
  private readonly timers = new Timers<"again">();
  private readonly listeners = new Listeners<Parameters<SentListener>>();
  private failures = 0;
  private failedAt = 0;
  private isClosed = false;

  constructor(
    private readonly personId: string,
    private readonly store: OutboxStore,
    private readonly onChange: () => void,
  ) {}

  /** What is being sent: an item, or a file with the share (0..1) that was sent. */
  shareOf(id: string): number | null {
    return this.onTheWay.get(id) ?? null;
  }

  /** Calls `listener` for every item that was accepted; returns a function that unsubscribes. */
  readonly onSent = this.listeners.add;

  /** Sends all that may go, now. */
  kick(): void {
    this.isClosed = false;
    this.timers.clear("again");
    for (const ticketId of new Set(this.store.items().map((item) => item.lane))) {
      void this.runQueue(ticketId);
    }
    for (const item of this.store.items().filter((one) => one.state === "files")) {
      void this.runFiles(item.id);
    }
  }

  /** Sends, as other requests show that the server can be reached again, unless an attempt failed a moment ago. */
  back(): void {
    const left = this.failedAt + BREATH_MILLISECONDS - Date.now();
    if (left > 0) {
      this.later(left);
    } else {
      this.kick();
    }
  }

  /** Starts nothing more; what is being sent goes on. */
  close(): void {
    this.isClosed = true;
    this.timers.clearAll();
  }

  private async runQueue(ticketId: string): Promise<void> {
    const name = `queue ${ticketId}`;
    if (this.running.has(name) || !nextInQueue(this.queue(ticketId))) {
      return;
    }
    this.running.add(name);
    let wait: number | null = null;
    try {
      wait = await locked(`helpejo ${this.personId} ${ticketId}`, () => this.sendAll(ticketId));
    } finally {
      this.running.delete(name);
    }
    if (wait !== null) {
      this.later(wait);
    } else if (!this.isClosed && nextInQueue(this.queue(ticketId))) {
      void this.runQueue(ticketId);
    }
  }

  /** Sends until nothing more may be sent; returns the milliseconds until the next retry, else null. */
  private async sendAll(ticketId: string): Promise<number | null> {
    for (;;) {
      this.store.refresh();
      const found = this.isClosed ? null : nextInQueue(this.queue(ticketId));
      if (!found) {
        return null;
      }
      const item = beforeTry(found, Date.now());
      this.store.replace([item]);
      if (item.state !== "waiting") {
        continue;
      }
      const wait = await this.send(item);
      if (wait !== null) {
        return wait;
      }
    }
  }

  private async send(item: OutboxItem): Promise<number | null> {
    this.mark(item.id, 0);
    const askedAt = Date.now();
    try {
      const answer = await callApi<unknown>(item.path, {
        method: item.method,
        body: item.body,
        idempotencyKey: item.key,
        personId: this.personId,
      });
      this.failures = 0;
      // First the page learns of it, then it goes from here: at no moment it is nowhere.
      this.listeners.emit(item, answer, askedAt);
      this.store.refresh();
      const before = this.queue(item.lane);
      const left = afterAnswer(before, item, answer);
      this.store.replace(left.filter((one) => !before.includes(one)));
      if (!left.some((one) => one.id === item.id)) {
        this.store.remove([item.id]);
      }
      void this.runFiles(item.id);
      return null;
    } catch (error) {
      const problem = problemOf(error);
      const next = afterProblem(item, problem);
      this.store.replace([next]);
      return next.state === "waiting" ? this.pause(error) : null;
    } finally {
      this.mark(item.id, null);
    }
  }

  private async runFiles(id: string): Promise<void> {
    const name = `files ${id}`;
    if (this.running.has(name)) {
      return;
    }
    this.running.add(name);
    let wait: number | null = null;
    try {
      wait = await locked(`helpejo ${this.personId} ${name}`, () => this.sendFiles(id));
    } finally {
      this.running.delete(name);
    }
    if (wait !== null) {
      this.later(wait);
    }
  }

  private async sendFiles(id: string): Promise<number | null> {
    this.store.refresh();
    for (const file of this.find(id)?.files ?? []) {
      const item = this.find(id);
      if (!item || item.state !== "files" || this.isClosed) {
        return null;
      }
      if (file.state === "waiting" && item.files.some((one) => one.key === file.key)) {
        const wait = await this.sendFile(item, file);
        if (wait !== null) {
          return wait;
        }
      }
    }
    const item = this.find(id);
    if (item?.state === "files" && item.files.every((file) => file.state === "done")) {
      this.store.remove([id]);
      await forgetFiles(item.files.map((file) => file.key));
    }
    return null;
  }

  private async sendFile(item: OutboxItem, { key, name }: OutboxFile): Promise<number | null> {
    const file = await readFile(key);
    if (!file || item.filesPath === null) {
      this.patchFile(item.id, key, {
        state: "failed",
        error: currentTranslate()("client.fileNotKept", { name }),
      });
      return null;
    }
    this.mark(key, 0);
    try {
      await uploadFile(item.filesPath, {
        file,
        fields: { ...item.fileFields, ...(item.answerId ? { commentId: item.answerId } : {}) },
        idempotencyKey: key,
        personId: this.personId,
        onProgress: (share) => {
          // The whole page renders it: not for every packet.
          if (share - (this.shareOf(key) ?? 0) >= PROGRESS_STEP) {
            this.mark(key, share);
          }
        },
      });
      this.failures = 0;
      this.patchFile(item.id, key, { state: "done", error: null });
      return null;
    } catch (error) {
      const problem = problemOf(error);
      const isLater = isRetryable(problem) && problem.status !== 500;
      this.patchFile(item.id, key, { state: isLater ? "waiting" : "failed", error: wordsOf(problem) });
      return isLater ? this.pause(error) : null;
    } finally {
      this.mark(key, null);
    }
  }

  private patchFile(id: string, key: string, change: Partial<OutboxFile>): void {
    const item = this.find(id);
    if (item) {
      const files = item.files.map((file) => (file.key === key ? { ...file, ...change } : file));
      this.store.replace([{ ...item, files }]);
    }
  }

  private pause(error: unknown): number {
    this.failures += 1;
    this.failedAt = Date.now();
    const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1_000 : 0;
    return Math.max(pauseAfter(this.failures, Math.random()), Math.min(asked, 60_000));
  }

  private later(milliseconds: number): void {
    if (!this.isClosed) {
      this.timers.set("again", milliseconds, () => this.kick());
    }
  }

  private mark(id: string, share: number | null): void {
    if (share === null) {
      this.onTheWay.delete(id);
    } else {
      this.onTheWay.set(id, share);
    }
    this.onChange();
  }

  private queue(ticketId: string): OutboxItem[] {
    return this.store.items().filter((item) => item.lane === ticketId);
  }

  private find(id: string): OutboxItem | undefined {
    return this.store.items().find((item) => item.id === id);
  }
}
