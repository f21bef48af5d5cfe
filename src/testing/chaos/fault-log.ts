interface Span {
  key: string;
  what: string;
  from: number;
  to: number | null;
}

/** How long a process may need to recover after an outage (in milliseconds). */
const RECOVERY_MILLISECONDS = 2_000;
/** Lines kept for the trace of a failure. */
const LINES = 400;

/** The injected faults, when and for whom: they decide whether a deadline could be kept. */
export class FaultLog {
  readonly counts: Record<string, number> = {};
  private readonly spans: Span[] = [];
  private readonly lines: { at: number; text: string }[] = [];

  /** Counts something that happened, and remembers when. */
  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
    this.note(what);
  }

  /** Remembers a line for the trace of a failure. */
  note(text: string): void {
    this.lines.push({ at: Date.now(), text });
    if (this.lines.length > LINES) {
      this.lines.shift();
    }
  }

  /** Starts a fault for everybody who depends on one of `keys`, until the returned function is called. */
  begin(what: string, keys: readonly string[]): () => void {
    this.note(`${what} begins (${keys.join(", ")})`);
    const begun = keys.map((key) => ({ key, what, from: Date.now(), to: null }));
    this.spans.push(...begun);
    return () => {
      this.note(`${what} ends`);
      begun.forEach((span) => Object.assign(span, { to: Date.now() }));
    };
  }

  /** Notes something that was wrong and is over. */
  was(what: string, key: string, from: number, to: number): void {
    this.spans.push({ key, what, from, to });
  }

  /** The deadline of something that may take `milliseconds` after `from`, for a client that depends on `keys`. */
  deadline(keys: ReadonlySet<string>, from: number, milliseconds: number): number {
    const own = this.spans.filter((span) => keys.has(span.key));
    let deadline = from + milliseconds;
    for (let isMoving = true; isMoving;) {
      const late = own
        .filter((span) => span.from <= deadline && (span.to ?? Infinity) + RECOVERY_MILLISECONDS >= from)
        .reduce(
          (last, span) => Math.max(last, (span.to ?? Infinity) + RECOVERY_MILLISECONDS + milliseconds),
          0,
        );
      isMoving = late > deadline;
      deadline = Math.max(deadline, late);
    }
    return deadline;
  }

  /** What happened around a moment, a line each. */
  around(at: number, milliseconds = 4_000): string[] {
    return this.lines
      .filter((line) => Math.abs(line.at - at) <= milliseconds)
      .map((line) => `${line.at > at ? "+" : ""}${Math.round(line.at - at)} ms ${line.text}`);
  }
}
