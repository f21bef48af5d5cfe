import { isStorageClosed } from "@/client/browser/leaving";
import { Listeners } from "@/shared/listeners";
import { inOrder, type OutboxItem } from "./outbox";
import { outboxKey, readItems } from "./stored-item";

/** A person's outbox in this browser, shared by all their tabs; each item is stored by itself, so no tab overwrites another's. */
export class OutboxStore {
  private readonly known = new Map<string, OutboxItem>();
  /** Items that could not be stored: they last as long as the page. */
  private readonly unkept = new Set<string>();
  private list: readonly OutboxItem[] = [];
  private readonly listeners = new Listeners();
  private readonly prefix: string;

  constructor(private readonly personId: string) {
    this.prefix = outboxKey(personId);
  }

  /** All of it, in order; the same array until something changes. */
  readonly items = (): readonly OutboxItem[] => this.list;

  /** Calls `listener` at each change, also by other tabs; returns a function that unsubscribes. */
  readonly subscribe = this.listeners.add;

  /** Starts listening to other tabs; returns a function that stops it. */
  start(): () => void {
    const onStorage = (event: StorageEvent): void => {
      if (event.key === null || event.key.startsWith(this.prefix)) {
        this.refresh();
      }
    };
    window.addEventListener("storage", onStorage);
    this.refresh();
    return () => window.removeEventListener("storage", onStorage);
  }

  /** Reads what is stored now. */
  refresh(): void {
    const kept = this.readAll();
    if (kept) {
      for (const id of this.known.keys()) {
        if (!kept.has(id) && !this.unkept.has(id)) {
          this.known.delete(id);
        }
      }
      for (const [id, item] of kept) {
        this.known.set(id, item);
      }
    }
    this.notify();
  }

  /** Adds items; false when the browser could not store all of them. */
  add(items: readonly OutboxItem[]): boolean {
    const kept = items.map((item) => this.keep(item));
    this.notify();
    return kept.every(Boolean);
  }

  /** Replaces items that still exist: what another tab has sent or discarded meanwhile does not come back. */
  replace(items: readonly OutboxItem[]): void {
    for (const item of items) {
      if (this.isThere(item.id)) {
        this.keep(item);
      }
    }
    this.notify();
  }

  /** Removes items. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.known.delete(id);
      this.unkept.delete(id);
      try {
        localStorage.removeItem(this.prefix + id);
      } catch {
        // There is no storage, so there is nothing to remove.
      }
    }
    this.notify();
  }

  /** Whether it would survive a reload. */
  isKept(id: string): boolean {
    return !this.unkept.has(id);
  }

  private isThere(id: string): boolean {
    try {
      return this.unkept.has(id) || localStorage.getItem(this.prefix + id) !== null;
    } catch {
      return this.known.has(id);
    }
  }

  private keep(item: OutboxItem): boolean {
    this.known.set(item.id, item);
    if (isStorageClosed()) {
      return false;
    }
    try {
      localStorage.setItem(this.prefix + item.id, JSON.stringify(item));
      this.unkept.delete(item.id);
      return true;
    } catch {
      this.unkept.add(item.id);
      return false;
    }
  }

  private readAll(): Map<string, OutboxItem> | null {
    try {
      return new Map(readItems(this.personId).map((item) => [item.id, item]));
    } catch {
      return null;
    }
  }

  private notify(): void {
    const next = inOrder(this.known.values());
    if (JSON.stringify(next) !== JSON.stringify(this.list)) {
      this.list = next;
      this.listeners.emit();
    }
  }
}
