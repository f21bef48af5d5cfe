import { connect } from "node:net";
import fc from "fast-check";
import { RawSocket } from "./raw-socket";

/** An invalid request, and its outcome: a status, or "closed" when the server ended the connection. */
export type Garbage =
  { kind: "http"; request: string } | { kind: "frames"; bytes: Buffer } | { kind: "poll"; body: string };

const SOCKET_PATHS = [
  "",
  "?",
  "?EIO=4",
  "?EIO=3&transport=polling",
  "?EIO=abc&transport=polling",
  "?EIO=4&transport=__proto__",
  "?EIO=4&transport=webtransport",
  "?EIO=4&transport=websocket",
  "?EIO=4&transport=polling&sid=unknown",
  "?EIO=4&transport=polling&sid=__proto__",
  "?EIO=4&transport=websocket&sid=constructor",
  "?EIO=4&transport=polling&j=1",
  "?%",
  "?EIO=4&EIO=4&transport=polling&transport=websocket&sid=&sid=",
  "../../etc/passwd",
  "%00?EIO=4&transport=polling",
];
const HEADERS = [
  "",
  "Upgrade: websocket\r\nConnection: Upgrade\r\n",
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: short\r\nSec-WebSocket-Version: 13\r\n",
  "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 99\r\n",
  "Upgrade: h2c\r\nConnection: Upgrade\r\n",
  "Content-Length: -1\r\n",
  "Content-Length: 10\r\nTransfer-Encoding: chunked\r\n",
  "Transfer-Encoding: chunked\r\n",
  "Origin: \u0007\r\n",
  "Cookie: next-auth.session-token=" + "x".repeat(20_000) + "\r\n",
  "Authorization: Bearer \r\n",
  "Expect: 100-continue\r\n",
];

const httpGarbage: fc.Arbitrary<Garbage> = fc
  .tuple(
    fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get", "NONSENSE", ""),
    fc.constantFrom("/socket.io/", "/socket.io", "//socket.io/", "http://[x/socket.io/", "/api/tickets/"),
    fc.oneof(fc.constantFrom(...SOCKET_PATHS), fc.string({ unit: "grapheme-ascii", maxLength: 40 })),
    fc.constantFrom("HTTP/1.1", "HTTP/1.0", "HTTP/9", ""),
    fc.constantFrom(...HEADERS),
    fc.string({ unit: "binary-ascii", maxLength: 60 }),
  )
  .map(([method, path, query, version, headers, body]) => ({
    kind: "http",
    request: `${method} ${path}${query} ${version}\r\nHost: 127.0.0.1\r\n${headers}\r\n${body}`,
  }));

const frameGarbage: fc.Arbitrary<Garbage> = fc.oneof(
  fc
    .constantFrom(
      [0x81, 0x01, 0x41],
      [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0],
      [0x81, 0xff, 0, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0, 0],
      [0x01, 0x81, 0, 0, 0, 0, 0x41],
      [0x80, 0x80, 0, 0, 0, 0],
      [0x83, 0x80, 0, 0, 0, 0],
      [0xf1, 0x80, 0, 0, 0, 0],
      [0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0],
      [0x88, 0x81, 0, 0, 0, 0, 0x01],
      [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01],
      [0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28],
      [0x8a, 0x80, 0, 0, 0, 0],
    )
    .map((bytes): Garbage => ({ kind: "frames", bytes: Buffer.from(bytes) })),
  fc
    .uint8Array({ minLength: 1, maxLength: 200 })
    .map((bytes): Garbage => ({ kind: "frames", bytes: Buffer.from(bytes) })),
);

const pollGarbage: fc.Arbitrary<Garbage> = fc
  .oneof(
    fc.constantFrom(
      "",
      "\u001e",
      "\u001e".repeat(1_000),
      "2\u001e2\u001e2",
      "40",
      "bAAAA",
      "b!!!!",
      "4",
      "1",
      "6",
      "40/nowhere,\u001e".repeat(5_000),
      "4" + "x".repeat(500_000),
      "x".repeat(1_200_000),
    ),
    fc.string({ unit: "binary", maxLength: 200 }),
  )
  .map((body) => ({ kind: "poll", body }));

/** What breaks HTTP, WebSocket frames and long polling. */
export const garbage: fc.Arbitrary<Garbage> = fc.oneof(httpGarbage, frameGarbage, pollGarbage);

/** Throws it at a server, and answers with what it did: never more than a refusal. */
export async function throwAt(url: string, one: Garbage): Promise<string> {
  switch (one.kind) {
    case "http":
      return await request(url, one.request);
    case "frames": {
      const raw = await RawSocket.open(url);
      raw.write(one.bytes);
      raw.halfClose();
      raw.destroy();
      return "closed";
    }
    case "poll":
      return await poll(url, one.body);
  }
}

/** The first line that comes back; half of what is sent never ends, so it closes its own half behind it. */
function request(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const tcp = connect(Number(port), hostname);
    let received = "";
    const done = (): void => {
      tcp.destroy();
      resolve(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1] ?? "closed");
    };
    tcp.on("data", (data) => {
      received += data.toString("latin1");
      if (received.includes("\r\n")) {
        done();
      }
    });
    tcp.on("error", () => undefined);
    tcp.once("close", done);
    tcp.end(bytes);
  });
}

/** A polling connection of its own: everything wrong at once, the body twice together, two polls together. */
async function poll(url: string, body: string): Promise<string> {
  const polling = `${url}/socket.io/?EIO=4&transport=polling`;
  const opened = await (await fetch(polling)).text();
  const sid = /"sid":"([^"]+)"/.exec(opened)?.[1] ?? "";
  const at = `${polling}&sid=${sid}`;
  const answers = await Promise.all(
    [
      { method: "POST", body },
      { method: "POST", body, headers: { "content-type": "application/octet-stream" } },
      { method: "PUT", body },
      { method: "POST", body: "40" },
    ].map((init) => status(at, init)),
  );
  const polls = await Promise.all([status(at, {}), status(at, {})]);
  return [...answers, ...polls].sort().at(-1) ?? "closed";
}

async function status(url: string, init: RequestInit): Promise<string> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    // A connection that the server cut is as good as an answer; one that it leaves hanging is not.
    return error instanceof Error && error.name === "TimeoutError" ? "silence" : "closed";
  }
}
