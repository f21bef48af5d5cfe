import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { makeMissingThumbnails, queueThumbnails } from "@/features/attachments/server/write-thumbnails";
import { pool } from "@/server/database/database";
import { pixelBomb } from "@/testing/pixel-bomb";
import { callAttachment, setUpUploads, statusOf } from "@/testing/uploads";

const desk = setUpUploads();

const picture = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "teal" } })
    .png()
    .toBuffer();

const preview = (id: string): Promise<Response> =>
  callAttachment(desk.people.requester, id, { query: "?thumbnail=1" });

describe("a picture's preview", () => {
  it("is promised with the upload's answer, made after it, and a request that comes before it is ready waits", async () => {
    const item = await desk.add(desk.people.requester, "photo.png", await picture(900, 300));
    expect(item.hasThumbnail).toBe(true);
    const answers = await Promise.all([1, 2, 3].map(() => preview(item.id)));
    for (const answer of answers) {
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/webp"]);
      expect((await sharp(await answer.arrayBuffer()).metadata()).width).toBe(512);
    }
    const { rows } = await pool().query<{ count: number }>(
      "SELECT count(*)::int AS count FROM pending_thumbnails WHERE attachment_id = $1",
      [item.id],
    );
    expect(rows[0]?.count).toBe(0);
  });

  it("of a picture that cannot be read to its end is none in the end", async () => {
    const whole = await sharp({
      create: {
        width: 800,
        height: 800,
        channels: 3,
        background: "teal",
        noise: { type: "gaussian", mean: 128, sigma: 30 },
      },
    })
      .png()
      .toBuffer();
    const item = await desk.add(desk.people.requester, "cut.png", whole.subarray(0, whole.byteLength / 2));
    expect(item.hasThumbnail).toBe(true);
    expect(await statusOf(preview(item.id))).toBe(404);
    const { rows } = await pool().query("SELECT 1 FROM pending_thumbnails WHERE attachment_id = $1", [
      item.id,
    ]);
    expect(rows).toEqual([]);
  });

  it("is none for what would unfold into gigabytes, which nobody decodes", async () => {
    const content = pixelBomb(30_000);
    expect(content.byteLength).toBeLessThan(1024 * 1024);
    const item = await desk.add(desk.people.requester, "bomb.png", content);
    expect([item.contentType, item.hasThumbnail]).toEqual(["image/png", false]);
    expect(await statusOf(preview(item.id))).toBe(404);
  });

  it("of ten thousand moving pictures is the first of them", async () => {
    const head = Buffer.from("474946383961" + "01000100" + "800000" + "000000ffffff", "hex");
    const gif = Buffer.concat([head, ...Array<Buffer>(10_000).fill(gifFrame()), Buffer.from("3b", "hex")]);
    const item = await desk.add(desk.people.requester, "many.gif", gif);
    expect(item.contentType).toBe("image/gif");
    const answer = await preview(item.id);
    expect(answer.status).toBe(200);
    expect((await sharp(await answer.arrayBuffer()).metadata()).pages ?? 1).toBe(1);
  });

  it("that a process left behind is made by the job", async () => {
    const item = await desk.add(desk.people.requester, "left.png", await picture(600, 600));
    await preview(item.id).then((answer) => answer.body?.cancel());
    await pool().query("UPDATE attachments SET thumbnail_key = NULL WHERE id = $1", [item.id]);
    await pool().query("INSERT INTO pending_thumbnails (attachment_id) VALUES ($1)", [item.id]);
    expect(await makeMissingThumbnails("1 hour")).toBe(0);
    expect(await makeMissingThumbnails("0 seconds")).toBe(1);
    expect(await statusOf(preview(item.id))).toBe(200);
    // Asked for again by a queue that is late, it stays as it is.
    queueThumbnails(desk.people.requester.id, [item.id]);
    expect(await statusOf(preview(item.id))).toBe(200);
  });
});

/** A moment of a moving picture of one pixel. */
function gifFrame(): Buffer {
  return Buffer.from("21f904000a000000" + "2c00000000010001000002024401" + "00", "hex");
}
