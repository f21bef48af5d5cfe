const BLIND_MILLISECONDS = 2_000;

/** How far this process is behind the log. It is there before the reader, for all who ask by it whether they may speak. */
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

  /** Whether the log could not be read for so long that what happened, access too, may have gone unheard. */
  readonly isBlind = (): boolean => this.milliseconds() > BLIND_MILLISECONDS;
}
