import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadEnv, type Env } from "@/server/process/env";
import { startEchoingHttp } from "@/testing/http/server";
import { registerReadiness } from "./answers/health";
import { createHttpServer, type HttpServer } from "./http";

const PARTNER = "https://partner.example.org";
let http: HttpServer;
let port: number;

const startServer = (settings: Env) =>
  startEchoingHttp(settings, [
    {
      method: "POST",
      pattern: "/api/echo/[name]",
      handler: async (request, { params }) =>
        Response.json({ name: (await params)["name"], body: await request.text() }, { status: 201 }),
    },
  ]);

beforeAll(async () => {
  [http, port] = await startServer(
    loadEnv({ ALLOWED_ORIGINS: PARTNER, METRICS_TOKEN: "open-sesame-for-metrics", LOG_LEVEL: "silent" }),
  );
});
afterAll(() => http.drain(0));

const at = (path: string): string => `http://127.0.0.1:${port}${path}`;

/** Sends bytes as they are and returns the first line of the answer, or "" when the connection is closed without one. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (part) => {
      answer += part.toString();
      if (answer.includes("\r\n")) {
        socket.end();
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
  });
}

describe("the probes", () => {
  it("say that the process lives, with its version", async () => {
    const response = await fetch(at("/health"));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok", version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it("are 503 while a dependency is not well, and name it", async () => {
    let isWell = false;
    registerReadiness("oracle", () => ({ ok: isWell, detail: "sulks" }));
    const ill = await fetch(at("/ready"));
    expect(ill.status).toBe(503);
    expect(await ill.json()).toMatchObject({ status: "unavailable", oracle: { ok: false, detail: "sulks" } });
    isWell = true;
    expect((await fetch(at("/ready"))).status).toBe(200);
  });

  it("are 503 until pages are served, though all dependencies are well", async () => {
    const starting = createHttpServer(loadEnv({ PORT: "1", LOG_LEVEL: "silent" }), false);
    await new Promise<void>((resolve) => starting.server.listen(0, "127.0.0.1", resolve));
    const address = starting.server.address();
    const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/ready`;
    const early = await fetch(url);
    expect(early.status).toBe(503);
    expect(await early.json()).toMatchObject({ status: "starting" });
    await starting.serve(async (_request, response) => Boolean(response.end()));
    expect((await fetch(url)).status).toBe(200);
    await starting.drain(0);
  });

  it("refuse other methods", async () => {
    expect((await fetch(at("/health"), { method: "POST" })).status).toBe(405);
  });
});

describe("the measurements", () => {
  it("are read from this machine", async () => {
    const response = await fetch(at("/metrics"));
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("http_request_duration_seconds_bucket");
  });

  it.each(["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"])(
    "do not exist for what came through a proxy (%s)",
    async (name) => {
      expect((await fetch(at("/metrics"), { headers: { [name]: "127.0.0.1" } })).status).toBe(404);
    },
  );

  it("are read from anywhere with the token alone", async () => {
    const from = async (token: string): Promise<number> =>
      (
        await fetch(at("/metrics"), {
          headers: { "x-forwarded-for": "203.0.113.7", authorization: `Bearer ${token}` },
        })
      ).status;
    expect(await from("open-sesame-for-metrics")).toBe(200);
    expect(await from("letmeio")).toBe(404);
    expect(await from("")).toBe(404);
  });
});

describe("what the application learns of a request", () => {
  it("cannot be invented by the client", async () => {
    const response = await fetch(at("/page"), {
      headers: {
        "x-helpejo-client-address": "6.6.6.6",
        "x-forwarded-for": "6.6.6.6",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
        "x-request-id": "invented-by-client",
        "x-nonce": "mine",
        "content-security-policy": "script-src *",
        "x-middleware-subrequest": "middleware",
      },
    });
    const seen: Record<string, string> = await response.json();
    expect(seen["x-helpejo-client-address"]).toBe("127.0.0.1");
    expect(seen["x-forwarded-for"]).toBe("127.0.0.1");
    expect(seen["x-forwarded-host"]).toBe("localhost:3003");
    expect(seen["x-forwarded-proto"]).toBe("http");
    expect(seen["x-middleware-subrequest"]).toBeUndefined();
    expect(seen["x-request-id"]).not.toBe("invented-by-client");
    expect(seen["x-request-id"]).toBe(response.headers.get("x-request-id"));
    expect(seen["content-security-policy"]).toBe(response.headers.get("content-security-policy"));
    expect(seen["content-security-policy"]).toContain(`'nonce-${seen["x-nonce"]}'`);
  });

  it("comes from the proxy when one is trusted, its request id too", async () => {
    const [behind, its] = await startServer(
      loadEnv({ TRUST_PROXY: "1", NEXTAUTH_URL: "https://help.example.org", LOG_LEVEL: "silent" }),
    );
    const response = await fetch(`http://127.0.0.1:${its}/page`, {
      headers: {
        "x-forwarded-for": "6.6.6.6, 203.0.113.7",
        "x-forwarded-host": "help.example.org",
        "x-forwarded-proto": "https",
        "x-request-id": "from-the-proxy-1",
      },
    });
    const seen: Record<string, string> = await response.json();
    expect(seen).toMatchObject({
      "x-helpejo-client-address": "203.0.113.7",
      host: "help.example.org",
      "x-forwarded-proto": "https",
      "x-request-id": "from-the-proxy-1",
    });
    await behind.drain(0);
  });
});

describe("pages of other origins", () => {
  it("read answers of /api when they are allowed, with credentials", async () => {
    const response = await fetch(at("/api/echo/x"), {
      method: "POST",
      body: "b",
      headers: { origin: PARTNER },
    });
    expect(response.headers.get("access-control-allow-origin")).toBe(PARTNER);
    expect(response.headers.get("access-control-allow-credentials")).toBe("true");
    expect(response.headers.get("vary")).toContain("Origin");
  });

  it("learn in advance what they may send", async () => {
    const preflight = async (origin: string): Promise<Response> =>
      await fetch(at("/api/tickets"), {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "PATCH" },
      });
    const allowed = await preflight(PARTNER);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-methods")).toContain("PATCH");
    expect(allowed.headers.get("access-control-allow-headers")).toContain("Idempotency-Key");
    const foreign = await preflight("https://evil.example");
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    expect(await foreign.json()).toMatchObject({ code: "bad_origin" });
  });

  it("get no permission when they are not allowed, nor outside /api", async () => {
    const foreign = await fetch(at("/api/echo/x"), {
      method: "POST",
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    expect(
      (await fetch(at("/page"), { headers: { origin: PARTNER } })).headers.get("access-control-allow-origin"),
    ).toBeNull();
  });
});

describe("a mounted route", () => {
  it("is answered beside the pages, with its parameters and body", async () => {
    const response = await fetch(at("/api/echo/J%C3%B6rg"), { method: "POST", body: "the body" });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ name: "Jörg", body: "the body" });
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("that breaks answers 500 and keeps the reason to itself", async () => {
    const response = await fetch(at("/api/broken"));
    expect(response.status).toBe(500);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    const text = await response.text();
    expect(text).not.toContain("secret detail");
    expect(JSON.parse(text)).toMatchObject({
      code: "internal",
      requestId: response.headers.get("x-request-id"),
    });
  });
});

describe("nonsense", () => {
  it.each([
    ["no HTTP at all", "hello\r\n\r\n", "HTTP/1.1 400 Bad Request"],
    ["a bad header", "GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n", "HTTP/1.1 400 Bad Request"],
    [
      "headers without end",
      `GET / HTTP/1.1\r\nHost: x\r\na: ${"x".repeat(20_000)}\r\n\r\n`,
      "HTTP/1.1 431 Request Header Fields Too Large",
    ],
    [
      "an empty host in the path",
      "GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "HTTP/1.1 400 Bad Request",
    ],
    [
      "a whole address",
      "GET http://evil.example/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
      "HTTP/1.1 400 Bad Request",
    ],
    ["TRACE", "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 405 Method Not Allowed"],
    [
      "a socket to nowhere",
      "GET /elsewhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "HTTP/1.1 404 Not Found",
    ],
  ])("is answered, not obeyed: %s", async (name, text, answer) => {
    expect(await raw(text)).toBe(answer);
  });
});
