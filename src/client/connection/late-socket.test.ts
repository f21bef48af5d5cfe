import { Server } from "socket.io";
import { io } from "socket.io-client";
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { LateSocket } from "./late-socket";
import { request } from "./socket";

async function setUp() {
  const http = createServer();
  const server = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const socket = io(`http://127.0.0.1:${port}`, { autoConnect: false, transports: ["websocket"] });
  onTestFinished(async () => {
    socket.disconnect();
    await server.close();
  });
  return { server, socket, late: new LateSocket() };
}

it("who listened before the socket was made hears its first event, and who stopped listening does not", async () => {
  const { server, socket, late } = await setUp();
  server.on("connection", (one) => one.emit("session:delayed", { isDelayed: true }));
  const heard: string[] = [];
  const gone = (): void => void heard.push("gone");
  const first = new Promise<void>((resolve) => {
    late.on("session:delayed", () => {
      heard.push("stays");
      resolve();
    });
  });
  late.on("session:delayed", gone);
  late.off("session:delayed", gone);
  expect(late.connected).toBe(false);
  late.become(socket);
  socket.connect();
  await first;
  expect(heard).toEqual(["stays"]);
  expect(late.connected).toBe(true);
});

it("a request before the socket was made fails at once, as on a lost connection", async () => {
  const { late } = await setUp();
  await expect(request(late, "ticket:leave", { ticketId: "t" })).rejects.toThrow("not connected");
});

it("what is sent before the socket was made is sent by nobody later", async () => {
  const { server, socket, late } = await setUp();
  const received: string[] = [];
  const second = new Promise<void>((resolve) => {
    server.on("connection", (one) =>
      one.onAny((name: string, { ticketId }: { ticketId: string }) => {
        received.push(`${name} ${ticketId}`);
        resolve();
      }),
    );
  });
  late.emit("ticket:leave", { ticketId: "early" });
  late.become(socket);
  socket.connect();
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  late.emit("ticket:leave", { ticketId: "later" });
  await second;
  expect(received).toEqual(["ticket:leave later"]);
});
