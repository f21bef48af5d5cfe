import { z } from "zod";
import { Listeners } from "@/shared/listeners";

const peerSchema = z.object({
  processId: z.string(),
  host: z.string(),
  port: z.number(),
  pid: z.number(),
  startedAt: z.string(),
});

/** Another process of this installation. */
export type Peer = z.infer<typeof peerSchema>;

/** `left`: it announced that it leaves. `vanished`: it was silent for a lease, though Redis was connected. */
export type PeerChange = "joined" | "left" | "vanished";

const beatSchema = z.object({ peer: peerSchema, isLeaving: z.boolean(), isNew: z.boolean() });

interface Line {
  publish(topic: string, message: unknown): void;
  subscribe(topic: string, listener: (message: unknown, from: string) => void): () => void;
  isConnected(): boolean;
}

const TOPIC = "peer";
const BEAT_MILLISECONDS = 2_000;
/** How long a silent process counts as alive. */
const LEASE_MILLISECONDS = 8_000;
/** How long the last beat counts while Redis itself is away and none can come. */
const OUTAGE_MILLISECONDS = 60_000;

/** The other live processes, by leases: each process beats every 2 s, and is forgotten when it was silent for 8 s. */
export class Peers {
  private readonly known = new Map<string, { peer: Peer; until: number }>();
  private readonly listeners = new Listeners<[change: PeerChange, peer: Peer]>();
  private readonly timer: NodeJS.Timeout;
  private wasConnected = false;
  private lostAt = Date.now();

  constructor(
    private readonly self: Peer,
    private readonly line: Line,
  ) {
    line.subscribe(TOPIC, (message) => this.receive(message));
    this.timer = setInterval(() => this.tick(), BEAT_MILLISECONDS / 4);
    this.timer.unref();
  }

  /** The other live processes. */
  list(): Peer[] {
    return [...this.known.values()].map(({ peer }) => peer);
  }

  /** Any message of a process shows that it is alive. */
  renewLease(processId: string): void {
    const known = this.known.get(processId);
    if (known) {
      known.until = Date.now() + LEASE_MILLISECONDS;
    }
  }

  /** Subscribes to each change; returns a function that unsubscribes. */
  readonly onChange = this.listeners.add;

  /** Announces that this process leaves. */
  leave(): void {
    clearInterval(this.timer);
    this.beat({ isLeaving: true, isNew: false });
  }

  private beats = 0;

  private tick(): void {
    const now = Date.now();
    const isConnected = this.line.isConnected();
    if (isConnected && !this.wasConnected) {
      // No beat could come meanwhile: every process gets a new lease.
      this.known.forEach((one) => (one.until = Math.max(one.until, now + LEASE_MILLISECONDS)));
      this.beat({ isLeaving: false, isNew: true });
    } else if (!isConnected && this.wasConnected) {
      this.lostAt = now;
    } else if (isConnected && this.beats++ % 4 === 0) {
      this.beat({ isLeaving: false, isNew: false });
    }
    this.wasConnected = isConnected;
    if (isConnected || now > this.lostAt + OUTAGE_MILLISECONDS) {
      [...this.known].filter(([, one]) => one.until < now).forEach(([id]) => this.forget(id, "vanished"));
    }
  }

  private beat(how: { isLeaving: boolean; isNew: boolean }): void {
    this.line.publish(TOPIC, { peer: this.self, ...how });
  }

  private receive(message: unknown): void {
    const beat = beatSchema.safeParse(message);
    if (!beat.success || beat.data.peer.processId === this.self.processId) {
      return;
    }
    const { peer, isLeaving, isNew } = beat.data;
    if (isLeaving) {
      this.forget(peer.processId, "left");
      return;
    }
    const isKnown = this.known.has(peer.processId);
    this.known.set(peer.processId, { peer, until: Date.now() + LEASE_MILLISECONDS });
    if (!isKnown) {
      this.listeners.emit("joined", peer);
    }
    if (isNew) {
      // A process that just started knows of no other yet.
      this.beat({ isLeaving: false, isNew: false });
    }
  }

  private forget(processId: string, change: PeerChange): void {
    const known = this.known.get(processId);
    if (known && this.known.delete(processId)) {
      this.listeners.emit(change, known.peer);
    }
  }
}
