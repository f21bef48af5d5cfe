import type { NotificationView } from "@/testing/views/notifications";
import type { SocketClient } from "@/testing/sockets/client";
import { until } from "@/testing/wait";

/** A client that is waited for, and its bell, where it holds one. */
export interface Waited {
  client: SocketClient;
  bell: NotificationView | null;
}

const CONNECT_MILLISECONDS = 90_000;
const SETTLE_MILLISECONDS = 90_000;
const QUIET_MILLISECONDS = 1_500;

/** Waits until all are connected and have fetched what they show. */
export async function untilConnected(listeners: readonly Waited[]): Promise<void> {
  await until("everybody is connected", () => listeners.every(isIdle), CONNECT_MILLISECONDS).catch(
    (error: unknown) => blame(error, listeners),
  );
}

/**
 * Waits until nothing is under way and nothing has come for a while, and nothing more is to follow: `isThrough` says
 * whether the background has come to the log's end. Its last effects are sent after that, so both are checked twice.
 */
export async function settle(
  listeners: readonly Waited[],
  isThrough: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<void> {
  let received = -1;
  let since = performance.now();
  let wasThrough = false;
  await until(
    "everybody is quiet",
    async () => {
      const now = listeners.reduce((sum, { client }) => sum + client.receipts.length, 0);
      if (now !== received || !listeners.every(isIdle)) {
        received = now;
        since = performance.now();
        wasThrough = false;
      }
      if (performance.now() - since <= QUIET_MILLISECONDS) {
        return false;
      }
      const isDone = wasThrough;
      wasThrough = await isThrough();
      since = performance.now();
      return isDone && wasThrough;
    },
    SETTLE_MILLISECONDS,
  ).catch((error: unknown) => blame(error, listeners));
}

function isIdle({ client, bell }: Waited): boolean {
  return client.isIdle() && (bell?.isCalm() ?? true);
}

function blame(error: unknown, listeners: readonly Waited[]): never {
  const busy = listeners.flatMap((one, index) =>
    isIdle(one)
      ? []
      : [
          `client ${index}: ${one.client.describe()}, bell ${one.bell?.isCalm() === false ? "behind" : "calm"}`,
        ],
  );
  throw new Error(`${String(error)}; not quiet: ${busy.join("; ")}`);
}
