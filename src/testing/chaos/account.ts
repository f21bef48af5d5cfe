import type { Listener } from "./audience";
import type { FaultLog } from "./fault-log";
import { checkEffects, readEffects, type EraEffects, type Effects } from "./effects";
import type { Era, Eras } from "./history/eras";
import { measureLateness, type Lateness } from "./judge/lateness";
import type { Write } from "./actions/sender";

/** For so long after a restore a client may still receive what was sent before it. */
const LATE_MILLISECONDS = 40_000;

/** Sums up the figures of each database's era; ended eras are summed up as the run goes on, and then forgotten. */
export class Account {
  readonly lateness: Lateness = { ended: 0, undisturbed: 0, worst: 0, late: [] };
  readonly holes: string[] = [];
  private readonly events = new Set<string>();
  /** Ids of all notifications. */
  readonly notifications = new Set<string>();
  private readonly effects: EraEffects[] = [];

  constructor(
    private readonly eras: Eras,
    private readonly listeners: readonly Listener[],
    private readonly faultLog: FaultLog,
  ) {}

  /** How many events were read so far, those of undone times too; without those that only notify people of others. */
  get eventCount(): number {
    const open = this.eras.all.flatMap((era) => happened(era));
    return new Set([...this.events, ...open]).size;
  }

  /** Sums up and drops what is over. */
  async closeOld(): Promise<void> {
    for (const era of this.eras.toClose(LATE_MILLISECONDS)) {
      await this.sumUp(era);
      await this.eras.close(era);
    }
  }

  /** Sums up the rest, and holds all writes against what they left. */
  async finish(writes: readonly Write[]): Promise<Effects> {
    for (const era of this.eras.all.filter((one) => !one.isClosed)) {
      await this.sumUp(era);
    }
    return checkEffects(writes, this.effects);
  }

  private async sumUp(era: Era): Promise<void> {
    this.effects.push(await readEffects(era.url));
    this.holes.push(...era.history.holes());
    happened(era).forEach((id) => this.events.add(id));
    era.history.notified.forEach((_, id) => this.notifications.add(id));
    const { ended, undisturbed, worst, late } = measureLateness(this.listeners, era.history, this.faultLog);
    this.lateness.ended += ended;
    this.lateness.undisturbed += undisturbed;
    this.lateness.worst = Math.max(this.lateness.worst, worst);
    this.lateness.late.push(...late);
  }
}

/** Ids of the events of people's actions. */
function happened(era: Era): string[] {
  return [...era.history.events.values()].flatMap(({ id, type }) =>
    type === "notification:added" ? [] : [id],
  );
}
