import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Kept free for the database, files, logs and the runtime itself. */
const RESERVED = 500;
/** The share of all connections for one address: enough for a company behind one address, and it leaves some to others. */
const SHARE_OF_ONE = 0.75;
/** Connections while the process starts, when nothing can be answered but that. Beyond them they are closed unread, which costs a tenth. */
const WHILE_STARTING = 100;
/** When this share of the limit is open, idle connections are closed in favour of new ones. */
const CROWDED = 0.85;

/**
 * How many connections to accept: the system's limit of open files, less a reserve. At that limit nothing
 * works any more, not even writing the log, so it must never be reached. Undefined (no limit) where the
 * system does not say.
 */
export function connectionLimit(): number {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return limit === undefined ? Infinity : Math.max(100, Number(limit) - RESERVED);
  } catch {
    return Infinity;
  }
}

const limits = new WeakMap<Server, number>();

/**
 * From now on a server takes as many connections as `boundConnections` allowed it. Until then it takes a hundred: after a
 * restart thousands of pages try again and again, and refusing each of them in words would take the time that the start
 * needs.
 */
export function admitEverybody(server: Server): void {
  server.maxConnections = limits.get(server) ?? Infinity;
}

/**
 * Bounds the connections of a server: in all, and where clients come themselves (`areClients`: no proxy in front, behind
 * which all have one address) also of one address. When it gets crowded the idle ones go first.
 */
export function boundConnections(server: Server, areClients: boolean, limit = connectionLimit()): void {
  limits.set(server, limit);
  server.maxConnections = Math.min(limit, WHILE_STARTING);
  // One that is kept open for further requests is nobody's any more.
  server.on("drop", () => server.closeIdleConnections());
  if (!Number.isFinite(limit)) {
    return;
  }
  const perAddress = new Map<string, number>();
  let all = 0;
  server.on("connection", (socket: Socket) => {
    const address = socket.remoteAddress ?? "";
    const own = (perAddress.get(address) ?? 0) + 1;
    if (areClients && own > limit * SHARE_OF_ONE) {
      socket.destroy();
      return;
    }
    perAddress.set(address, own);
    all += 1;
    socket.once("close", () => {
      all -= 1;
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) {
        perAddress.set(address, left);
      } else {
        perAddress.delete(address);
      }
    });
    if (all > limit * CROWDED) {
      server.closeIdleConnections();
    }
  });
}
