import type pg from "pg";
import type { SentStatement } from "./costs";

const MOST_VALUES = 8;

/** Notes in `sent` what goes over a connection, of each text the values that came last. */
export function record(client: pg.PoolClient, sent: Map<string, SentStatement[]>): void {
  const plain: unknown = client.query;
  if (typeof plain !== "function") {
    return;
  }
  Reflect.set(client, "query", (...args: unknown[]): unknown => {
    const config: object = typeof args[0] === "string" ? { text: args[0], values: args[1] } : Object(args[0]);
    const text: unknown = Reflect.get(config, "text");
    const values: unknown = Reflect.get(config, "values") ?? args[1];
    if (typeof text === "string" && Array.isArray(values) && values.length > 0) {
      sent.set(text, [...(sent.get(text) ?? []).slice(1 - MOST_VALUES), { text, values: [...values] }]);
    }
    return Reflect.apply(plain, client, args);
  });
}
