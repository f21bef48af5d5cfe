import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** What the proxy blocks: nothing, websockets, or all requests of sockets. */
export type Blocked = "nothing" | "websockets" | "sockets";

/** A company's proxy in front of the help desk: it passes requests on, and refuses what it blocks. */
export class CompanyProxy {
  blocked: Blocked = "nothing";
  /** The port of the server behind it. */
  target = 0;
  /** The port for sockets, where another process has them. */
  socketTarget: number | null = null;
  private readonly tunnels = new Set<Duplex>();
  private readonly server: Server;

  private constructor() {
    this.server = createServer((incoming, answer) => {
      if (this.blocked === "sockets" && isSocket(incoming)) {
        answer.writeHead(403).end("Forbidden by policy.");
        return;
      }
      const passed = request(this.onward(incoming), (reply) => {
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      });
      passed.on("error", () => answer.destroy());
      answer.on("close", () => passed.destroy());
      incoming.pipe(passed);
    });
    this.server.on("upgrade", (incoming, near: Duplex, head: Buffer) => this.upgrade(incoming, near, head));
  }

  /** Opens one on a free port of the loopback. */
  static async open(): Promise<CompanyProxy> {
    const proxy = new CompanyProxy();
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  /** Where browsers reach the help desk through it. */
  get url(): string {
    // An address without a port is that of a pipe, which this server is not.
    const address: AddressInfo | string | null = this.server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  /** Refuses this from now on, and ends what is open of it. */
  block(blocked: Blocked): void {
    this.blocked = blocked;
    if (blocked !== "nothing") {
      this.tunnels.forEach((tunnel) => tunnel.destroy());
    }
  }

  /** Ends everything. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.tunnels.forEach((tunnel) => tunnel.destroy());
    this.server.closeAllConnections();
    await closed;
  }

  private upgrade(incoming: IncomingMessage, near: Duplex, head: Buffer): void {
    near.on("error", () => undefined);
    if (this.blocked !== "nothing") {
      near.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
      return;
    }
    const passed = request(this.onward(incoming));
    passed.on("error", () => near.destroy());
    passed.on("upgrade", (reply, far, firstWords) => {
      const headers = Object.entries(reply.headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
      near.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join("")}\r\n`);
      // What came together with the headers, on a machine that is quick.
      near.write(firstWords);
      far.write(head);
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.tunnels.add(one);
        one.pipe(other);
        one.on("error", () => undefined);
        one.on("close", () => {
          this.tunnels.delete(one);
          other.destroy();
        });
      }
    });
    passed.end();
  }

  private onward(incoming: IncomingMessage): object {
    const { method, url: path, headers } = incoming;
    // A connection of its own for each: one that was kept may be dead without knowing.
    const port = isSocket(incoming) ? (this.socketTarget ?? this.target) : this.target;
    return { host: "127.0.0.1", port, method, path, headers, agent: false };
  }
}

function isSocket(incoming: IncomingMessage): boolean {
  return incoming.url?.startsWith("/socket.io/") ?? false;
}
