import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A request as bytes: nothing in it has to make sense. */
export interface WireRequest {
  method: string;
  path: string;
  /** In order, repeated ones too; `Host` and the length are added unless they are here. */
  headers: readonly (readonly [string, string])[];
  body?: Buffer;
  /** How the body travels: at once, in chunks, drop by drop, or broken off in the middle. */
  manner?: "whole" | "chunked" | "slow" | "cut";
}

/** What came back: status 0 when the connection ended without an answer, -1 when nothing came at all. */
export interface WireAnswer {
  status: number;
  /** Names in lower case; repeated ones joined. */
  headers: ReadonlyMap<string, string>;
  text: string;
  bytes: number;
}

const PATIENCE_MILLISECONDS = 30_000;
/** Of an answer, what is kept to be judged; the rest is only counted. */
const KEPT_BYTES = 4 * 1024 * 1024;
const DROPS = 8;
const DROP_MILLISECONDS = 60;

/** Sends a request over a connection of its own, and reads what comes until the server closes it. */
export async function sendWire(url: string, request: WireRequest): Promise<WireAnswer> {
  const { hostname, port, host } = new URL(url);
  const tcp = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const ended = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), PATIENCE_MILLISECONDS);
    const over = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    tcp.on("data", (chunk) => {
      bytes += chunk.length;
      if (bytes < KEPT_BYTES) {
        chunks.push(chunk);
      }
    });
    tcp.on("error", over);
    tcp.once("close", over);
  });
  tcp.write(headOf(request, host), "latin1");
  await sendBody(tcp, request);
  const isOver = await ended;
  tcp.destroy();
  return isOver || chunks.length > 0
    ? readAnswer(Buffer.concat(chunks), bytes)
    : { status: -1, headers: new Map(), text: "", bytes: 0 };
}

/** The parts of a head: headers may hold any byte, written as latin1. */
function headOf({ method, path, headers, body, manner }: WireRequest, host: string): string {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const all = [
    ...(names.has("host") ? [] : [["Host", host] as const]),
    ["Connection", "close"] as const,
    ...headers,
  ];
  if (manner === "chunked") {
    all.push(["Transfer-Encoding", "chunked"]);
  } else if (body !== undefined && !names.has("content-length") && !names.has("transfer-encoding")) {
    all.push(["Content-Length", String(body.length)]);
  }
  return `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

async function sendBody(tcp: ReturnType<typeof connect>, request: WireRequest): Promise<void> {
  const { body, manner = "whole" } = request;
  if (body === undefined) {
    return;
  }
  if (manner === "chunked") {
    tcp.write(`${body.length.toString(16)}\r\n`);
    tcp.write(body);
    tcp.write("\r\n0\r\n\r\n");
  } else if (manner === "whole") {
    tcp.write(body);
  } else {
    const step = Math.max(1, Math.ceil(body.length / DROPS));
    const drops = manner === "cut" ? DROPS / 2 : DROPS;
    for (let drop = 0; drop < drops && !tcp.destroyed; drop += 1) {
      tcp.write(body.subarray(drop * step, (drop + 1) * step));
      await sleep(manner === "cut" ? 1 : DROP_MILLISECONDS);
    }
    if (manner === "cut") {
      tcp.destroy();
    }
  }
}

function readAnswer(whole: Buffer, bytes: number): WireAnswer {
  const end = whole.indexOf("\r\n\r\n");
  const head = whole.subarray(0, Math.max(0, end)).toString("latin1").split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head[0] ?? "")?.[1] ?? 0);
  if (status === 100) {
    return readAnswer(whole.subarray(end + 4), bytes);
  }
  const headers = new Map<string, string>();
  for (const line of head.slice(1)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [headers.get(name), line.slice(colon + 1).trim()].filter(Boolean).join(", "));
  }
  const raw = whole.subarray(end + 4);
  const body = headers.get("transfer-encoding") === "chunked" ? unchunk(raw) : raw;
  return { status, headers, text: body.toString("utf8"), bytes };
}

function unchunk(raw: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < raw.length;) {
    const line = raw.indexOf("\r\n", at);
    const size = line < 0 ? 0 : parseInt(raw.subarray(at, line).toString("latin1"), 16);
    if (!(size > 0)) {
      break;
    }
    parts.push(raw.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
  return Buffer.concat(parts);
}
