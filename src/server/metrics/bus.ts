import { Counter } from "prom-client";
import { shareOnce } from "@/server/process/globals";
import { registry } from "./metrics";
import { reportGauge } from "./gauges";

/** Counts a message between processes: sent, received, or lost because Redis was away. */
export function countBusMessage(way: "sent" | "received" | "lost", topic: string): void {
  // A question and its answers ("topic?", "topic!") count under their topic.
  messages().inc({ way, topic: topic.replace(/[?!]$/, "") });
}

/** Reports the state of the bus whenever the metrics are read. */
export function reportBus(line: { usesRedis: boolean; isConnected(): boolean; peers(): unknown[] }): void {
  if (line.usesRedis) {
    reportGauge(
      {
        name: "helpejo_redis_up",
        help: "1 while Redis answers, 0 while it is away; absent without REDIS_URL",
      },
      () => (line.isConnected() ? 1 : 0),
    );
  }
  reportGauge(
    { name: "helpejo_peers", help: "Other live processes of this installation that this one knows of" },
    () => line.peers().length,
  );
}

function messages(): Counter<"way" | "topic"> {
  return shareOnce(
    "bus-meters",
    () =>
      new Counter({
        name: "helpejo_bus_messages_total",
        help: "Messages between the processes, by topic: sent, received, or lost while Redis was away",
        labelNames: ["way", "topic"],
        registers: [registry()],
      }),
  );
}
