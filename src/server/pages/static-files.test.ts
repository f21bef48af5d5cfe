import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as ask, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staticFiles } from "./static-files";

const SCRIPT = "console.log('ä');".repeat(200);
let root: string;
let port: number;
const server = createServer();
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "helpejo-files-"));
  const built = join(root, ".next", "static", "chunks");
  mkdirSync(built, { recursive: true });
  mkdirSync(join(root, "public"));
  writeFileSync(join(root, ".next", "BUILD_ID"), "secret");
  writeFileSync(join(built, "app [id].js"), SCRIPT);
  writeFileSync(join(built, "app [id].js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(join(built, "app [id].js.gz"), gzipSync(SCRIPT));
  writeFileSync(join(built, "plain.css"), "a{}");
  writeFileSync(join(built, "gone.js"), "soon");
  writeFileSync(join(root, "public", "logo.svg"), "<svg/>");
  const files = staticFiles(root);
  rmSync(join(built, "gone.js"));
  writeFileSync(join(built, "late.js"), "late");
  server.on("request", (request, response) => {
    if (!files(request, response)) {
      response.writeHead(299).end();
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  port = typeof address === "object" && address ? address.port : 0;
});
afterAll(() => {
  server.close();
  rmSync(root, { recursive: true });
});

interface Got {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

async function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
  const sent = ask({ port, host: "127.0.0.1", path, headers, method }).end();
  const [answer] = await once(sent, "response");
  const pieces: Buffer[] = [];
  for await (const piece of answer) {
    pieces.push(piece);
  }
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) };
}

const FILE = "/_next/static/chunks/app%20%5Bid%5D.js";

describe("the files of a build", () => {
  it("are sent packed to who can read that, the smallest form first, and plain to others", async () => {
    const packed = await get(FILE, { "accept-encoding": "gzip, deflate, br" });
    expect(packed.headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "Accept-Encoding",
    });
    expect(brotliDecompressSync(packed.body).toString()).toBe(SCRIPT);
    expect((await get(FILE, { "accept-encoding": "gzip;q=0.5, br;q=0" })).headers["content-encoding"]).toBe(
      "gzip",
    );
    const plain = await get(FILE);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.headers.vary).toBe("Accept-Encoding");
    expect(plain.body.toString()).toBe(SCRIPT);
    expect((await get("/_next/static/chunks/plain.css", { "accept-encoding": "br" })).body.toString()).toBe(
      "a{}",
    );
  });

  it("are not sent again to who has them, and have no body for HEAD", async () => {
    const { headers } = await get(FILE, { "accept-encoding": "br" });
    const again = { "accept-encoding": "br", "if-none-match": headers.etag ?? "" };
    expect((await get(FILE, again)).status).toBe(304);
    const head = await get(FILE, {}, "HEAD");
    expect([head.status, head.body.length, head.headers["content-length"]]).toEqual([
      200,
      0,
      String(Buffer.byteLength(SCRIPT)),
    ]);
  });

  it.each(["bytes=5-2", "bytes=999999-", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4"])(
    "a strange range (%s) is answered",
    async (range) => {
      expect([200, 206, 400]).toContain((await get(FILE, { range })).status);
    },
  );

  it.each([
    "/_next/static/../BUILD_ID",
    "/_next/static/%2e%2e/BUILD_ID",
    "/_next/static/..%2fBUILD_ID",
    "/_next/static/chunks",
    "/_next/static/chunks/",
    "/_next/static/chunks/app%20%5Bid%5D.js.br",
    "/_next/static/%",
    "/_next/static/__proto__",
    "/.next/BUILD_ID",
    "/",
  ])("%s is no file of it", async (path) => {
    expect((await get(path)).status).toBe(299);
  });

  it("one that was removed since is not found, and nothing breaks", async () => {
    expect((await get("/_next/static/chunks/gone.js", { "accept-encoding": "br" })).status).toBe(404);
    expect((await get("/logo.svg")).headers["content-type"]).toBe("image/svg+xml");
  });
});
