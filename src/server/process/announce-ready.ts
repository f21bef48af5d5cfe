/** As long as the proxies of deploy/ need to notice that a process is back: HAProxy's `inter`, nginx's `fail_timeout`, and a breath. */
const NOTICED_MILLISECONDS = 3_000;

/**
 * Tells the process manager that this process serves. Of several only when the proxies have noticed it as well: the
 * manager then takes the next one down, and where there are two, nobody would be left that a proxy knows of.
 */
export function announceReady(instances: number): void {
  const say = (): void => {
    if (process.connected) {
      process.send?.("ready");
    }
  };
  setTimeout(say, instances > 1 ? NOTICED_MILLISECONDS : 0).unref();
}
