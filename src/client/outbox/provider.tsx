"use client";

import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useMemo,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { newIdempotencyKey } from "@/client/api/api";
import { onLeaving } from "@/client/browser/leaving";
import { useMe } from "@/client/browser/me";
import { again, withDependants, type OutboxItem } from "./outbox";
import { forgetFiles, keepFile, readFile, type KeptFile } from "./files";
import { OutboxRunner, type SentListener } from "./runner";
import { OutboxStore } from "./store";
import { useConnection, useWhenBack } from "@/client/connection/socket-provider";
import { useHoldPage } from "@/client/release/use-hold-page";
import { Listeners } from "@/shared/listeners";

/** A new item, as the caller gives it. */
export type Outbound = Pick<OutboxItem, "lane" | "kind" | "method" | "path" | "body" | "about"> & {
  /** The id of an item that has to be sent before. */
  after?: string;
  /** Files that follow, to `path`, with these fields. */
  files?: { path: string; fields: Record<string, string>; all: readonly File[] };
};

/** What was removed from the outbox, to be edited or put back. */
export interface Discarded {
  items: readonly OutboxItem[];
  files: readonly KeptFile[];
}

/** The outbox of this person in this browser. */
export interface Outbox {
  items: readonly OutboxItem[];
  /** The sent share (0..1) of an item or file that is being sent, else null. */
  shareOf(id: string): number | null;
  /** Whether it would survive a reload. */
  isKept(id: string): boolean;
  /** Sends it now or, without a connection, as soon as there is one. Returns its id. */
  add(outbound: Outbound): string;
  /** Retries a stopped item; with another body it is another request. */
  retry(id: string, body?: OutboxItem["body"]): void;
  /** Removes an item and what depends on it; returns these, and the files that were not sent. */
  discard(id: string): Promise<Discarded>;
  /** Puts back what was discarded. */
  restore(discarded: Discarded): void;
  dropFile(id: string, key: string): void;
}

interface OutboxContextValue {
  outbox: Outbox;
  runner: OutboxRunner;
}

const OutboxContext = createContext<OutboxContextValue | null>(null);
const LANE_STEP = 1;

/** Sends this person's outbox on every page, and provides it to the components below. */
export function OutboxProvider({ children }: { children: ReactNode }) {
  const { id: personId } = useMe();
  const { kind } = useConnection();
  const controller = useMemo(() => new OutboxController(personId), [personId]);
  const outbox = useSyncExternalStore(controller.subscribe, controller.get, controller.get);
  const { runner } = controller;
  const isEnded = kind === "ended";

  useEffect(() => controller.start(), [controller]);
  useEffect(() => {
    // Without a session nothing is sent: the browser's next one may be another person's.
    if (isEnded) {
      runner.close();
    } else {
      runner.kick();
    }
    return () => runner.close();
  }, [runner, isEnded]);
  useWhenBack(() => runner.back());
  useHoldPage(outbox.items.some((item) => outbox.shareOf(item.id) !== null || !outbox.isKept(item.id)));
  const isLosing = outbox.items.some((item) => !outbox.isKept(item.id));
  useEffect(() => onLeaving(async () => !isLosing), [isLosing]);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    if (isLosing) {
      window.addEventListener("beforeunload", ask);
    }
    return () => window.removeEventListener("beforeunload", ask);
  }, [isLosing]);

  const context = useMemo(() => ({ outbox, runner }), [outbox, runner]);
  return <OutboxContext value={context}>{children}</OutboxContext>;
}

/** The outbox; outside of an OutboxProvider it throws. */
export function useOutbox(): Outbox {
  return useOutboxContext().outbox;
}

/** Calls `handler` for every item that the server accepts. */
export function useOutboxSent(handler: SentListener): void {
  const { runner } = useOutboxContext();
  const handle = useEffectEvent(handler);
  useEffect(() => runner.onSent((item, answer, askedAt) => handle(item, answer, askedAt)), [runner]);
}

function useOutboxContext(): OutboxContextValue {
  const context = useContext(OutboxContext);
  if (!context) {
    throw new Error("useOutbox needs an OutboxProvider above it.");
  }
  return context;
}

/** A person's running outbox, as a store that React can subscribe to. */
class OutboxController {
  readonly store: OutboxStore;
  readonly runner: OutboxRunner;
  private outbox: Outbox;
  private readonly listeners = new Listeners();

  constructor(private readonly personId: string) {
    this.store = new OutboxStore(personId);
    this.runner = new OutboxRunner(personId, this.store, () => this.changed());
    this.outbox = this.makeOutbox();
  }

  readonly get = (): Outbox => this.outbox;

  readonly subscribe = this.listeners.add;

  start(): () => void {
    const stops = [this.store.subscribe(() => this.changed()), this.store.start()];
    this.runner.kick();
    return () => stops.forEach((stop) => stop());
  }

  private changed(): void {
    this.outbox = this.makeOutbox();
    this.listeners.emit();
  }

  private makeOutbox(): Outbox {
    const { store, runner } = this;
    return {
      items: store.items(),
      shareOf: (id) => runner.shareOf(id),
      isKept: (id) => store.isKept(id),
      add: (outbound) => this.add(outbound),
      retry: (id, body) => {
        const item = store.items().find((one) => one.id === id);
        if (item) {
          store.replace([again(item, newIdempotencyKey(), body)]);
          runner.kick();
        }
      },
      discard: (id) => this.discard(id),
      restore: ({ items, files }) => {
        files.forEach(({ key, file }) => void keepFile(this.owner(), key, file));
        store.add(items);
        runner.kick();
      },
      dropFile: (id, key) => {
        const item = store.items().find((one) => one.id === id);
        if (item) {
          const files = item.files.filter((file) => file.key !== key);
          const isOver = item.state === "files" && files.every((file) => file.state === "done");
          if (isOver) {
            store.remove([id]);
          } else {
            store.replace([{ ...item, files }]);
          }
          void forgetFiles([key]);
          runner.kick();
        }
      },
    };
  }

  private add(outbound: Outbound): string {
    const { lane, kind, method, path, body, about, after, files } = outbound;
    const id = newIdempotencyKey();
    const chosen = (files?.all ?? []).map((file) => ({ key: newIdempotencyKey(), file }));
    const last = this.store.items().at(-1)?.order ?? 0;
    const item: OutboxItem = {
      id,
      lane,
      order: Math.max(Date.now(), last + LANE_STEP),
      kind,
      method,
      path,
      body,
      key: id,
      after: after ?? null,
      about,
      state: body === null ? "files" : "waiting",
      problem: null,
      tries: 0,
      triedAt: null,
      answerId: null,
      filesPath: files?.path ?? null,
      fileFields: files?.fields ?? {},
      files: chosen.map(({ key, file }) => ({
        key,
        name: file.name,
        size: file.size,
        type: file.type,
        state: "waiting",
        error: null,
      })),
    };
    // The bytes are in memory from here on; nothing waits until they are on the disk.
    chosen.forEach(({ key, file }) => void keepFile(this.owner(), key, file));
    this.store.add([item]);
    this.runner.kick();
    return id;
  }

  private async discard(id: string): Promise<Discarded> {
    const items = withDependants(this.store.items(), id);
    this.store.remove(items.map((item) => item.id));
    this.runner.kick();
    const left = items.flatMap((item) => item.files).filter((file) => file.state !== "done");
    const files: KeptFile[] = [];
    for (const { key } of left) {
      const file = await readFile(key);
      if (file) {
        files.push({ key, file });
      }
    }
    await forgetFiles(left.map((file) => file.key));
    return { items, files };
  }

  private owner(): string {
    return `outbox ${this.personId}`;
  }
}
