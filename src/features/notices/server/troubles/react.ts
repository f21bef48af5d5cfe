import pLimit from "p-limit";
import { bus } from "@/server/bus/bus";
import { onDemoExposed } from "@/server/http/request/demo-exposure";
import { onJobOutcome } from "@/server/jobs/outcomes";
import { onAttack } from "@/server/rate-limits/attack";
import { log } from "@/server/process/log";
import { onUntoldProxy } from "@/server/http/request/untold-proxy";
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
  const queues = {
    attacks: makeQueue(),
    processes: makeQueue(),
    jobs: makeQueue(),
    lag: makeQueue(),
    demo: makeQueue(),
    proxy: makeQueue(),
  };
  queues.demo.add(noticePublicDemo);
  queues.proxy.add(endProxyNotice);
  const stops = [
    onAttack((attack) => queues.attacks.add(() => noticeAttack(attack))),
    bus().onPeer((change, peer) => queues.processes.add(() => noticePeer(change, peer, ownStart))),
    onDemoExposed((by) => queues.demo.add(() => noticeExposedDemo(by))),
    onUntoldProxy(() => queues.proxy.add(noticeUntoldProxy)),
    onJobOutcome((outcome) => queues.jobs.add(() => jobs.take(outcome))),
  ];
  const timer = setInterval(() => queues.lag.isIdle() && queues.lag.add(() => lag.look()), LOOK_MILLISECONDS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stops.forEach((stop) => stop());
      await Promise.all(Object.values(queues).map((queue) => queue.end()));
    },
  };
}

/** So many may wait while the database is away; what comes on top is not told. */
const MOST_WAITING = 1_000;

/** Work done one after the other, whose failures are nobody's but the log's. */
interface NoticeQueue {
  /** Whether nothing is under way. */
  isIdle(): boolean;
  /** Does it when everything before is done. */
  add(work: () => Promise<void>): void;
  /** Resolves when everything is done. */
  end(): Promise<void>;
}

function makeQueue(): NoticeQueue {
  const limit = pLimit(1);
  return {
    isIdle: () => limit.activeCount + limit.pendingCount === 0,
    add: (work) => {
      if (limit.pendingCount < MOST_WAITING) {
        limit(work).catch((error: unknown) =>
          log().warn({ err: error }, "admins could not be told of some trouble"),
        );
      }
    },
    end: () => limit(async () => undefined),
  };
}
