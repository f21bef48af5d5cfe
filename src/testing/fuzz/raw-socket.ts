import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { until } from "@/testing/wait";

/** When to give up, on a busy machine. */
const PATIENCE_MILLISECONDS = 30_000;
const HANDSHAKE_PATH = "/socket.io/?EIO=4&transport=websocket";

/** How a request for a WebSocket is made; what is not given is as a browser does it. */
export interface Upgrade {
  path?: string;
  headers?: Record<string, string>;
}

/** A WebSocket by hand, over a bare TCP connection: it can say what no client says, and stop reading. */
export class RawSocket {
  /** The first line of the answer to the request, "" before it came. */
  status = "";
  /** Text frames in the order they came. */
  readonly texts: string[] = [];
  isClosed = false;
  /** Whether it does its part when the server closes the WebSocket. */
  agreesToClose = true;
  /** Takes each text frame instead of `texts`. */
  onText: (text: string) => void = (text) => void this.texts.push(text);
  onClose: () => void = () => undefined;
  private unread: Buffer = Buffer.alloc(0);

  private constructor(private readonly tcp: Socket) {
    tcp.on("data", (chunk) => this.read(chunk));
    tcp.on("error", () => undefined);
    tcp.once("close", () => {
      this.isClosed = true;
      this.onClose();
    });
  }

  /** Connects, asks for a WebSocket and waits for the answer, whatever it is, or for the end of the connection. */
  static async open(url: string, upgrade: Upgrade = {}): Promise<RawSocket> {
    const { host, hostname, port } = new URL(url);
    const tcp = connect(Number(port), hostname);
    const raw = new RawSocket(tcp);
    const headers = {
      Host: host,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      ...upgrade.headers,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    tcp.write(`GET ${upgrade.path ?? HANDSHAKE_PATH} HTTP/1.1\r\n${lines.join("")}\r\n`);
    await until(
      "the request for a WebSocket is answered",
      () => raw.status !== "" || raw.isClosed,
      PATIENCE_MILLISECONDS,
    );
    return raw;
  }

  /** Connects as the person of this access token, up to the answer to Socket.IO's own handshake. */
  static async signIn(url: string, token: string): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    raw.send(`40${JSON.stringify({ token })}`);
    await until(
      "the session is ready",
      () => raw.texts.some((text) => text.includes("session:ready")),
      PATIENCE_MILLISECONDS,
    );
    return raw;
  }

  /** Bytes that came over the connection. */
  get bytesRead(): number {
    return this.tcp.bytesRead;
  }

  /** Sends one frame, by default of text. */
  send(payload: string | Buffer, opcode = TEXT): void {
    this.tcp.write(frame(opcode, Buffer.from(payload)));
  }

  /** Sends frames of text in one packet. */
  sendTogether(payloads: readonly string[]): void {
    this.tcp.write(Buffer.concat(payloads.map((payload) => frame(TEXT, Buffer.from(payload)))));
  }

  /** Sends bytes as they are. */
  write(bytes: string | Buffer): void {
    this.tcp.write(bytes);
  }

  /** Stops reading: what the server sends stays in its buffers. */
  pause(): void {
    this.tcp.pause();
  }

  resume(): void {
    this.tcp.resume();
  }

  /** Closes our half and leaves the other open. */
  halfClose(): void {
    this.tcp.end();
  }

  destroy(): void {
    this.tcp.destroy();
  }

  private read(chunk: Buffer): void {
    this.unread = Buffer.concat([this.unread, chunk]);
    if (this.status === "") {
      const end = this.unread.indexOf("\r\n\r\n");
      if (end < 0) {
        return;
      }
      this.status = this.unread.subarray(0, end).toString().split("\r\n", 1)[0] ?? "";
      this.unread = this.unread.subarray(end + 4);
    }
    for (let next = takeFrame(this.unread); next !== null; next = takeFrame(this.unread)) {
      this.unread = next.rest;
      if (next.opcode === CLOSE && this.agreesToClose) {
        this.send("", CLOSE);
        this.tcp.end();
      } else if (next.opcode === TEXT) {
        if (next.payload.equals(PING)) {
          this.send("3");
        }
        this.onText(next.payload.toString());
      }
    }
  }
}

const TEXT = 1;
const CLOSE = 8;
const PING = Buffer.from("2");

/** A frame as a client sends it: whole and masked. */
function frame(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const length = payload.length;
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 0x80 | 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | 127, 0, 0, 0, 0]), uint32(length)]);
  const masked = Buffer.from(payload);
  for (let at = 0; at < length; at++) {
    masked.writeUInt8(masked.readUInt8(at) ^ mask.readUInt8(at & 3), at);
  }
  return Buffer.concat([head, mask, masked]);
}

/** The first whole frame of what came from a server, and what is left. */
function takeFrame(bytes: Buffer): { opcode: number; payload: Buffer; rest: Buffer } | null {
  if (bytes.length < 2) {
    return null;
  }
  const short = bytes.readUInt8(1) & 127;
  const start = short === 126 ? 4 : short === 127 ? 10 : 2;
  if (bytes.length < start) {
    return null;
  }
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? bytes.readUInt32BE(6) : short;
  if (bytes.length < start + length) {
    return null;
  }
  return {
    opcode: bytes.readUInt8(0) & 15,
    payload: bytes.subarray(start, start + length),
    rest: bytes.subarray(start + length),
  };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
