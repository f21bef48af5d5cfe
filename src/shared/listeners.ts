type Listener<Told extends readonly unknown[]> = (...told: Told) => void;

/**
 * The listeners of one event. `watch` runs while there are any: it is called for the first listener, and what it returns when
 * the last one has unsubscribed.
 */
export class Listeners<Told extends readonly unknown[] = []> {
  private readonly all = new Set<Listener<Told>>();
  private unwatch: (() => void) | null = null;

  constructor(private readonly watch: () => () => void = () => () => undefined) {}

  /** Calls `listener` at each event; returns a function that unsubscribes. */
  readonly add = (listener: Listener<Told>): (() => void) => {
    this.all.add(listener);
    this.unwatch ??= this.watch();
    return () => this.remove(listener);
  };

  /** Calls every listener. */
  readonly tell = (...told: Told): void => {
    this.all.forEach((listener) => listener(...told));
  };

  private remove(listener: Listener<Told>): void {
    this.all.delete(listener);
    if (this.all.size === 0) {
      this.unwatch?.();
      this.unwatch = null;
    }
  }
}

/** The listeners of an event that happens once: a later listener is called at once. */
export class OneTimeEvent<Told extends readonly unknown[] = []> {
  private told: Told | null = null;
  private readonly listeners = new Listeners<Told>();

  /** Whether it has happened. */
  hasHappened(): boolean {
    return this.told !== null;
  }

  /** Calls `listener` when it happens, or now when it has; returns a function that unsubscribes. */
  add(listener: Listener<Told>): () => void {
    if (this.told !== null) {
      listener(...this.told);
    }
    return this.listeners.add(listener);
  }

  /** Calls every listener, the first time; does nothing afterwards. */
  tell(...told: Told): void {
    if (this.told === null) {
      this.told = told;
      this.listeners.tell(...told);
    }
  }
}
