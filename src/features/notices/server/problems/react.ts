import pLimit from "p-limit";
import { bus } from "@/server/bus/bus";
import { onDemoExposed } from "@/server/http/request/demo-exposure";
import { onJobOutcome } from "@/server/jobs/outcomes";
import { onAttack } from "@/server/rate-limits/attack";
import { log } from "@/server/process/log";
import { onUndeclaredProxy } from "@/server/http/request/undeclared-proxy";
import { noticeAttack } from "./react-attacks";
import { noticeExposedDemo, noticePublicDemo } from "./react-demo";
import { JobWatch } from "./react-jobs";
import { LagWatch } from "./react-lag";
import { noticePeer } from "./react-processes";
import { registerOutageReadiness } from "./react-outages";
import { endProxyNotice, noticeUndeclaredProxy } from "./react-proxy";

const LOOK_MILLISECONDS = 1_000;

/**
 * Watches this process and the others for problems that admins should know: password guessing, delayed
 * delivery, processes that start and stop, failing jobs. Events of the log are handled elsewhere
 * (react-urgent.ts). Returns a function that stops it; a notice that is being written then is still written.
 */
export function watchForProblems(source: { lagMilliseconds(): number }): { stop(): Promise<void> } {
  const ownStart = Date.now() - process.uptime() * 1_000;
  const lag = new LagWatch(source.lagMilliseconds);
  const jobs = new JobWatch();
  const queues = {
    attacks: makeQueue(),
    processes: makeQueue(),
    jobs: makeQueue(),
    lag: makeQueue(),
    demo: makeQueue(),
    proxy: makeQueue(),
  };
  registerOutageReadiness();
  queues.demo.add(noticePublicDemo);
  queues.proxy.add(endProxyNotice);
  const stops = [
    onAttack((attack) => queues.attacks.add(() => noticeAttack(attack))),
    bus().onPeer((change, peer) => queues.processes.add(() => noticePeer(change, peer, ownStart))),
    onDemoExposed((by) => queues.demo.add(() => noticeExposedDemo(by))),
    onUndeclaredProxy(() => queues.proxy.add(noticeUndeclaredProxy)),
    onJobOutcome((outcome) => queues.jobs.add(() => jobs.take(outcome))),
  ];
  const timer = setInterval(
    () => queues.lag.isIdle() && queues.lag.add(() => lag.check()),
    LOOK_MILLISECONDS,
  );
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stops.forEach((stop) => stop());
      await Promise.all(Object.values(queues).map((queue) => queue.end()));
    },
  };
}

/** How many may wait while the database is away; more are dropped. */
const MOST_WAITING = 1_000;

/** A queue that runs work one after the other; failures are only logged. */
interface NoticeQueue {
  /** Whether nothing is running. */
  isIdle(): boolean;
  /** Runs the work after everything before it. */
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
          log().warn({ err: error }, "a notice of some trouble could not be sent to admins"),
        );
      }
    },
    end: () => limit(async () => undefined),
  };
}
