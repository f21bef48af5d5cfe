/**
 * The one place where the two module graphs of this process (the bundle of server.ts and the bundles that Next.js
 * makes of the route handlers) meet: a module imported by both is evaluated twice, so whatever must exist once (the
 * connection pool, the logger, the metrics, the reader's wake-up) is kept on globalThis, here and nowhere else.
 */
const STORE = Symbol.for("helpejo.process");

function store(): Map<string, unknown> {
  const kept: unknown = Reflect.get(globalThis, STORE);
  if (kept instanceof Map) {
    return kept;
  }
  const made = new Map<string, unknown>();
  Reflect.set(globalThis, STORE, made);
  return made;
}

/** Returns this process's value under `key`, creating it with `make` at the first call. */
export function shareOnce<T>(key: string, make: () => T): T {
  const values = store();
  if (!values.has(key)) {
    values.set(key, make());
  }
  // The key is used by one module only, which gives it one type: the cast is that promise.
  return values.get(key) as T;
}

/** Forgets what is kept under `key`, so that the next `shareOnce` makes it again (after a pool was closed, in tests). */
export function forgetShared(key: string): void {
  store().delete(key);
}
