import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TcpProxy } from "./tcp-proxy";
import { until } from "../wait";

/** Answers every line with the same line. */
let echo: Server;
let other: Server;
let proxy: TcpProxy;
const taken: Socket[] = [];

beforeAll(async () => {
  echo = await listen((socket) => socket.pipe(socket));
  other = await listen((socket) => socket.end("elsewhere"));
});

afterEach(async () => {
  taken.splice(0).forEach((socket) => socket.destroy());
  await proxy.close();
});

afterAll(() => {
  echo.close();
  other.close();
});

describe("the proxy between two programs", () => {
  it("forwards both ways, and the end of either side", async () => {
    const caller = await call();
    caller.socket.write("hello");
    await until("the answer is here", () => caller.received() === "hello");
    caller.socket.end();
    await until("the other side has ended too", () => caller.isClosed());
    await until("nothing is left of it", () => proxy.connections === 0);
  });

  it("says nothing while it is stalled, in one direction or both, and then everything", async () => {
    const caller = await call();
    proxy.stall(["down"]);
    caller.socket.write("one");
    const late = await open();
    late.socket.write("late");
    await untilAnsweredBeside();
    expect([caller.received(), late.received()]).toEqual(["", ""]);
    proxy.stall(["up"]);
    caller.socket.write("two");
    await untilAnsweredBeside();
    expect(caller.isClosed()).toBe(false);
    proxy.resume();
    await until("everything came", () => caller.received() === "onetwo" && late.received() === "late");
  });

  it("holds some connections up and not the others", async () => {
    const [silent, lively] = [await call(), await call()];
    let count = 0;
    proxy.stallSome(() => ++count === 1);
    silent.socket.write("a");
    lively.socket.write("b");
    await until("the lively one is answered", () => lively.received() === "b");
    expect(silent.received()).toBe("");
    proxy.resume();
    await until("the silent one is answered", () => silent.received() === "a");
  });

  it("never speaks again on a forsaken connection, and does on a new one", async () => {
    const caller = await call();
    proxy.forsake();
    caller.socket.write("lost");
    proxy.resume();
    const next = await call();
    next.socket.write("found");
    await until("the new one is answered", () => next.received() === "found");
    expect([caller.received(), caller.isClosed()]).toEqual(["", false]);
  });

  it("cuts both sides at once", async () => {
    const caller = await call();
    proxy.cut();
    await until("the caller knows", () => caller.isClosed());
  });

  it("leads new connections elsewhere, and breaks those to nobody", async () => {
    const caller = await call();
    proxy.retarget(portOf(other));
    const next = await open();
    await until("the other one has answered", () => next.received() === "elsewhere");
    caller.socket.write("still here");
    await until("the first goes on", () => caller.received() === "still here");
    proxy.retarget(1);
    const nobody = await open();
    await until("nobody is there", () => nobody.isClosed());
  });
});

interface Caller {
  socket: Socket;
  received(): string;
  isClosed(): boolean;
}

/** By the time that another proxy has led words to the same program and back, twice, what this one lets through has come. */
async function untilAnsweredBeside(): Promise<void> {
  const beside = await TcpProxy.start(portOf(echo));
  const { socket, received } = await open(beside);
  socket.write("a");
  await until("another proxy answers", () => received() === "a");
  socket.write("b");
  await until("another proxy answers again", () => received() === "ab");
  socket.destroy();
  await beside.close();
}

/** A caller whose way to the echo is known to work. */
async function call(): Promise<Caller> {
  proxy = proxy?.port ? proxy : await TcpProxy.start(portOf(echo));
  return await open();
}

async function open(through = proxy): Promise<Caller> {
  let text = "";
  let isClosed = false;
  const socket = connect(through.port, "127.0.0.1");
  taken.push(socket);
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => (text += chunk));
  socket.on("error", () => undefined);
  socket.on("close", () => (isClosed = true));
  await new Promise((resolve) => socket.once("connect", resolve));
  await until("the proxy has taken it", () => through.connections > 0 || isClosed);
  return { socket, received: () => text, isClosed: () => isClosed };
}

function listen(onSocket: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => undefined);
      onSocket(socket);
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
