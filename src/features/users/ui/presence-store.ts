import type { ServerPayload } from "@/shared/protocol/protocol";

/** How somebody is here, as the server tells staff. */
export type PresenceEntry = ServerPayload<"presence:changed">;

/** Who is here, as far as this page was told; components follow one person each by `usePresence`. */
export class PresenceStore {
  private entries = new Map<string, PresenceEntry>();
  private readonly listeners = new Set<() => void>();

  /** The same object until it changes; undefined for somebody of whom nothing was told. */
  get(userId: string): PresenceEntry | undefined {
    return this.entries.get(userId);
  }

  /** Calls `listener` after each change; returns how to stop that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A connection begins with everybody who is here: whoever is not among them went meanwhile. */
  begin(here: readonly PresenceEntry[]): void {
    const gone = [...this.entries.values()].flatMap((entry) =>
      entry.status === "offline" ? [entry] : [{ ...entry, status: "offline" as const }],
    );
    this.entries = new Map([...gone, ...here].map((entry) => [entry.userId, entry]));
    this.tell();
  }

  /** More who are here, where they were too many for one message. */
  add(here: readonly PresenceEntry[]): void {
    here.forEach((entry) => this.entries.set(entry.userId, entry));
    this.tell();
  }

  /** Somebody came, went, or is away. */
  change(entry: PresenceEntry): void {
    this.entries.set(entry.userId, entry);
    this.tell();
  }

  private tell(): void {
    this.listeners.forEach((listener) => listener());
  }
}
