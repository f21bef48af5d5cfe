import { createHash } from "node:crypto";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io } from "socket.io-client";
import { afterEach, describe, expect, it, vi } from "vitest";
import { TcpProxy } from "@/testing/processes/tcp-proxy";
import type { HttpOutcome } from "@/client/api/http-outcome";
import { ConnectionManager } from "./connection-manager";

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) {
    await clean();
  }
});

/** A server that sends `session:ready` as ours does, behind a connection that can fail, and a manager of a connection to it. */
async function setUp(options: { transports?: ("polling" | "websocket")[] } = {}) {
  const http = createServer();
  const server = new Server(http, { pingInterval: 300, pingTimeout: 300, ...options });
  const refusals: (string | { code: string; retryAfter: number })[] = [];
  const triedAt: number[] = [];
  server.use((_, next) => {
    triedAt.push(performance.now());
    const refusal = refusals.shift();
    const data = typeof refusal === "string" ? { code: refusal } : refusal;
    next(data === undefined ? undefined : Object.assign(new Error("refused"), { data }));
  });
  server.on("connection", (socket) => {
    socket.on("line:check", (_: object, answer: (result: object) => void) => answer({ ok: true }));
    socket.emit("session:ready", { epoch: "one", serverVersion: "1", unread: 0, user: {} });
  });
  const proxy = await TcpProxy.start(await listen(http));
  const socket = io(`http://127.0.0.1:${proxy.port}`, {
    autoConnect: false,
    reconnection: false,
    timeout: 800,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
  });
  const desk = { http: "answered" as HttpOutcome, refetches: 0, backs: 0, probes: 0 };
  const manager = new ConnectionManager({
    socket,
    probe: () => {
      desk.probes += 1;
      return Promise.resolve(desk.http);
    },
    refetch: () => {
      desk.refetches += 1;
      return Promise.resolve(true);
    },
    forget: () => undefined,
    isHidden: () => false,
  });
  const states: string[] = [manager.get().kind];
  manager.subscribe(() => states.push(manager.get().kind));
  manager.onBack(() => (desk.backs += 1));
  cleanups.push(
    () => server.close(),
    () => proxy.close(),
    manager.start(),
  );
  const becomes = (kind: string) =>
    vi.waitFor(() => expect(manager.get().kind).toBe(kind), { timeout: 8_000, interval: 20 });
  return { server, http, proxy, socket, manager, desk, refusals, triedAt, states, becomes };
}

async function listen(http: HttpServer): Promise<number> {
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this kind.
  const address: AddressInfo | string | null = http.address();
  return typeof address === "object" && address ? address.port : 0;
}

describe("a managed connection", () => {
  it("starts a new attempt when the person wants to try now, however long the one under way would hang", async () => {
    const { server, proxy, socket, manager, becomes } = await setUp();
    await becomes("live");
    socket.io.timeout(60_000);
    proxy.stall();
    server.disconnectSockets(true);
    proxy.cut();
    await becomes("offline");
    await vi.waitFor(() => expect(proxy.connections).toBeGreaterThan(0), { timeout: 8_000 });
    // The attempt is older by then than one that goes on when the page wakes.
    const { now } = Date;
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now() + 500);
    cleanups.push(() => clock.mockRestore());
    proxy.forsake();
    proxy.resume();
    manager.wake();
    await becomes("live");
  });

  it("is live after session:ready, and again after each way of losing the connection, once it has fetched and announced that it is back", async () => {
    const { server, proxy, desk, states, becomes } = await setUp();
    await becomes("live");
    server.disconnectSockets(true);
    await becomes("offline");
    await becomes("live");
    server.disconnectSockets(false);
    await becomes("offline");
    await becomes("live");
    proxy.cut();
    await becomes("offline");
    await becomes("live");
    expect(desk).toMatchObject({ refetches: 4, backs: expect.any(Number) });
    expect(desk.backs).toBeGreaterThanOrEqual(4);
    expect(states.filter((kind) => kind === "catching-up")).toHaveLength(3);
  });

  it("waits as long as the server asks, though requests are answered, and no longer when the person wants to try now", async () => {
    const { refusals, triedAt, manager, server, becomes } = await setUp();
    await becomes("live");
    refusals.push({ code: "rate_limited", retryAfter: 2 }, { code: "rate_limited", retryAfter: 60 });
    server.disconnectSockets(true);
    await vi.waitFor(() => expect(refusals).toEqual([]), { timeout: 8_000, interval: 20 });
    const [, first = 0, second = 0] = triedAt;
    expect(second - first).toBeGreaterThanOrEqual(2_000);
    await becomes("paused");
    manager.wake();
    await becomes("live");
  });

  it("tries again when it is refused for now", async () => {
    const { refusals, desk, states, becomes } = await setUp();
    desk.http = "unanswered";
    refusals.push("unavailable", "rate_limited");
    await becomes("offline");
    await becomes("live");
    expect(refusals).toEqual([]);
    expect(states).not.toContain("paused");
  });

  it("ends when the handshake is refused without a session, or the session ends, and then tries nothing", async () => {
    const refused = await setUp();
    refused.refusals.push("unauthorized");
    await refused.becomes("ended");
    const ended = await setUp();
    await ended.becomes("live");
    ended.server.emit("session:ended", { reason: "revoked" });
    await ended.becomes("ended");
    expect(ended.manager.get()).toEqual({ kind: "ended", reason: "revoked" });
    ended.manager.wake();
    // One that is refused for now has tried again by then, twice.
    const other = await setUp();
    other.refusals.push("unavailable", "unavailable");
    await other.becomes("offline");
    await other.becomes("live");
    expect([refused.socket, ended.socket].map(({ connected, active }) => connected || active)).toEqual([
      false,
      false,
    ]);
  });

  it("ends when the probe request finds no session, not by another request alone", async () => {
    const { manager, desk, states, becomes } = await setUp();
    await becomes("live");
    // The next probe begins when the outcome of the one before it was taken in.
    await vi.waitFor(() => {
      manager.noteRequest("unauthorized");
      expect(desk.probes).toBeGreaterThan(1);
    });
    expect(manager.get().kind).toBe("live");
    expect(states).not.toContain("ended");
    desk.http = "unauthorized";
    manager.noteRequest("unauthorized");
    await becomes("ended");
  });
});

describe("a connection that dies silently", () => {
  it("is noticed by the pings that do not come", async () => {
    const { proxy, desk, becomes } = await setUp();
    await becomes("live");
    desk.http = "unanswered";
    proxy.stall();
    await becomes("offline");
    proxy.resume();
    await becomes("live");
  });

  it("is closed on waking when it does not answer, and a new one opened", async () => {
    const { proxy, manager, states, becomes } = await setUp();
    await becomes("live");
    proxy.forsake();
    manager.wake();
    expect(manager.get().kind).toBe("catching-up");
    await becomes("offline");
    await becomes("live");
    expect(states.slice(-4)).toEqual(["catching-up", "offline", "catching-up", "live"]);
  });

  it("stays the same on waking when it does answer, and what is on the screen is fetched", async () => {
    const { socket, manager, desk, becomes } = await setUp();
    await becomes("live");
    const { id } = socket;
    manager.wake();
    await becomes("live");
    expect(desk.refetches).toBe(2);
    expect(socket.id).toBe(id);
  });
});

describe("where sockets do not get through", () => {
  it("live updates pause while requests are answered, and resume as soon as sockets work", async () => {
    const { refusals, states, desk, becomes, manager } = await setUp();
    refusals.push("rate_limited", "rate_limited", "rate_limited");
    await becomes("paused");
    expect(manager.get()).toMatchObject({ why: "busy" });
    expect(desk.backs).toBeGreaterThan(0);
    await becomes("live");
    expect(states).toEqual(["connecting", "offline", "paused", "catching-up", "live"]);
  });

  it("polling comes first after a websocket that hung instead of failing", async () => {
    const { http, socket, becomes } = await setUp({ transports: ["polling"] });
    http.on("upgrade", (_, hanging) => cleanups.push(() => hanging.destroy()));
    await becomes("live");
    expect(socket.io.engine.transport.name).toBe("polling");
  });

  it("a websocket that is accepted and closed at once is a failed attempt, not one to wait for", async () => {
    const { http, socket, states, becomes } = await setUp({ transports: ["polling"] });
    http.on("upgrade", (request, accepted) => {
      const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
      const answer = createHash("sha1").update(key).digest("base64");
      accepted.end(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
          `Sec-WebSocket-Accept: ${answer}\r\n\r\n`,
      );
    });
    const start = Date.now();
    await vi.waitFor(() => expect(states).toContain("offline"), { interval: 5 });
    expect(Date.now() - start).toBeLessThan(500);
    await becomes("live");
    expect(socket.io.engine.transport.name).toBe("polling");
  });
});
