import { setTimeout as sleep } from "node:timers/promises";
import type { NotificationView } from "@/testing/views/notifications";
import type { Listener } from "../audience";
import type { FaultLog } from "../fault-log";
import type { Random } from "../random";

const EVERY_MILLISECONDS = 300;
const ANSWER_MILLISECONDS = 3_000;

/** People who begin to type and stop again, replies and notes, go away and come back, and look at their notifications. */
export class Chatter {
  private isStopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly listeners: readonly Listener[],
    private readonly random: Random,
    private readonly faultLog: FaultLog,
  ) {
    this.running = this.run();
  }

  /** Resolves when the last has been answered. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  /** Opens a person's list of notifications, or closes it; or clicks on one. */
  private async turnToBell(bell: NotificationView): Promise<void> {
    if (!bell.isOpen()) {
      bell.open();
    } else if (this.random.chance(0.5)) {
      bell.close();
    } else if (await bell.readOne().catch(() => false)) {
      this.faultLog.counts["notifications clicked"] =
        (this.faultLog.counts["notifications clicked"] ?? 0) + 1;
    }
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const { client, bell } = this.random.pick(this.listeners);
      await this.turnToBell(bell);
      const ticketId = this.random.pick([...client.wanted]);
      const internal = this.random.chance(0.3);
      const [name, data] = this.random.pick<[string, object]>([
        ["typing:start", { ticketId, internal }],
        ["typing:start", { ticketId, internal }],
        ["typing:stop", { ticketId, internal }],
        ["presence:set", { status: internal ? "away" : "online" }],
      ]);
      if (client.socket.connected) {
        const answer = await client.ask(name, data, ANSWER_MILLISECONDS);
        this.faultLog.counts[name] = (this.faultLog.counts[name] ?? 0) + (answer?.ok ? 1 : 0);
      }
      await sleep(this.random.between(0, EVERY_MILLISECONDS * 2));
    }
  }
}
