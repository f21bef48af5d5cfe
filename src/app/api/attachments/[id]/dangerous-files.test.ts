import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import sharp from "sharp";
import { beforeAll, expect, it } from "vitest";
import { forgetLimits } from "@/server/rate-limits/limits";
import { LIMITS } from "@/shared/limits";
import { flatPng, makeDangerousFiles, type DangerousFile } from "@/testing/corpus/dangerous-files";
import { callAttachment, filePart, setUpUploads, upload } from "@/testing/uploads";

const desk = setUpUploads();
let files: DangerousFile[];

beforeAll(async () => {
  files = await makeDangerousFiles();
});

/** Types by which a browser would run or draw something; pictures of dots alone are shown. */
const ACTIVE = /html|svg|xml|script|css|manifest|flash|wasm|x-www|multipart|message/i;
const SHOWN = /^image\/(png|apng|jpeg|gif|webp|avif)$/;
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const MEGABYTE = 1024 * 1024;
/** What all of them together may leave behind or need at once: the largest picture that is decoded has 64 million pixels. */
const MOST_MEGABYTES = 400;

it("every dangerous file is refused, or harmless in whatever way it is fetched", async () => {
  const began = process.memoryUsage();
  let most = 0;
  const counts = { inert: 0, refused: 0, previews: 0 };
  for (const { what, name, bytes, outcome } of files) {
    forgetLimits();
    const about = `${what}, ${JSON.stringify(name.slice(0, 60))}`;
    const { requester } = desk.people;
    const answer = await upload({
      as: requester,
      ticket: desk.ticket.id,
      parts: [filePart(name, bytes)],
    });
    expect(answer.status, about).toBe(outcome === "inert" ? 201 : 422);
    counts[outcome] += 1;
    if (outcome === "inert") {
      const [item] = Reflect.get(Object(answer.body), "items");
      await expectHarmless(about, item);
      counts.previews += await expectSmallPreview(about, item);
    }
    most = Math.max(most, process.memoryUsage().rss - began.rss);
  }
  console.info(
    `dangerous files: ${files.length}, ${counts.inert} harmless, ${counts.refused} refused, ${counts.previews} previews; memory rose by ${Math.round(most / MEGABYTE)} MB at most`,
  );
  expect(most / MEGABYTE).toBeLessThan(MOST_MEGABYTES);
}, 120_000);

it("where a file lies follows from nothing that was sent", async () => {
  const stored = await desk.files.list();
  expect(stored.length).toBeGreaterThan(50);
  stored.forEach((path) => expect(path).toMatch(/^[\w-]+(\/[\w-]+)*$/));
});

it("large pictures are decoded beside the event loop: others are answered meanwhile", async () => {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const items = [];
  for (let index = 0; index < 3; index += 1) {
    const picture = flatPng(7_900, 8_000 + index);
    const { body } = await upload({
      as: desk.people.requester,
      ticket: desk.ticket.id,
      parts: [filePart("large.png", picture)],
    });
    items.push(Reflect.get(Object(body), "items")[0]);
  }
  const before = performance.eventLoopUtilization();
  const began = performance.now();
  delay.enable();
  for (const item of items) {
    expect(item.hasThumbnail).toBe(true);
    await expectSmallPreview("a large picture", item);
  }
  delay.disable();
  const { utilization } = performance.eventLoopUtilization(before);
  console.info(
    `dangerous files: 3 pictures of 63 million pixels in ${Math.round(performance.now() - began)} ms, the loop busy for ${(100 * utilization).toFixed(0)} % of it, at most ${Math.round(delay.max / 1e6)} ms at once`,
  );
  expect(utilization).toBeLessThan(0.6);
});

/** Its headers let no browser run, draw or guess anything, and its name is one line without a folder. */
async function expectHarmless(about: string, item: { id: string; name: string }): Promise<void> {
  expect(item.name, about).not.toMatch(/[/\\]/);
  expect(item.name, about).not.toMatch(CONTROLS);
  expect(["", ".", ".."], about).not.toContain(item.name);
  expect(item.name.length, about).toBeLessThanOrEqual(LIMITS.fileNameMax);
  for (const query of ["", "?inline=1"]) {
    const answer = await callAttachment(desk.people.agent, item.id, { query });
    await answer.body?.cancel();
    const type = answer.headers.get("content-type") ?? "";
    const disposition = answer.headers.get("content-disposition") ?? "";
    expect([answer.status, answer.headers.get("x-content-type-options")], about).toEqual([200, "nosniff"]);
    expect(type, about).not.toMatch(ACTIVE);
    expect(answer.headers.get("content-security-policy"), about).toBe("sandbox; default-src 'none'");
    expect(answer.headers.get("cross-origin-resource-policy"), about).toBe("same-origin");
    expect(answer.headers.get("cache-control"), about).toContain("no-store");
    expect(disposition, about).toMatch(
      /^(attachment|inline); filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w%.!~-]+$/,
    );
    expect(disposition.split('"'), about).toHaveLength(3);
    if (disposition.startsWith("inline")) {
      expect([query, type], about).toEqual(["?inline=1", expect.stringMatching(SHOWN)]);
    }
  }
}

/** Its preview is a small picture without what the camera noted, or there is none; 1 or 0. */
async function expectSmallPreview(about: string, item: { id: string }): Promise<number> {
  const answer = await callAttachment(desk.people.agent, item.id, { query: "?thumbnail=1" });
  const bytes = await answer.arrayBuffer();
  expect([200, 404], about).toContain(answer.status);
  if (answer.status === 404) {
    return 0;
  }
  const { width, height, format, exif, icc, pages = 1 } = await sharp(bytes).metadata();
  expect([format, Math.max(width, height) <= 512, exif, icc, pages], about).toEqual([
    "webp",
    true,
    undefined,
    undefined,
    1,
  ]);
  return 1;
}
