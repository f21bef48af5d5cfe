/** The time that the proxies of deploy/ need to notice that a process is back: HAProxy's `inter`, nginx's `fail_timeout`, and a margin. */
const NOTICED_MILLISECONDS = 3_000;

/**
 * Reports to the process manager that this process is ready. With several processes only when the proxies have
 * noticed it as well: the manager then restarts the next one, and with two processes no proxy would have a
 * live one.
 */
export function announceReady(instances: number): void {
  const say = (): void => {
    if (process.connected) {
      process.send?.("ready");
    }
  };
  setTimeout(say, instances > 1 ? NOTICED_MILLISECONDS : 0).unref();
}
