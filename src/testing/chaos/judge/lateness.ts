import type { Connection } from "@/testing/sockets/receipts";
import type { FaultLog } from "../fault-log";
import type { Device } from "../device";
import type { History } from "../history/history";
import type { Judge, Problem } from "./judge";
import type { ServerProcess } from "@/testing/processes/server";
import type { WorldPerson } from "../world";

/** A client whose connections are looked at. */
export interface Connected {
  who: WorldPerson;
  device: Device;
  connections: readonly Connection[];
  /** What its connections depend on, as the faultLog calls it, and what they depend on while they receive by Redis alone. */
  keys: ReadonlySet<string>;
  keysByRedis: ReadonlySet<string>;
  judge: Judge;
}

/** How soon connections went that had to. */
export interface Lateness {
  /** Connections that had to go, and did. */
  ended: number;
  /** Of those, the ones that nothing excused. */
  undisturbed: number;
  /** The longest that one of them took, in milliseconds. */
  worst: number;
  late: Problem[];
}

const LIMIT_MILLISECONDS = 2_000;
/** Traced in the processes' logs so far to both sides, and with so many lines of each. */
const LOG_MILLISECONDS = 5_000;
const LOG_LINES = 80;

/** Holds against the contract's two seconds how long each connection lived on after its session or rights had ended. */
export function measureLateness(
  clients: readonly Connected[],
  history: History,
  faultLog: FaultLog,
): Lateness {
  const found: Lateness = { ended: 0, undisturbed: 0, worst: 0, late: [] };
  const now = Date.now();
  for (const { who, device, connections, keys, keysByRedis, judge } of clients) {
    for (const { ending, committed, type } of history.endingsOf(who.id)) {
      for (const connection of connections) {
        if (!ending) {
          continue;
        }
        const session = device.sessionOf(connection.token);
        const isMeant =
          !ending.isSession ||
          (ending.sessionId === null
            ? ending.exceptSessionId !== session?.sessionId && committed > (session?.since ?? 0)
            : ending.sessionId === session?.sessionId);
        const disconnectedAt = connection.to ?? now;
        const isOfThen = connection.epoch === null || connection.epoch === history.epoch;
        if (!isMeant || !isOfThen || connection.from >= committed || disconnectedAt < committed) {
          continue;
        }
        found.ended += 1;
        // By the log, or by Redis: whichever of the two was not disturbed.
        const deadline = Math.min(
          faultLog.deadline(keys, committed, LIMIT_MILLISECONDS),
          faultLog.deadline(keysByRedis, committed, LIMIT_MILLISECONDS),
        );
        if (deadline === committed + LIMIT_MILLISECONDS) {
          found.undisturbed += 1;
          found.worst = Math.max(found.worst, Math.round(disconnectedAt - committed));
        }
        if (disconnectedAt > deadline) {
          found.late.push({
            text: `${who.label}: connected ${Math.round(disconnectedAt - committed)} ms after ${type}`,
            at: committed,
            trail: [
              `depends on ${[...keys].join(", ")}; connected ${Math.round(committed - connection.from)} ms before`,
              `socket ${connection.id}, ended by ${connection.end ?? "nothing yet"}`,
              ...judge.trail.of(""),
            ],
          });
        }
      }
    }
  }
  return found;
}

/** What the processes logged while a connection should have ended. */
export function logsAround(processes: readonly ServerProcess[], at: number): string[] {
  return processes.flatMap((one, index) =>
    one
      .loggedAround(at, LOG_MILLISECONDS)
      .slice(-LOG_LINES)
      .map((line) => `process ${index}: ${line}`),
  );
}
