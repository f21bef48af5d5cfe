import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** A port of the loopback that nobody has at this moment. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * The first of `count` ports in a row that nobody has at this moment, nor gets: below those that the system gives to
 * outgoing connections, so that a server which is restarted finds its port free.
 */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = randomInt(12_000, 32_000);
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) {
      return first;
    }
  }
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
