import { cpus } from "node:os";

/** What the processors of this machine have done since it started, in milliseconds of all of them together. */
export interface ProcessorTimes {
  idle: number;
  total: number;
}

const SHORTEST_MILLISECONDS = 1_000;
const LONGEST_MILLISECONDS = 5_000;

/** Looks, now and then, at how much of the processors is idle: a further process is no help where others keep them busy. */
export class IdleProcessors {
  private last: (ProcessorTimes & { at: number }) | null = null;

  /** Tests pass other times, and another clock in milliseconds. */
  constructor(
    private readonly read: () => ProcessorTimes = timesOfProcessors,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The idle share, from 0 to 1, since a look one to five seconds ago; null where there was none, and this is the first one. */
  share(): number | null {
    const at = this.now();
    const { last } = this;
    if (last && at - last.at < SHORTEST_MILLISECONDS) {
      return null;
    }
    const { idle, total } = this.read();
    this.last = { idle, total, at };
    return last && at - last.at <= LONGEST_MILLISECONDS && total > last.total
      ? (idle - last.idle) / (total - last.total)
      : null;
  }
}

function timesOfProcessors(): ProcessorTimes {
  const times = cpus().map((one) => one.times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  return {
    idle,
    total: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle),
  };
}
