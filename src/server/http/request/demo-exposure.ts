import type { IncomingHttpHeaders } from "node:http";
import { isForwarded } from "./addresses";
import { env, type Env } from "@/server/process/env";
import { isLoopbackName } from "@/server/process/env-outward";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { OneTimeEvent } from "@/shared/listeners";

/** Set by request.ts alone on requests from elsewhere that reach a demo meant for this machine. */
export const EXPOSED_HEADER = "x-helpejo-demo-exposed";

/**
 * How a request shows that other machines reach a demo that runs only by default: by an unconfigured proxy,
 * or a host name that is not this machine's. Null when it does not, or DEMO is set.
 */
export function demoExposure(headers: IncomingHttpHeaders, { demo, demoIsChosen }: Env): string | null {
  if (!demo || demoIsChosen) {
    return null;
  }
  if (isForwarded(headers)) {
    return "a proxy forwards requests to it";
  }
  return headers.host === undefined || isLoopbackName(headers.host)
    ? null
    : "it is asked by a name that is not this machine's own";
}

/** Whether the demo's people and its open registration are available to the sender of these headers. */
export function isDemoOpenTo(headers: Headers): boolean {
  return env().demo && !headers.has(EXPOSED_HEADER);
}

/** Reports once in this process that the demo is reached from other machines, in the log and to listeners. */
export function reportDemoExposed(by: string): void {
  if (exposure().hasHappened()) {
    return;
  }
  log().warn(
    { by },
    "the demo is meant for this machine alone, and others reach it: its people cannot sign in from there. DEMO=0 ends the demo, DEMO=1 opens it to everybody",
  );
  exposure().emit(by);
}

/** Subscribes to the report that the demo is reached from other machines, also an earlier one. Returns a function that unsubscribes. */
export function onDemoExposed(listener: (by: string) => void): () => void {
  return exposure().add(listener);
}

function exposure(): OneTimeEvent<[by: string]> {
  return shareOnce("demo-exposure", () => new OneTimeEvent<[by: string]>());
}
