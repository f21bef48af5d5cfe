import { noteSeen } from "@/features/users/server/write-seen";
import { log } from "@/server/process/log";

const EVERY_MILLISECONDS = 60_000;
const GATHER_MILLISECONDS = 1_000;

/** Keeps in the database when people were last here: every minute for whoever is, and once more when they go. */
export class SeenNotes {
  private readonly gone = new Set<string>();
  private gathering: NodeJS.Timeout | null = null;
  private isClosed = false;
  private readonly timer: NodeJS.Timeout;

  /** `present` lists whoever sits before one of this process's sockets. */
  constructor(private readonly present: () => string[]) {
    this.timer = setInterval(() => void this.write(this.present()), EVERY_MILLISECONDS);
    this.timer.unref();
  }

  /** Somebody went who had been here until now. */
  left(personId: string): void {
    if (this.isClosed) {
      return;
    }
    this.gone.add(personId);
    this.gathering ??= setTimeout(() => void this.flush(), GATHER_MILLISECONDS).unref();
  }

  /** Writes what is known, for the last time. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    this.present().forEach((personId) => this.gone.add(personId));
    await this.flush();
  }

  private async flush(): Promise<void> {
    clearTimeout(this.gathering ?? undefined);
    this.gathering = null;
    const personIds = [...this.gone];
    this.gone.clear();
    await this.write(personIds);
  }

  private async write(personIds: string[]): Promise<void> {
    try {
      // In one order everywhere, so that two processes that write the same people do not wait for each other in a ring.
      await noteSeen(personIds.sort());
    } catch (error) {
      log().warn({ err: error }, "who was last seen when was not noted");
    }
  }
}
