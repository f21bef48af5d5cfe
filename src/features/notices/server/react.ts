import { bus } from "@/server/bus/bus";
import { onDemoExposed } from "@/server/http/demo-exposure";
import { onJobOutcome } from "@/server/jobs/outcomes";
import { onAttack } from "@/server/rate-limits/attack";
import { log } from "@/server/process/log";
import { onUntoldProxy } from "@/server/http/untold-proxy";
import { noticeAttack } from "./react-attacks";
import { noticeExposedDemo, noticePublicDemo } from "./react-demo";
import { JobWatch } from "./react-jobs";
import { LagWatch } from "./react-lag";
import { noticePeer } from "./react-processes";
import { endProxyNotice, noticeUntoldProxy } from "./react-proxy";

const LOOK_MILLISECONDS = 1_000;

/**
 * Watches over this process and the others for what admins should know: passwords that are tried, delivery that lags,
 * processes that come and go, jobs that fail. What is in the log is reacted to elsewhere (react-urgent.ts). Returns how
 * to stop; what is being written then is still written.
 */
export function watchForTrouble(given: { lagMilliseconds(): number }): { stop(): Promise<void> } {
  const ownStart = Date.now() - process.uptime() * 1_000;
  const lag = new LagWatch(given.lagMilliseconds);
  const jobs = new JobWatch();
  const lines = {
    attacks: new Line(),
    processes: new Line(),
    jobs: new Line(),
    lag: new Line(),
    demo: new Line(),
    proxy: new Line(),
  };
  lines.demo.add(noticePublicDemo);
  lines.proxy.add(endProxyNotice);
  const stops = [
    onAttack((attack) => lines.attacks.add(() => noticeAttack(attack))),
    bus().onPeer((change, peer) => lines.processes.add(() => noticePeer(change, peer, ownStart))),
    onDemoExposed((by) => lines.demo.add(() => noticeExposedDemo(by))),
    onUntoldProxy(() => lines.proxy.add(noticeUntoldProxy)),
    onJobOutcome((outcome) => lines.jobs.add(() => jobs.take(outcome))),
  ];
  const timer = setInterval(() => lines.lag.isIdle() && lines.lag.add(() => lag.look()), LOOK_MILLISECONDS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stops.forEach((stop) => stop());
      await Promise.all(Object.values(lines).map((line) => line.end()));
    },
  };
}

/** So many may wait while the database is away; what comes on top is not told. */
const MOST_WAITING = 1_000;

/** Work done one after the other, whose failures are nobody's but the log's. */
class Line {
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;

  /** Whether nothing is under way. */
  isIdle(): boolean {
    return this.waiting === 0;
  }

  /** Does it when everything before is done. */
  add(work: () => Promise<void>): void {
    if (this.waiting >= MOST_WAITING) {
      return;
    }
    this.waiting += 1;
    this.last = this.last
      .then(work)
      .catch((error: unknown) => log().warn({ err: error }, "admins could not be told of some trouble"))
      .finally(() => (this.waiting -= 1));
  }

  /** Resolves when everything is done. */
  async end(): Promise<void> {
    await this.last;
  }
}
