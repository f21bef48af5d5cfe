import { Gauge } from "prom-client";
import { registry } from "./metrics";

/** A gauge that is read whenever the metrics are. */
export interface LiveGauge {
  name: string;
  help: string;
  /** The label of several values, with `readMany`. */
  label?: string;
}

/** Reads a gauge's one value each time the metrics are read; null when there is none now. A second call replaces the first reading. */
export function reportGauge(gauge: LiveGauge, read: () => number | null): void {
  replace(gauge, (live) => {
    const value = read();
    if (value !== null) {
      live.set(value);
    }
  });
}

/** The same for several values, each under its value of the label. */
export function reportGauges(gauge: LiveGauge & { label: string }, read: () => Record<string, number>): void {
  replace(gauge, (live) => {
    for (const [key, value] of Object.entries(read())) {
      live.set({ [gauge.label]: key }, value);
    }
  });
}

function replace({ name, help, label }: LiveGauge, fill: (live: Gauge) => void): void {
  registry().removeSingleMetric(name);
  new Gauge({
    name,
    help,
    labelNames: label === undefined ? [] : [label],
    registers: [registry()],
    collect() {
      this.reset();
      fill(this);
    },
  });
}
