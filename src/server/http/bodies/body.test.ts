import { IncomingMessage } from "node:http";
import { connect, Socket } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { LIMITS } from "@/shared/limits";
import { loadEnv } from "@/server/process/env";
import { BodyReader } from "./body";
import { createHttpServer, type HttpServer } from "@/server/http/http";
import { readBodyText } from "./request-body";
import { publicRoute } from "@/server/api/route";

const SLACK = 512 * 1024;
/** The most bytes that are read of a refused body. */
const LINGERED = 1024 * 1024;
let http: HttpServer;
let port = 0;
let serverSide: Socket | null = null;
let pagesAsked = 0;

beforeAll(async () => {
  const settings = loadEnv({ LOG_LEVEL: "silent" });
  http = createHttpServer({ ...settings, port: 0 }, false);
  http.server.on("connection", (socket: Socket) => (serverSide = socket));
  await http.listen();
  const json = publicRoute({ body: z.object({ text: z.string() }) }, async ({ body }) => ({
    length: body.text.length,
  }));
  const form = publicRoute({ takes: "small" }, async ({ request }) => ({
    length: (await readBodyText(request, LIMITS.smallBodyBytes)).length,
  }));
  const careless = publicRoute({ takes: "json" }, async ({ request }) => (await request.text()).length);
  const none = publicRoute({}, async () => ({ ok: true }));
  await http.serve(
    async (_request, response) => {
      pagesAsked += 1;
      response.end("page");
      return true;
    },
    [
      { method: "POST", pattern: "/api/json", handler: json },
      { method: "POST", pattern: "/api/form", handler: form },
      { method: "POST", pattern: "/api/careless", handler: careless },
      { method: "POST", pattern: "/api/none", handler: none },
      { method: "GET", pattern: "/api/json", handler: none },
      { method: "DELETE", pattern: "/api/json", handler: none },
    ],
  );
  const address = http.server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => http.drain(0));
beforeEach(() => {
  pagesAsked = 0;
});

interface Sent {
  status: number;
  body: string;
  /** Bytes that the server took from the connection. */
  taken: number;
}

/** Sends a head, then `bytes` of body in whatever way, and reads until the connection ends or the answer is there. */
function send(options: {
  line: string;
  headers?: string[];
  bytes: number;
  isChunked?: boolean;
  piece?: number;
}): Promise<Sent> {
  const framing = options.isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${options.bytes}`;
  const head = [
    `${options.line} HTTP/1.1`,
    "Host: localhost",
    framing,
    ...(options.headers ?? []),
    "",
    "",
  ].join("\r\n");
  return new Promise((resolve) => {
    let answer = "";
    let left = options.bytes;
    const socket = connect(port, "127.0.0.1");
    const server = (): Socket | null => serverSide;
    const finish = (): void => {
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0),
        body: answer.slice(answer.indexOf("\r\n\r\n") + 4),
        taken: server()?.bytesRead ?? 0,
      });
      socket.destroy();
    };
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        const size = Math.min(left, options.piece ?? 16_384);
        const piece = "x".repeat(size);
        left -= size;
        const isTaken = socket.write(options.isChunked ? `${size.toString(16)}\r\n${piece}\r\n` : piece);
        if (!isTaken) {
          socket.once("drain", more);
          return;
        }
      }
      if (left === 0 && options.isChunked) {
        socket.write("0\r\n\r\n");
      }
    };
    socket.on("connect", () => {
      socket.write(head);
      more();
    });
    socket.on("data", (part) => {
      answer += part.toString("latin1");
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? Number.NaN);
      const end = answer.indexOf("\r\n\r\n");
      if ((end !== -1 && answer.length >= end + 4 + length) || answer.endsWith("0\r\n\r\n")) {
        finish();
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", finish);
  });
}

const MEGABYTES = 60 * 1024 * 1024;
const TOO_LARGE = [
  ["POST /api/json", LIMITS.smallBodyBytes],
  ["POST /api/form", LIMITS.smallBodyBytes],
  ["POST /api/careless", LIMITS.jsonBodyBytes],
  ["POST /tickets", LIMITS.smallBodyBytes],
  ["PUT /_next/static/x.js", LIMITS.smallBodyBytes],
  ["GET /tickets", LIMITS.smallBodyBytes],
  ["GET /api/json", LIMITS.smallBodyBytes],
  ["OPTIONS /api/json", LIMITS.smallBodyBytes],
  ["POST /health", LIMITS.smallBodyBytes],
] as const;

describe("a body of 60 MB", () => {
  it.each(TOO_LARGE)("to %s is refused before it is read, where its length is declared", async (line) => {
    const { status, body, taken } = await send({
      line,
      bytes: MEGABYTES,
      headers: ["Content-Type: application/json"],
    });
    expect([status, JSON.parse(body).code]).toEqual([413, "too_large"]);
    expect(taken).toBeLessThan(LINGERED + SLACK);
    expect(pagesAsked).toBe(0);
  });

  it.each(TOO_LARGE)("to %s is cut at its limit, where it comes in chunks", async (line, limit) => {
    const { status, body, taken } = await send({
      line,
      bytes: MEGABYTES,
      isChunked: true,
      headers: ["Content-Type: application/json"],
    });
    expect([status, JSON.parse(body).code]).toEqual([413, "too_large"]);
    expect(taken).toBeLessThan(limit + LINGERED + SLACK);
    expect(pagesAsked).toBe(0);
  });

  it.each(["POST /api/none", "DELETE /api/json"])(
    "to %s, which reads none, is not waited for",
    async (line) => {
      const { status, taken } = await send({ line, bytes: MEGABYTES, isChunked: true });
      expect(status).toBe(200);
      expect(taken).toBeLessThan(LINGERED + SLACK);
    },
  );
});

it("no body of any size, framing or pieces is taken beyond its limit, and all get an answer", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        target: fc.constantFrom(...TOO_LARGE),
        bytes: fc.integer({ min: 1, max: 3 * 1024 * 1024 }),
        isChunked: fc.boolean(),
        piece: fc.constantFrom(1_000, 16_384, 100_000),
      }),
      async ({ target: [line, limit], ...options }) => {
        const { status, taken } = await send({
          line,
          ...options,
          headers: ["Content-Type: application/json"],
        });
        expect(taken).toBeLessThan(limit + LINGERED + SLACK);
        expect(status === 413).toBe(options.bytes > limit);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      },
    ),
    { numRuns: 40 },
  );
});

describe("a body", () => {
  it("that is compressed is refused, whatever it would unfold to", async () => {
    const { status } = await send({
      line: "POST /api/json",
      bytes: 100,
      headers: ["Content-Type: application/json", "Content-Encoding: gzip"],
    });
    expect(status).toBe(415);
  });

  it("to a page is refused by the method, and never reaches it", async () => {
    expect((await send({ line: "POST /tickets", bytes: 10 })).status).toBe(405);
    expect((await send({ line: "GET /tickets", bytes: 10 })).status).toBe(200);
    expect(pagesAsked).toBe(1);
  });

  it("whose sender asks first whether it is wanted is sent only when it is", async () => {
    const refused = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () =>
        socket.write(
          "POST /api/json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\nExpect: 100-continue\r\n\r\n",
        ),
      );
      socket.once("data", (part) => {
        resolve(part.toString());
        socket.destroy();
      });
    });
    expect(refused).toMatch(/^HTTP\/1\.1 413 /);
    const wanted = await new Promise<string>((resolve) => {
      let answer = "";
      const socket = connect(port, "127.0.0.1", () =>
        socket.write(
          "POST /api/json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 13\r\nExpect: 100-continue\r\n\r\n",
        ),
      );
      socket.on("data", (part) => {
        if (answer === "") {
          socket.write('{"text":"ab"}');
        }
        answer += part.toString();
      });
      socket.on("close", () => resolve(answer));
    });
    expect(wanted).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[^]*{"length":2}/);
  });
});

describe("a body that trickles", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => vi.useRealTimers();
  });

  /** Reads a body that gets `bytes` every `milliseconds`, for as long as it is read; returns how that ended, and when. */
  async function read(bytes: number, milliseconds: number): Promise<{ code: unknown; seconds: number }> {
    const request = new IncomingMessage(new Socket());
    const reader = new BodyReader(request, LIMITS.jsonBodyBytes);
    const began = performance.now();
    let ended: { code: unknown; seconds: number } | null = null;
    const reading = (async () => {
      while ((await reader.next()) !== null) {
        // Only how it ends matters.
      }
    })().catch((error: unknown) => {
      ended = { code: Reflect.get(Object(error), "code"), seconds: (performance.now() - began) / 1_000 };
    });
    for (let count = 0; ended === null && count < 10_000; count += 1) {
      await vi.advanceTimersByTimeAsync(milliseconds);
      request.push(Buffer.alloc(bytes));
    }
    await reading;
    return ended ?? { code: "never", seconds: Number.NaN };
  }

  it("is given up in time, and one from a slow line is not", async () => {
    expect(await read(1, 100)).toEqual({ code: "timeout", seconds: expect.closeTo(20, 0) });
    expect((await read(1_000, 1_000)).seconds).toBeLessThan(60);
    expect((await read(1, 40_000)).seconds).toBeLessThanOrEqual(30);
    // Three kilobytes a second come through to the limit.
    expect((await read(3_000, 1_000)).code).toBe("too_large");
  });
});
