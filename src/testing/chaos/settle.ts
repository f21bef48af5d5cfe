import type { SocketClient } from "@/testing/socket-client";
import { until } from "@/testing/wait";

const CONNECT_MILLISECONDS = 90_000;
const SETTLE_MILLISECONDS = 90_000;
const QUIET_MILLISECONDS = 1_500;

/** Waits until all are connected and have fetched what they show. */
export async function untilConnected(clients: readonly SocketClient[]): Promise<void> {
  await until(
    "everybody is connected",
    () => clients.every((one) => one.isIdle()),
    CONNECT_MILLISECONDS,
  ).catch((error: unknown) => blame(error, clients));
}

/** Waits until nothing is under way and nothing has come for a while. */
export async function settle(clients: readonly SocketClient[]): Promise<void> {
  let heard = -1;
  let since = performance.now();
  await until(
    "everybody is quiet",
    () => {
      const now = clients.reduce((sum, client) => sum + client.receipts.length, 0);
      if (now !== heard || !clients.every((client) => client.isIdle())) {
        heard = now;
        since = performance.now();
      }
      return performance.now() - since > QUIET_MILLISECONDS;
    },
    SETTLE_MILLISECONDS,
  ).catch((error: unknown) => blame(error, clients));
}

function blame(error: unknown, clients: readonly SocketClient[]): never {
  const busy = clients.flatMap((client, index) =>
    client.isIdle() ? [] : [`client ${index}: ${client.describe()}`],
  );
  throw new Error(`${String(error)}; not quiet: ${busy.join("; ")}`);
}
