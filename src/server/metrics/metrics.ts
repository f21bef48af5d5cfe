import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { shareOnce } from "@/server/process/globals";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

interface Metrics {
  registry: Registry;
  requests: Histogram<"method" | "status">;
}

/** The process's registry of metrics; each metric is added here, once, through shareOnce. */
export function registry(): Registry {
  return metrics().registry;
}

/** Counts one answered HTTP request. */
export function countRequest(method: string, status: number, seconds: number): void {
  const name = METHODS.has(method) ? method : "other";
  metrics().requests.observe({ method: name, status: `${Math.floor(status / 100)}xx` }, seconds);
}

/** Everything measured, as Prometheus text with its content type. */
export async function readMetrics(): Promise<{ text: string; contentType: string }> {
  return { text: await registry().metrics(), contentType: registry().contentType };
}

function metrics(): Metrics {
  return shareOnce("metrics", () => {
    const created = new Registry();
    collectDefaultMetrics({ register: created });
    const requests = new Histogram({
      name: "http_request_duration_seconds",
      help: "Duration of HTTP requests, by method and status class",
      labelNames: ["method", "status"] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [created],
    });
    return { registry: created, requests };
  });
}
