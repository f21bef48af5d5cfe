type Listener<Args extends readonly unknown[]> = (...args: Args) => void;

/**
 * The listeners of one event. `watch` runs while there are any: it is called for the first listener, and what it returns when
 * the last one has unsubscribed.
 */
export class Listeners<Args extends readonly unknown[] = []> {
  private readonly all = new Set<Listener<Args>>();
  private unwatch: (() => void) | null = null;

  constructor(private readonly watch: () => () => void = () => () => undefined) {}

  /** Calls `listener` at each event; returns a function that unsubscribes. */
  readonly add = (listener: Listener<Args>): (() => void) => {
    this.all.add(listener);
    this.unwatch ??= this.watch();
    return () => this.remove(listener);
  };

  /** Calls every listener. */
  readonly emit = (...args: Args): void => {
    this.all.forEach((listener) => listener(...args));
  };

  private remove(listener: Listener<Args>): void {
    this.all.delete(listener);
    if (this.all.size === 0) {
      this.unwatch?.();
      this.unwatch = null;
    }
  }
}

/** The listeners of an event that happens once: a later listener is called at once. */
export class OneTimeEvent<Args extends readonly unknown[] = []> {
  private args: Args | null = null;
  private readonly listeners = new Listeners<Args>();

  /** Whether it has happened. */
  hasHappened(): boolean {
    return this.args !== null;
  }

  /** Calls `listener` when it happens, or now when it has; returns a function that unsubscribes. */
  add(listener: Listener<Args>): () => void {
    if (this.args !== null) {
      listener(...this.args);
    }
    return this.listeners.add(listener);
  }

  /** Calls every listener, the first time; does nothing afterwards. */
  emit(...args: Args): void {
    if (this.args === null) {
      this.args = args;
      this.listeners.emit(...args);
    }
  }
}
