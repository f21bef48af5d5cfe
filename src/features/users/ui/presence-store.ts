import { Listeners } from "@/shared/listeners";
import type { ServerPayload } from "@/shared/protocol/protocol";

/** A person's presence, as the server sends it to staff. */
export type PresenceEntry = ServerPayload<"presence:changed">;

/** Who is online, as far as this page knows; components subscribe to one person each by `usePresence`. */
export class PresenceStore {
  private entries = new Map<string, PresenceEntry>();
  private readonly listeners = new Listeners();

  /** The same object until it changes; undefined for an unknown person. */
  get(userId: string): PresenceEntry | undefined {
    return this.entries.get(userId);
  }

  /** Calls `listener` after each change; returns how to stop that. */
  readonly subscribe = this.listeners.add;

  /** A connection begins with everybody who is online: anybody else went offline meanwhile. */
  begin(here: readonly PresenceEntry[]): void {
    const gone = [...this.entries.values()].flatMap((entry) =>
      entry.status === "offline" ? [entry] : [{ ...entry, status: "offline" as const }],
    );
    this.entries = new Map([...gone, ...here].map((entry) => [entry.userId, entry]));
    this.tell();
  }

  /** More people who are online, where they were too many for one message. */
  add(here: readonly PresenceEntry[]): void {
    here.forEach((entry) => this.entries.set(entry.userId, entry));
    this.tell();
  }

  /** A person came online, went offline, or is away. */
  change(entry: PresenceEntry): void {
    this.entries.set(entry.userId, entry);
    this.tell();
  }

  private tell(): void {
    this.listeners.emit();
  }
}
