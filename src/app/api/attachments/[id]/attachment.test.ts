import { createHash } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { makeAccessToken } from "@/testing/factories";
import { serveRoutes } from "@/testing/files";
import { callAttachment, setUpUploads, statusOf } from "@/testing/uploads";
import { GET } from "./route";

const desk = setUpUploads();
const { files } = desk;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe("a file's bytes", () => {
  it("come as a download with their true name, inert, and only to be kept by the browser that asked", async () => {
    const { id } = await desk.add(desk.people.requester, 'résumé "รายงาน" 🎉.txt', "hello");
    const response = await callAttachment(desk.people.agent, id);
    expect(await response.text()).toBe("hello");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-length": "5",
      "content-disposition": `attachment; filename="r_sum_ ________ _.txt"; filename*=UTF-8''r%C3%A9sum%C3%A9%20%22%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%22%20%F0%9F%8E%89.txt`,
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      etag: `"${createHash("sha256").update("hello").digest("hex")}"`,
    });
  });

  it.each([
    ["picture.svg", SVG],
    ["page.html", "<!doctype html><script>alert(1)</script>"],
    ["innocent.png", "<html><script>alert(1)</script>"],
    ["feed.xml", '<?xml version="1.0"?><?xml-stylesheet href="x"?><a/>'],
  ])("of %s never show in the browser, whatever is asked", async (name, content) => {
    const { id } = await desk.add(desk.people.requester, name, content);
    for (const query of ["", "?inline=1"]) {
      const response = await callAttachment(desk.people.agent, id, { query });
      expect(response.headers.get("content-type")).toBe("application/octet-stream");
      expect(response.headers.get("content-disposition")).toMatch(/^attachment;/);
      expect(await response.text()).toBe(content);
    }
    expect(await statusOf(callAttachment(desk.people.agent, id, { query: "?thumbnail=1" }))).toBe(404);
  });

  it("of a picture can be shown, and it has a preview", async () => {
    const picture = await sharp({ create: { width: 800, height: 400, channels: 4, background: "teal" } })
      .png()
      .toBuffer();
    const { id } = await desk.add(desk.people.requester, "picture.txt", picture);
    const shown = await callAttachment(desk.people.requester, id, { query: "?inline=1" });
    expect(shown.headers.get("content-disposition")).toMatch(/^inline;/);
    expect(shown.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await shown.arrayBuffer()).equals(picture)).toBe(true);
    const saved = await callAttachment(desk.people.requester, id);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment;/);
    await saved.body?.cancel();

    const preview = await callAttachment(desk.people.requester, id, { query: "?thumbnail=1" });
    expect(preview.headers.get("content-type")).toBe("image/webp");
    expect(preview.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(preview.headers.get("etag")).not.toBe(shown.headers.get("etag"));
    expect(await sharp(await preview.arrayBuffer()).metadata()).toMatchObject({
      format: "webp",
      width: 512,
      height: 256,
    });
  });

  it("are not sent again to a client that has them", async () => {
    const { id } = await desk.add(desk.people.requester, "a.txt", "hello");
    const first = await callAttachment(desk.people.requester, id);
    const etag = first.headers.get("etag") ?? "";
    expect(await first.text()).toBe("hello");
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const response = await callAttachment(desk.people.requester, id, { headers: { "if-none-match": tag } });
      expect([response.status, await response.text()]).toEqual([304, ""]);
    }
    expect(
      await statusOf(callAttachment(desk.people.requester, id, { headers: { "if-none-match": '"other"' } })),
    ).toBe(200);
  });

  it.each([
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=4-", 206, "456789", "bytes 4-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-99", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=10-", 416, "", "bytes */10"],
    ["bytes=-0", 416, "", "bytes */10"],
    ["bytes=0-1,4-5", 200, "0123456789", null],
    ["bytes=5-4", 200, "0123456789", null],
    ["bytes=-", 200, "0123456789", null],
    ["lines=1-2", 200, "0123456789", null],
  ])("in parts: %s gives %i", async (range, status, text, contentRange) => {
    const { id } = await desk.add(desk.people.requester, "digits.txt", "0123456789");
    const response = await callAttachment(desk.people.requester, id, { headers: { range } });
    expect([response.status, await response.text(), response.headers.get("content-range")]).toEqual([
      status,
      text,
      contentRange,
    ]);
    if (status < 300) {
      expect(response.headers.get("content-length")).toBe(String(text.length));
    }
    const stale = await callAttachment(desk.people.requester, id, {
      headers: { range, "if-range": '"other"' },
    });
    expect([stale.status, await stale.text()]).toEqual([200, "0123456789"]);
  });

  it("are announced by HEAD alone", async () => {
    const { id } = await desk.add(desk.people.requester, "a.txt", "hello");
    const response = await callAttachment(desk.people.requester, id, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), await response.text()]).toEqual([
      200,
      "5",
      "",
    ]);
  });

  it("arrive whole through a real socket, and many clients that leave half-way leave no file open", async () => {
    const content = new Uint8Array(3_000_000).map((_, index) => (index * 31) % 251);
    const { id } = await desk.add(desk.people.requester, "big.bin", content);
    const door = await serveRoutes([{ method: "GET", pattern: "/api/attachments/[id]", handler: GET }]);
    const headers = { authorization: `Bearer ${await makeAccessToken(desk.people.requester)}` };
    const url = `http://127.0.0.1:${door.port}/api/attachments/${id}`;
    const whole = new Uint8Array(await (await fetch(url, { headers })).arrayBuffer());
    expect(Buffer.from(whole).equals(content)).toBe(true);
    for (let n = 0; n < 20; n += 1) {
      const stop = new AbortController();
      await (await fetch(url, { headers, signal: stop.signal })).body?.getReader().read();
      stop.abort();
    }
    await door.close();
    await expect.poll(openFiles, { timeout: 5_000 }).toBe(0);
  });
});

/** How many files of this test's folder this process holds open; on systems where this can be read. */
async function openFiles(): Promise<number> {
  const { readdir, readlink } = await import("node:fs/promises");
  const descriptors = await readdir("/proc/self/fd").catch(() => []);
  const targets = await Promise.all(
    descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => "")),
  );
  return targets.filter((target) => target.startsWith(files.root())).length;
}
