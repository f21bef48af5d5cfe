import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { until } from "@/testing/wait";
import type { RendererPace } from "./renderer";
import { Renderers } from "./renderers";

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

const pidSchema = z.object({ pid: z.number() });

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

async function started(most = 1): Promise<{ renderers: Renderers; url: string }> {
  const renderers = new Renderers(join(folder, "program.mjs"), most, PACE);
  closing.push(() => renderers.close());
  await renderers.begin("postgres://nowhere");
  const server = createServer((request, response) => {
    renderers.answer(request, response).then(
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
  return { renderers, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}` };
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
    const { url, renderers } = await started();
    const before = renderers.pids();
    const answer = await fetch(`${url}/ends`);
    expect(answer.status).toBe(207);
    expect(renderers.pids()).not.toEqual(before);
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

  it("gets help by one more when it is asked for, up to a number, and what one of them cannot answer the other does", async () => {
    const { renderers, url } = await started(2);
    const pidOf = async (path: string): Promise<number> =>
      pidSchema.parse(await (await fetch(url + path)).json()).pid;
    renderers.grow();
    renderers.grow();
    await until("both are ready", () => renderers.countReady() === 2);
    renderers.grow();
    expect(renderers.pids()).toHaveLength(2);
    const leaving = new AbortController();
    void fetch(`${url}/never`, { signal: leaving.signal }).catch(() => null);
    await until("one of them is busy", () => renderers.countUnderWay() === 1);
    const [busy, free] = renderers.pids();
    expect(await pidOf("/beside")).toBe(free);
    expect(busy).not.toBe(free);
    rmSync(join(folder, "ends"), { force: true });
    expect(await pidOf("/ends")).toBe(busy);
    leaving.abort();
  });

  it("ends with its server, which says so where it cannot even begin", async () => {
    const { renderers } = await started();
    const [pid = 0] = renderers.pids();
    await renderers.close();
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    process.env["BROKEN_START"] = "1";
    const broken = new Renderers(join(folder, "program.mjs"), 1, PACE);
    await expect(broken.begin("postgres://nowhere")).rejects.toThrow("The pages cannot be rendered");
    delete process.env["BROKEN_START"];
    await broken.close();
  });
});
