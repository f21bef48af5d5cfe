/** Timers by name: setting one again replaces it. */
export class Timers<Name extends string> {
  private readonly running = new Map<Name, ReturnType<typeof setTimeout>>();

  /** Calls `act` once, after so many milliseconds, unless it is cleared or set again before. */
  set(name: Name, milliseconds: number, act: () => void): void {
    this.clear(name);
    this.running.set(
      name,
      setTimeout(() => {
        this.running.delete(name);
        act();
      }, milliseconds),
    );
  }

  /** Whether it is running. */
  has(name: Name): boolean {
    return this.running.has(name);
  }

  /** Stops these. */
  clear(...names: readonly Name[]): void {
    for (const name of names) {
      clearTimeout(this.running.get(name));
      this.running.delete(name);
    }
  }

  /** Stops all. */
  clearAll(): void {
    this.clear(...this.running.keys());
  }
}
