import { setTimeout as sleep } from "node:timers/promises";
import type { Listener } from "./audience";
import type { Chronicle } from "./chronicle";
import type { Random } from "./random";

const EVERY_MILLISECONDS = 300;
const ANSWER_MILLISECONDS = 3_000;

/** People who begin to type and stop again, replies and notes, go away and come back: nothing of it stands in the log. */
export class Chatter {
  private isStopped = false;
  private readonly running: Promise<void>;

  constructor(
    private readonly listeners: readonly Listener[],
    private readonly random: Random,
    private readonly chronicle: Chronicle,
  ) {
    this.running = this.run();
  }

  /** Resolves when the last has been answered. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      const { client } = this.random.pick(this.listeners);
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
        this.chronicle.counts[name] = (this.chronicle.counts[name] ?? 0) + (answer?.ok ? 1 : 0);
      }
      await sleep(this.random.between(0, EVERY_MILLISECONDS * 2));
    }
  }
}
