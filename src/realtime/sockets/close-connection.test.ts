import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RawSocket } from "@/testing/fuzz/raw-socket";
import { until } from "@/testing/wait";
import { limitCloseTime, closeConnection } from "./close-connection";
import { endSocket, forceReconnect, type TypedServer, type TypedSocket } from "./sockets";

// As the product's are: a client has eight seconds to answer a ping, so no ping ends a connection while a test waits for it.
const WAIT_MILLISECONDS = 8_000;
const MUCH = 32 * 1024 * 1024;
let http: HttpServer;
let io: TypedServer;
let url: string;

beforeEach(async () => {
  http = createServer();
  io = new Server(http, { pingInterval: 10_000, pingTimeout: 8_000, maxHttpBufferSize: 1024 * 1024 });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  // A server on a port always has such an address.
  const address: AddressInfo | string | null = http.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});

afterEach(async () => {
  await io.close();
});

const only = async (): Promise<TypedSocket> => {
  await until("the client is connected", () => io.of("/").sockets.size === 1);
  const [socket] = io.of("/").sockets.values();
  if (!socket) {
    throw new Error("nobody is connected");
  }
  return socket;
};

async function pollOnce(): Promise<TypedSocket> {
  const polling = `${url}/socket.io/?EIO=4&transport=polling`;
  const sid = /"sid":"([^"]+)"/.exec(await (await fetch(polling)).text())?.[1] ?? "";
  await fetch(`${polling}&sid=${sid}`, { method: "POST", body: "40" });
  return only();
}

async function readNothing(): Promise<TypedSocket> {
  const raw = await RawSocket.open(url);
  raw.send("40");
  const socket = await only();
  raw.pause();
  socket.emit("session:ended", { reason: "x".repeat(MUCH) });
  socket.emit("session:ended", { reason: "y".repeat(MUCH) });
  return socket;
}

describe.each([
  ["polls no more", pollOnce],
  ["reads nothing", readNothing],
])("a client that %s", (_, connect) => {
  it.each([
    ["whose rights changed", forceReconnect],
    ["whose session is over", endSocket],
  ])("%s is gone within seconds", async (_why, end) => {
    const socket = await connect();
    const { conn } = socket;
    let isClosed = false;
    conn.once("close", () => (isClosed = true));
    socket.emit("session:changed", { reason: "role" });
    end(socket);
    await until("the connection is closed", () => isClosed, WAIT_MILLISECONDS);
    expect(io.engine.clientsCount).toBe(0);
    expect(io.of("/").sockets.size).toBe(0);
  });
});

it.each([
  ["whose rights changed", forceReconnect],
  ["whose session is over", endSocket],
])("a client that never agrees to the close, %s, is cut off within seconds", async (_why, end) => {
  const raw = await RawSocket.open(url);
  raw.agreesToClose = false;
  raw.send("40");
  end(await only());
  await until("the line is cut", () => raw.isClosed, WAIT_MILLISECONDS);
});

it("a connection that is closed already stays so", async () => {
  const { conn } = await pollOnce();
  conn.close(true);
  closeConnection(conn);
  limitCloseTime(conn);
  expect(conn.readyState).toBe("closed");
});
