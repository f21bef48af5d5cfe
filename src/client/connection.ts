/** What the page knows of its line to the server. */
export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "live" }
  /** Connected again, and fetching what happened meanwhile. */
  | { kind: "catching-up" }
  /** No line since this time (milliseconds). */
  | { kind: "offline"; since: number }
  /** The session is over: nothing comes back without signing in. */
  | { kind: "ended"; reason: string };

type Listener = () => void;

/** A small store of the connection's state, which components subscribe to by `useConnection`. */
export class ConnectionStore {
  private state: ConnectionState = { kind: "connecting" };
  private readonly listeners = new Set<Listener>();

  /** The state now; the same object until it changes. */
  readonly get = (): ConnectionState => this.state;

  /** Calls `listener` at each change; returns how to stop that. */
  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes a new state; an offline time keeps its beginning, and an ended session stays ended. */
  set(next: ConnectionState): void {
    const isSame = next.kind === this.state.kind;
    if (this.state.kind === "ended" || (isSame && next.kind !== "ended")) {
      return;
    }
    this.state = next;
    this.listeners.forEach((listener) => listener());
  }
}
