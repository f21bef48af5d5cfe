import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A foreign page at another port of the same host, which shares our cookies. */
export class ForeignHost {
  /** What it sends as its page, and the cookies that it sets with it. */
  html = "";
  cookies: string[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((_request, answer) => {
      answer.writeHead(200, { "content-type": "text/html", "set-cookie": this.cookies });
      answer.end(`<!doctype html><title>Elsewhere</title>${this.html}`);
    });
  }

  /** Opens one on a free port of the loopback. */
  static async open(): Promise<ForeignHost> {
    const host = new ForeignHost();
    await new Promise<void>((resolve) => host.server.listen(0, "127.0.0.1", resolve));
    return host;
  }

  /** Where it is reached. */
  get url(): string {
    const { port }: Pick<AddressInfo, "port"> = Object(this.server.address());
    return `http://127.0.0.1:${port}`;
  }

  /** Ends it. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
