import {
  newConnection,
  pauseAfter,
  step,
  type ConnectionState,
  type Effect,
  type ConnectionEvent,
  type Connection,
} from "./connection";
import { followSocket } from "./follow-socket";
import type { TypedSocket } from "./socket";
import type { HttpOutcome } from "@/client/api/http-outcome";
import { Listeners } from "@/shared/listeners";
import { Timers } from "./timers";

/** The dependencies of a manager. */
export interface ConnectionManagerDeps {
  /** Made by `makeSocket`, or at least without reconnection of its own. */
  socket: TypedSocket;
  /** A small request that needs the session. */
  probe(signal: AbortSignal): Promise<HttpOutcome>;
  /** Fetches what is on the screen; resolves with whether all of it is current now. */
  refetch(): Promise<boolean>;
  /** Drops what is not on the screen. */
  forget(): void;
  /** Whether the page is hidden: then repeated fetches can wait. */
  isHidden(): boolean;
}

/** The timeouts of a manager, in milliseconds. */
export const PATIENCE = {
  /** For the answer whether the socket is alive. */
  check: 4_000,
  /** For `session:ready` after connecting. */
  ready: 10_000,
  probe: 8_000,
  probePause: 3_000,
  refetchPause: 3_000,
  /** Between two fetches of the screen while live updates are paused. */
  paused: 15_000,
  /** A younger attempt goes on when another one is asked for. */
  attempt: 2_000,
  /** The same when the page wakes or the person presses "Try now": several signs of one waking come together. */
  freshAttempt: 300,
} as const;

/**
 * Manages a page's connection to the server: follows the socket, reconnects without end, probes by requests
 * when sockets are silent, and fetches what was missed. The state machine is in connection.ts; this class
 * carries out its effects.
 */
export class ConnectionManager {
  private connection: Connection = newConnection(Date.now());
  private readonly listeners = new Listeners();
  private readonly backListeners = new Listeners();
  private readonly timers = new Timers<"connect" | "ready" | "probe" | "refetch" | "paused">();
  private failures = 0;
  private isPollingFirst = false;
  private attemptAt = 0;
  private notBefore = 0;
  private isChecking = false;
  private isProbing = false;
  private refetches = 0;
  private stopListening: (() => void) | null = null;

  constructor(private readonly tools: ConnectionManagerDeps) {}

  /** The state now; the same object until it changes. */
  readonly get = (): ConnectionState => this.connection.state;

  /** Calls `listener` at each change of the state; returns a function that unsubscribes. */
  readonly subscribe = this.listeners.add;

  /** Calls `listener` whenever the server can be reached again, by socket or by requests alone. */
  readonly onBack = this.backListeners.add;

  /** The epoch of the database that the last connection reported, or null before its first connection. */
  readonly epoch = (): string | null => this.connection.epoch;

  /** Connects, and stays so until what it returns is called. */
  start(): () => void {
    this.stopListening = this.listen();
    this.connect();
    return () => this.stop();
  }

  /** The tab or the computer slept, the network came back, or the person does not want to wait. */
  readonly wake = (): void => {
    this.failures = this.notBefore = 0;
    // An attempt that began before may hang, on a network that does not exist any more.
    if (Date.now() - this.attemptAt > PATIENCE.freshAttempt) {
      this.attemptAt = 0;
    }
    this.happen({ type: "woke" });
  };

  /** The network may be gone: the connection is probed at once. */
  readonly doubt = (): void => {
    this.happen({ type: "unanswered" });
  };

  /** Takes in the outcome of a request of the page. */
  readonly noteRequest = (outcome: HttpOutcome): void => {
    if (outcome === "unauthorized") {
      // One request may have its own reasons; the session is over when the probe request says so too.
      void this.probe();
    } else {
      this.happen({ type: outcome });
    }
  };

  private happen(event: ConnectionEvent): void {
    if (!this.stopListening) {
      return;
    }
    const before = this.connection.state;
    const [connection, effects] = step(this.connection, event, Date.now());
    this.connection = connection;
    if (connection.state !== before) {
      this.keepPaused();
      this.listeners.emit();
    }
    effects.forEach((effect) => this.act(effect));
  }

  private act(effect: Effect): void {
    switch (effect) {
      case "connect":
        return this.connect();
      case "connect-later":
        return this.timers.set("connect", pauseAfter(this.failures, Math.random()), () => this.connect());
      case "check":
        return void this.check();
      case "probe":
        return void this.probe();
      case "probe-later":
        return this.timers.set("probe", PATIENCE.probePause, () => void this.probe());
      case "refetch":
        return void this.refetch();
      case "forget":
        return this.tools.forget();
      case "tell-back":
        return this.backListeners.emit();
      case "stop":
        return this.stop();
    }
  }

  private connect(): void {
    const { socket } = this.tools;
    const now = Date.now();
    if (this.notBefore > now) {
      return this.timers.set("connect", this.notBefore - now, () => this.connect());
    }
    const isUnderWay = this.attemptAt !== 0 && now >= this.attemptAt;
    if (
      this.connection.isOpen ||
      socket.connected ||
      (isUnderWay && now - this.attemptAt < PATIENCE.attempt)
    ) {
      return;
    }
    // An attempt that hangs would delay the next one.
    this.attemptAt = 0;
    socket.disconnect();
    this.attemptAt = now;
    // When one transport hangs instead of failing, the other is never tried: so they take turns to be first.
    socket.io.opts.transports = this.isPollingFirst ? ["polling", "websocket"] : ["websocket", "polling"];
    if (this.failures > 0) {
      console.info(`[Socket.IO] Reconnecting (${this.failures})`);
    }
    socket.connect();
    const { engine } = socket.io;
    const closed = (): void => {
      // Accepted and closed again without a packet, as some proxies do: Socket.IO would wait for its timeout.
      if (engine === socket.io.engine && this.attemptAt === now) {
        socket.disconnect();
        this.refused(null);
      }
    };
    engine.once("close", closed);
    engine.once("open", () => engine.off("close", closed));
  }

  private refused(code: string | null, retryAfter = 0): void {
    this.attemptAt = 0;
    // Not all who got the same answer at the same time come back together.
    this.notBefore = retryAfter > 0 ? Date.now() + retryAfter * 1_000 * (1 + Math.random() / 4) : 0;
    this.failures += 1;
    this.isPollingFirst = !this.isPollingFirst;
    this.happen({ type: "refused", code });
  }

  private async check(): Promise<void> {
    const { socket } = this.tools;
    if (this.isChecking) {
      return;
    }
    this.isChecking = true;
    // Any answer will do, also of a server that does not know the message.
    const isAlive = await socket
      .timeout(PATIENCE.check)
      .emitWithAck("line:check", {})
      .then(
        () => true,
        () => false,
      );
    this.isChecking = false;
    if (isAlive) {
      this.happen({ type: "check-answered" });
    } else if (this.connection.isOpen) {
      // Half-open: nothing would report it. The socket is closed, and the next one begins at once.
      socket.disconnect();
      this.connect();
    }
  }

  private async probe(): Promise<void> {
    if (this.isProbing) {
      return;
    }
    this.isProbing = true;
    const outcome = await this.tools.probe(AbortSignal.timeout(PATIENCE.probe));
    this.isProbing = false;
    this.happen(outcome === "unauthorized" ? { type: "ended", reason: "unauthorized" } : { type: outcome });
  }

  private async refetch(): Promise<void> {
    const mine = (this.refetches += 1);
    const isCurrent = await this.tools.refetch();
    if (mine !== this.refetches) {
      return;
    }
    if (isCurrent) {
      this.happen({ type: "caught-up" });
    } else if (this.connection.isOpen) {
      this.timers.set("refetch", PATIENCE.refetchPause, () => void this.refetch());
    }
  }

  /** Beats while live updates are paused. */
  private keepPaused(): void {
    if (this.connection.state.kind !== "paused") {
      this.timers.clear("paused");
    } else if (!this.timers.has("paused")) {
      this.timers.set("paused", PATIENCE.paused, () => void this.beat());
    }
  }

  private async beat(): Promise<void> {
    await this.probe();
    if (this.connection.state.kind === "paused") {
      this.act("tell-back");
      if (!this.tools.isHidden()) {
        void this.refetch();
      }
    }
    this.keepPaused();
  }

  private listen(): () => void {
    const { socket } = this.tools;
    return followSocket(socket, {
      received: () => this.happen({ type: "received" }),
      connected: () => {
        this.timers.set("ready", PATIENCE.ready, () => {
          socket.disconnect();
          this.refused(null);
        });
      },
      ready: ({ epoch, isDelayed }) => {
        this.attemptAt = 0;
        this.failures = 0;
        this.isPollingFirst = false;
        this.timers.clear("ready", "connect", "probe");
        this.happen({ type: "ready", epoch, isDelayed: isDelayed ?? false });
      },
      delayed: (isDelayed) => this.happen({ type: "delayed", isDelayed }),
      disconnected: () => {
        this.attemptAt = 0;
        // The next attempt is the first of a new series, and says so.
        this.failures = 1;
        this.timers.clear("ready", "refetch");
        this.refetches += 1;
        this.happen({ type: "lost" });
      },
      refused: (code, retryAfter) => this.refused(code, retryAfter),
      ended: (reason) => this.happen({ type: "ended", reason }),
    });
  }

  private stop(): void {
    this.timers.clearAll();
    this.refetches += 1;
    this.stopListening?.();
    this.stopListening = null;
    this.attemptAt = 0;
    this.tools.socket.disconnect();
  }
}
