const BLIND_MILLISECONDS = 2_000;

/** How far this process is behind the log. It exists before the reader, since others ask it whether they may send. */
export class ReadLag {
  private lastRead = Date.now();

  /** `pollMilliseconds` pass between two polls where nothing happens. */
  constructor(private readonly pollMilliseconds: number) {}

  /** The log was read to its end just now. */
  noteRead(): void {
    this.lastRead = Date.now();
  }

  /** Milliseconds since the log was last read to its end. */
  readonly milliseconds = (): number => Math.max(0, Date.now() - this.lastRead - this.pollMilliseconds);

  /** Whether the log could not be read for so long that changes, of access too, may be unknown here. */
  readonly isBlind = (): boolean => this.milliseconds() > BLIND_MILLISECONDS;
}
