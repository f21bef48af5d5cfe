import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { until } from "@/testing/wait";
import { admitEverybody, boundConnections } from "./connection-limit";

const cleanups: (() => unknown)[] = [];

afterEach(() => {
  cleanups.splice(0).forEach((clean) => clean());
});

async function listen(limit: number): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, response) => void response.end("starting"));
  boundConnections(server, true, limit);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  // A server on a port always has such an address.
  const address: AddressInfo | string | null = server.address();
  return { server, port: typeof address === "object" && address ? address.port : 0 };
}

/** A connection that is open and says nothing, and whether the server closed it. */
function open(port: number): { socket: Socket; isClosed: boolean } {
  const one = { socket: connect(port, "127.0.0.1"), isClosed: false };
  one.socket.on("error", () => undefined);
  one.socket.on("close", () => (one.isClosed = true));
  one.socket.resume();
  cleanups.push(() => one.socket.destroy());
  return one;
}

it("a process that starts takes a hundred connections, and all that it may once it serves", async () => {
  const { server, port } = await listen(1_000);
  const early = Array.from({ length: 150 }, () => open(port));
  const closed = (): number => early.filter(({ isClosed }) => isClosed).length;
  await until("the others are closed", () => closed() === 50);
  admitEverybody(server);
  const later = open(port);
  later.socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  let answer = "";
  later.socket.on("data", (part) => (answer += String(part)));
  await until("it is answered", () => answer.includes("starting"));
  expect(closed()).toBe(50);
});

it("connections that were answered and are kept open make room while it starts", async () => {
  const { port } = await listen(1_000);
  const idle = Array.from({ length: 100 }, () => open(port));
  const answered = new Set<Socket>();
  for (const { socket } of idle) {
    socket.on("data", () => answered.add(socket));
    socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  }
  await until("all are answered", () => answered.size === 100);
  const dropped = open(port);
  await until("one more is closed", () => dropped.isClosed);
  await until("the idle ones are closed", () => idle.every(({ isClosed }) => isClosed));
  const next = open(port);
  let answer = "";
  next.socket.on("data", (part) => (answer += String(part)));
  next.socket.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  await until("the next is answered", () => answer.includes("starting"));
});
