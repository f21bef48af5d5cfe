import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** The direction of bytes: "up" from the client to the target, "down" back. */
export type Direction = "up" | "down";

interface Line {
  /** The side that connected to the proxy. */
  near: Socket;
  /** The side that the proxy connected to. */
  far: Socket;
  /** Directions that are stalled at the moment. */
  held: Set<Direction>;
  /** Never forwards again. */
  isForsaken: boolean;
}

const BOTH: readonly Direction[] = ["up", "down"];

/**
 * A connection between two programs that can fail as real ones do: cut, or silent without being closed, in
 * one direction or both, for a while or for good.
 */
export class TcpProxy {
  private readonly lines = new Set<Line>();
  private readonly held = new Set<Direction>();
  private readonly server: Server;

  private constructor(private target: number) {
    this.server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => this.open(near));
  }

  /** Listens on a free port of the loopback and forwards to `target`, another port of it. */
  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once("error", reject);
      proxy.server.listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  /** The port to connect to. */
  get port(): number {
    // An address without a port is that of a pipe, which this server is not.
    const address: AddressInfo | string | null = this.server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  /** How many connections it holds, forsaken ones too. */
  get connections(): number {
    return this.lines.size;
  }

  /** Leads new connections elsewhere; those that are open stay where they are. */
  retarget(target: number): void {
    this.target = target;
  }

  /** Forwards nothing in these directions until `resume`, neither on open connections nor on new ones, and reports that to nobody. */
  stall(directions: readonly Direction[] = BOTH): void {
    directions.forEach((direction) => this.held.add(direction));
    this.lines.forEach((line) => directions.forEach((direction) => hold(line, direction)));
  }

  /** As `stall`, for about `share` of the connections that are open now, and not for new ones. */
  stallSome(chosen: () => boolean, directions: readonly Direction[] = BOTH): void {
    this.lines.forEach((line) => {
      if (chosen()) {
        directions.forEach((direction) => hold(line, direction));
      }
    });
  }

  /** Forwards again, first the delayed data. */
  resume(): void {
    this.held.clear();
    this.lines.forEach((line) => {
      line.held.clear();
      flow(line);
    });
  }

  /** Open connections stay open and are never forwarded again (half-open, as after a firewall forgot them); new ones work. */
  forsake(): void {
    this.lines.forEach((line) => {
      line.isForsaken = true;
      line.near.pause();
      line.far.pause();
    });
  }

  /** Breaks all connections at once, on both sides. */
  cut(): void {
    this.lines.forEach(({ near, far }) => {
      near.resetAndDestroy();
      far.resetAndDestroy();
    });
    this.lines.clear();
  }

  /** Breaks all connections and takes no more. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  private open(near: Socket): void {
    const far = connect({ port: this.target, host: "127.0.0.1", allowHalfOpen: true });
    const line: Line = { near, far, held: new Set(this.held), isForsaken: false };
    this.lines.add(line);
    this.forward(line, near, far, "up");
    this.forward(line, far, near, "down");
    far.pause();
    // Nothing is taken from the near side before the far side is there to have it.
    far.once("connect", () => flow(line));
  }

  private forward(line: Line, from: Socket, to: Socket, direction: Direction): void {
    from.setNoDelay(true);
    from.on("data", (chunk) => {
      if (!to.write(chunk)) {
        from.pause();
      }
    });
    to.on("drain", () => flow(line));
    from.on("end", () => to.end());
    from.on("error", () => undefined);
    from.on("close", () => {
      // A side that is gone is noticed on the other only when nothing holds the news up.
      if (!line.held.has(direction) && !line.isForsaken) {
        to.destroy();
        this.lines.delete(line);
      }
    });
  }
}

function hold(line: Line, direction: Direction): void {
  line.held.add(direction);
  (direction === "up" ? line.near : line.far).pause();
}

function flow(line: Line): void {
  if (line.isForsaken || line.far.connecting) {
    return;
  }
  for (const [direction, from, to] of [
    ["up", line.near, line.far],
    ["down", line.far, line.near],
  ] as const) {
    if (line.held.has(direction)) {
      continue;
    }
    if (from.destroyed) {
      to.destroy();
    } else if (!to.writableNeedDrain) {
      from.resume();
    }
  }
}
