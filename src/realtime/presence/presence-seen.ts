import { recordSeen } from "@/features/users/server/write-seen";
import { log } from "@/server/process/log";

const EVERY_MILLISECONDS = 60_000;
const GATHER_MILLISECONDS = 1_000;

/** Stores when people were last online: every minute while they are, and once more when they leave. */
export class LastSeenWriter {
  private readonly leavers = new Set<string>();
  private gathering: NodeJS.Timeout | null = null;
  private isClosed = false;
  private readonly timer: NodeJS.Timeout;

  /** `present` lists the people who are active at one of this process's sockets. */
  constructor(private readonly present: () => string[]) {
    this.timer = setInterval(() => void this.write(this.present()), EVERY_MILLISECONDS);
    this.timer.unref();
  }

  /** Notes that a person left who was online until now. */
  left(personId: string): void {
    if (this.isClosed) {
      return;
    }
    this.leavers.add(personId);
    this.gathering ??= setTimeout(() => void this.flush(), GATHER_MILLISECONDS).unref();
  }

  /** Writes what is known, for the last time. */
  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    this.present().forEach((personId) => this.leavers.add(personId));
    await this.flush();
  }

  private async flush(): Promise<void> {
    clearTimeout(this.gathering ?? undefined);
    this.gathering = null;
    const personIds = [...this.leavers];
    this.leavers.clear();
    await this.write(personIds);
  }

  private async write(personIds: string[]): Promise<void> {
    try {
      // In one order everywhere, so that two processes that write the same people do not wait for each other in a ring.
      await recordSeen(personIds.sort());
    } catch (error) {
      log().warn({ err: error }, "who was last seen when was not noted");
    }
  }
}
