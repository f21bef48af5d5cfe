import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { until } from "@/testing/wait";
import { Renderer, type RendererPace } from "./renderer";

/** Stands in for Next.js, which needs a build: a process that keeps to the same orders, and breaks in each way when it is asked to. */
const PROGRAM = `
import { createServer } from "node:http";
import { existsSync, writeFileSync } from "node:fs";
const once = (name) => { const file = process.env.BROKEN_ONCE + name; const was = existsSync(file); writeFileSync(file, ""); return !was; };
if (process.env.BROKEN_START) process.exit(1);
const server = createServer((request, response) => {
  if (request.url === "/ends" && once("ends")) process.exit(1);
  if (request.url === "/hangs" && once("hangs")) for (;;);
  if (request.url === "/half") { response.writeHead(200, { "content-length": "100" }); response.write("half", () => process.exit(1)); return; }
  if (request.url === "/never") { response.on("close", () => writeFileSync(process.env.BROKEN_ONCE + "left", "")); return; }
  let body = "";
  request.on("data", (piece) => { body += piece; });
  request.on("end", () => {
    response.setHeader("Set-Cookie", ["a=1", "b=2"]);
    response.statusCode = 207;
    response.end(JSON.stringify({ url: request.url, method: request.method, headers: request.headers, body, pid: process.pid }));
  });
});
process.on("disconnect", () => process.exit(0));
process.on("message", (order) => {
  if (order.kind === "ping") process.send({ kind: "pong", memoryBytes: process.memoryUsage.rss(), cpuSeconds: 1 });
  if (order.kind === "begin") server.listen(order.socketPath, () => process.send({ kind: "ready" }));
  if (order.kind === "stop") process.exit(0);
});
`;
const PACE: RendererPace = { ping: 50, silence: 1_000, pause: 10, patience: 20_000 };

let folder: string;
const closing: (() => Promise<void>)[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "helpejo-renderer-"));
  writeFileSync(join(folder, "program.mjs"), PROGRAM);
  process.env["BROKEN_ONCE"] = `${folder}/`;
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) {
    await close();
  }
});
afterAll(() => {
  delete process.env["BROKEN_ONCE"];
  rmSync(folder, { recursive: true });
});

async function started(): Promise<{ renderer: Renderer; url: string }> {
  const renderer = new Renderer(join(folder, "program.mjs"), PACE);
  closing.push(() => renderer.close());
  await renderer.begin("postgres://nowhere");
  const server = createServer((request, response) => {
    renderer.answer(request, response).then(
      (isAnswered) => isAnswered || response.writeHead(503).end(),
      () => response.destroy(),
    );
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return { renderer, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
}

describe("the process that renders pages", () => {
  it("gets a request as the server has read it, and its answer comes back whole", async () => {
    const { url } = await started();
    const answer = await fetch(`${url}/tickets?status=open`, {
      method: "POST",
      headers: { "x-nonce": "abc" },
      body: "é".repeat(50_000),
    });
    expect(answer.status).toBe(207);
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(await answer.json()).toMatchObject({
      url: "/tickets?status=open",
      method: "POST",
      headers: { "x-nonce": "abc", host: new URL(url).host },
      body: "é".repeat(50_000),
    });
  });

  it("a page is asked for again where the process ended before it answered", async () => {
    const { url, renderer } = await started();
    const before = renderer.pid();
    const answer = await fetch(`${url}/ends`);
    expect(answer.status).toBe(207);
    expect(renderer.pid()).not.toBe(before);
  });

  it("what may change something is not sent twice", async () => {
    const { url } = await started();
    rmSync(join(folder, "ends"), { force: true });
    expect((await fetch(`${url}/ends`, { method: "POST" })).status).toBe(503);
    expect((await fetch(`${url}/after`)).status).toBe(207);
  });

  it("a process that answers no more is ended, and the page comes from the next one", async () => {
    const { url } = await started();
    expect((await fetch(`${url}/hangs`)).status).toBe(207);
  });

  it("an answer that broke off breaks off for the client too, and the next one is whole", async () => {
    const { url } = await started();
    await expect(fetch(`${url}/half`).then((answer) => answer.text())).rejects.toThrow();
    expect((await fetch(`${url}/after`)).status).toBe(207);
  });

  it("a client that leaves ends its request there, and disturbs no other on the kept connections", async () => {
    const { url } = await started();
    const leaving = new AbortController();
    const left = fetch(`${url}/never`, { signal: leaving.signal }).catch(() => "left");
    expect((await fetch(`${url}/beside`)).status).toBe(207);
    leaving.abort();
    expect(await left).toBe("left");
    await until("the other side has seen the file", () => existsSync(join(folder, "left")));
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/after`)));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(207));
  });

  it("ends with its server, which says so where it cannot even begin", async () => {
    const { renderer } = await started();
    const pid = renderer.pid() ?? 0;
    await renderer.close();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    process.env["BROKEN_START"] = "1";
    const broken = new Renderer(join(folder, "program.mjs"), PACE);
    await expect(broken.begin("postgres://nowhere")).rejects.toThrow("The pages cannot be rendered");
    delete process.env["BROKEN_START"];
    await broken.close();
  });
});
