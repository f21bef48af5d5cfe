import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEnv } from "@/server/process/env";
import { startEchoingHttp } from "@/testing/http/server";
import type { HttpServer } from "./http";

let http: HttpServer;
let port: number;

beforeAll(async () => {
  [http, port] = await startEchoingHttp(
    loadEnv({ METRICS_TOKEN: "let-me-in-to-read-them", LOG_LEVEL: "silent" }),
  );
});
afterAll(() => http.drain(0));

/** Sends bytes as they are and returns the first line of the answer, or the whole; "" when the connection is closed without one. */
function raw(text: string, wanted: "line" | "whole" = "line"): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (part) => {
      answer += part.toString();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(wanted === "whole" ? answer : (answer.split("\r\n")[0] ?? "")));
  });
}

describe("the measurements, asked for from this machine by another's page", () => {
  const ask = async (host: string, more = "", path = "/metrics"): Promise<string> =>
    await raw(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`);

  it.each(["localhost", "LOCALHOST:3003", "127.0.0.1", "127.3.2.1:3003", "[::1]:3003", "localhost."])(
    "are there under a name of this machine: %s",
    async (host) => {
      expect(await ask(host)).toBe("HTTP/1.1 200 OK");
    },
  );

  it.each([
    "evil.example",
    "evil.example:3003",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "10.0.0.1",
    "0.0.0.0",
  ])("do not exist under any other, which its resolver may have made point here: %s", async (host) => {
    expect(await ask(host)).toBe("HTTP/1.1 404 Not Found");
    expect(await ask(host, "Authorization: Bearer let-me-in-to-read-them\r\n")).toBe("HTTP/1.1 200 OK");
  });

  it("do not exist for a page of another port, nor without any name", async () => {
    expect(await ask("localhost", "Origin: http://localhost:9\r\n")).toBe("HTTP/1.1 404 Not Found");
    expect(await ask("localhost", "Sec-Fetch-Site: same-site\r\n")).toBe("HTTP/1.1 404 Not Found");
    expect(await raw("GET /metrics HTTP/1.0\r\n\r\n")).toBe("HTTP/1.1 404 Not Found");
  });

  it("probes answer under any name", async () => {
    expect(await ask("evil.example", "", "/health")).toBe("HTTP/1.1 200 OK");
  });
});

describe("a Host", () => {
  it.each(["a@b", "a b", "a/b", "help.example.org, evil.example", "a..b", "[::1", "%6c", "x:99999"])(
    "that is none is refused: %s",
    async (host) => {
      expect(await raw(`GET /page HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).toBe(
        "HTTP/1.1 400 Bad Request",
      );
    },
  );

  it("given twice is refused", async () => {
    expect(
      await raw("GET /page HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
    ).toBe("HTTP/1.1 400 Bad Request");
  });

  it.each([
    ["LocalHost.:3003", "localhost:3003"],
    ["B.Example.ORG.", "b.example.org"],
    ["b.example.org:80", "b.example.org"],
    ["bücher.example", "xn--bcher-kva.example"],
  ])("is handed on in its one form: %s", async (input, seen) => {
    const body = await raw(`GET /page HTTP/1.1\r\nHost: ${input}\r\nConnection: close\r\n\r\n`, "whole");
    expect(body).toContain(`"host":"${seen}"`);
  });
});

describe("the headers of every answer", () => {
  const REQUESTS: [string, string][] = [
    ["a page", "GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
    ["a probe", "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
    ["an error of a route", "GET /api/broken HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"],
    ["no HTTP at all", "hello\r\n\r\n"],
    ["headers without end", `GET / HTTP/1.1\r\nHost: x\r\na: ${"x".repeat(20_000)}\r\n\r\n`],
    ["a bad Host", "GET / HTTP/1.1\r\nHost: a@b\r\nConnection: close\r\n\r\n"],
    [
      "a socket to nowhere",
      "GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
  ];

  it.each(REQUESTS)("are on %s", async (_what, text) => {
    const answer = await raw(text, "whole");
    for (const name of [
      "x-content-type-options: nosniff",
      "referrer-policy: same-origin",
      "x-frame-options: DENY",
      "cross-origin-resource-policy: same-origin",
      "cross-origin-opener-policy: same-origin",
      "permissions-policy: ",
      "content-security-policy: ",
    ]) {
      expect(answer.toLowerCase().split(`\r\n${name.toLowerCase()}`)).toHaveLength(2);
    }
    expect(answer.toLowerCase()).not.toContain("strict-transport-security");
  });

  it("say to stay with https where the public address or a trusted proxy is", async () => {
    const hsts = async (settings: Record<string, string>, headers: Record<string, string> = {}) => {
      const [started, its] = await startEchoingHttp(loadEnv({ LOG_LEVEL: "silent", ...settings }));
      const answers = await Promise.all(
        ["/page", "/health", "/api/broken"].map((path) =>
          fetch(`http://127.0.0.1:${its}${path}`, { headers }),
        ),
      );
      await started.drain(0);
      return answers.map((answer) => answer.headers.get("strict-transport-security"));
    };
    const year = Array.from({ length: 3 }, () => "max-age=31536000");
    expect(await hsts({ NEXTAUTH_URL: "https://help.example.org" })).toEqual(year);
    expect(await hsts({ TRUST_PROXY: "1" }, { "x-forwarded-proto": "https" })).toEqual(year);
    expect(await hsts({}, { "x-forwarded-proto": "https" })).toEqual([null, null, null]);
  });
});
