import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sendWebResponse, toWebRequest } from "./node-to-web";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe("a Web request's signal", () => {
  it("aborts when the client goes away, for who asks early and for who asks late", async () => {
    const { port, arrived } = await listen();
    const client = connectTo(port);
    client.write("POST /files HTTP/1.1\r\nhost: desk\r\ncontent-length: 10\r\n\r\n12345");
    const { request, response } = await arrived;
    const early = request.signal;
    expect(early.aborted).toBe(false);
    const gone = once(response, "close");
    client.destroy();
    await gone;
    expect(early.aborted).toBe(true);
    expect(request.signal).toBe(early);
  });

  it("is aborted already for who asks for the first time after the client went away", async () => {
    const { port, arrived } = await listen();
    const client = connectTo(port);
    client.write("GET / HTTP/1.1\r\nhost: desk\r\n\r\n");
    const { request, response } = await arrived;
    const gone = once(response, "close");
    client.destroy();
    await gone;
    expect(request.signal.aborted).toBe(true);
  });

  it("does not abort where the answer was sent", async () => {
    const { port, arrived } = await listen();
    const fetched = fetch(`http://127.0.0.1:${port}/`);
    const { request, response } = await arrived;
    const { signal } = request;
    const closed = once(response, "close");
    await sendWebResponse(response, Response.json({}));
    await (await fetched).json();
    await closed;
    expect(signal.aborted).toBe(false);
  });

  // Each signal leaves work for the collector, all of it at once: thousands of requests would stop the process for it.
  it("costs nothing where nobody asks for it", async () => {
    const { port, arrived } = await listen();
    connectTo(port).write("GET / HTTP/1.1\r\nhost: desk\r\n\r\n");
    const { request, response, listeners } = await arrived;
    expect(response.listenerCount("close")).toBe(listeners);
    expect(request.signal.aborted).toBe(false);
    expect(response.listenerCount("close")).toBe(listeners + 1);
  });
});

/** A client whose connection may end in any way. */
function connectTo(port: number): Socket {
  return connect(port, "127.0.0.1").on("error", () => undefined);
}

interface Arrived {
  request: Request;
  response: ServerResponse;
  listeners: number;
}

/** A server that hands on the first request that arrives, and answers nothing by itself. */
async function listen(): Promise<{ port: number; arrived: Promise<Arrived> }> {
  const listening = createServer();
  server = listening;
  const arrived = new Promise<Arrived>((resolve) => {
    listening.once("request", (incoming, response) => {
      const listeners = response.listenerCount("close");
      resolve({ request: toWebRequest(incoming, response, "http://desk"), response, listeners });
    });
  });
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  return { port: (listening.address() as AddressInfo).port, arrived };
}
