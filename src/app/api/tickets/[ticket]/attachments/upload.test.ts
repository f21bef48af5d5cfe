import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { addComment } from "@/features/comments/server/write-add";
import { waitForThumbnail } from "@/features/attachments/server/write-thumbnails";
import { pool } from "@/server/database/database";
import { formBytes, type FormPart } from "@/testing/files";
import { callRoute } from "@/testing/http/requests";
import { addFiles, countsOf, filePart, setUpUploads } from "@/testing/uploads";
import { GET } from "./route";

const desk = setUpUploads("each");
const { files } = desk;

describe("files on a ticket", () => {
  it("are stored whole, hashed, in the order they came, and listed", async () => {
    const big = new Uint8Array(700_000).map((_, index) => (index * 7919) % 251);
    const items = await addFiles({
      as: desk.people.requester,
      ticket: String(desk.ticket.number),
      parts: [filePart("a.txt", "text"), filePart("b.bin", big)],
    });

    expect(
      items.map(({ name, size, contentType, internal, commentId }) => ({
        name,
        size,
        contentType,
        internal,
        commentId,
      })),
    ).toEqual([
      { name: "a.txt", size: 4, contentType: "text/plain", internal: false, commentId: null },
      {
        name: "b.bin",
        size: 700_000,
        contentType: "application/octet-stream",
        internal: false,
        commentId: null,
      },
    ]);
    const { rows } = await pool().query<{ sha256: string }>("SELECT sha256 FROM attachments WHERE id = $1", [
      items[1]?.id,
    ]);
    expect(rows[0]?.sha256).toBe(createHash("sha256").update(big).digest("hex"));
    const list = await callRoute(GET, { as: desk.people.watcher, params: { ticket: desk.ticket.id } });
    expect(list.body).toEqual({ items, nextCursor: null });
  });

  it("count one version each, contiguous for both audiences, with an event each, and can be found by name", async () => {
    await addFiles({
      as: desk.people.agent,
      ticket: desk.ticket.id,
      parts: [filePart("one.txt"), filePart("quarterly-report.txt")],
    });
    await addFiles({
      as: desk.people.agent,
      ticket: desk.ticket.id,
      parts: [filePart("secret.txt"), { name: "internal", content: "true" }],
    });

    expect(await countsOf(desk.ticket)).toEqual({
      version: 4,
      public_version: 3,
      attachment_count: 3,
      public_attachment_count: 2,
    });
    const { rows } = await pool().query(
      "SELECT version, public_version, audience FROM events WHERE ticket_id = $1 AND type = 'attachment:added' ORDER BY version",
      [desk.ticket.id],
    );
    expect(rows).toEqual([
      { version: 2, public_version: 2, audience: "public" },
      { version: 3, public_version: 3, audience: "public" },
      { version: 4, public_version: null, audience: "staff" },
    ]);
    const found = await pool().query(
      "SELECT internal FROM search_parts WHERE ticket_id = $1 AND kind = 'file' AND vector @@ to_tsquery('simple', 'quarterly')",
      [desk.ticket.id],
    );
    expect(found.rows).toEqual([{ internal: false }]);
  });

  it.each([[true], [false]])(
    "take their fields from before or after the files (before: %s)",
    async (isBefore) => {
      const note = await addComment(desk.people.agent, {
        ticket: desk.ticket.id,
        body: "Only for us.",
        internal: true,
      });
      const fields: FormPart[] = [{ name: "commentId", content: note.id }];
      const items = await addFiles({
        as: desk.people.agent,
        ticket: desk.ticket.id,
        parts: isBefore ? [...fields, filePart("x.txt")] : [filePart("x.txt"), ...fields],
      });
      expect(items[0]).toMatchObject({ commentId: note.id, internal: true });
    },
  );

  it("two uploads at once get contiguous versions", async () => {
    await Promise.all(
      [1, 2, 3, 4].map((n) =>
        addFiles({
          as: n % 2 ? desk.people.agent : desk.people.requester,
          ticket: desk.ticket.id,
          parts: [filePart(`${n}a.txt`), filePart(`${n}b.txt`)],
        }),
      ),
    );
    const { rows } = await pool().query<{ version: number; public_version: number }>(
      "SELECT version, public_version FROM events WHERE ticket_id = $1 AND version IS NOT NULL ORDER BY version",
      [desk.ticket.id],
    );
    expect(rows.map((row) => row.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows.map((row) => row.public_version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it.each([
    "تقرير.txt",
    "รายงานฉบับเต็ม.txt",
    "🎉🏳️‍🌈.txt",
    "re\u0301sume\u0301.txt",
    'a "quoted" name.txt',
    `${"ก".repeat(396)}.txt`,
  ])("keep their name in any script: %s", async (name) => {
    const [item] = await addFiles({
      as: desk.people.requester,
      ticket: desk.ticket.id,
      parts: [filePart(name)],
    });
    const expected = name.length > 255 ? `${"ก".repeat(251)}.txt` : name.normalize("NFC");
    expect(item?.name).toBe(expected);
  });

  it("a file without a name gets one", async () => {
    const [item] = await addFiles({
      as: desk.people.requester,
      ticket: desk.ticket.id,
      parts: [filePart("", "some bytes")],
    });
    expect(item?.name).toBe("file");
  });

  it("pictures get a thumbnail, upright; SVG and broken pictures get none", async () => {
    const photo = await sharp({ create: { width: 1200, height: 600, channels: 3, background: "teal" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const items = await addFiles({
      as: desk.people.requester,
      ticket: desk.ticket.id,
      parts: [
        filePart("photo.jpg", photo),
        filePart("x.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        filePart("cut.jpg", photo.subarray(0, 300)),
      ],
    });
    expect(items.map((item) => [item.contentType, item.hasThumbnail])).toEqual([
      ["image/jpeg", true],
      ["image/svg+xml", false],
      ["image/jpeg", false],
    ]);
    expect(await waitForThumbnail(desk.people.requester, items[0]?.id ?? "")).not.toBeNull();
    const { rows } = await pool().query<{ thumbnail_key: string }>(
      "SELECT thumbnail_key FROM attachments WHERE id = $1",
      [items[0]?.id],
    );
    const thumbnail = await sharp(`${files.root()}/${rows[0]?.thumbnail_key}`).metadata();
    expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(["webp", 256, 512]);
  });
});

describe("a large upload", () => {
  it("never stands in memory: the body is taken as fast as the disk takes it, and let go", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = z.function({ input: [], output: z.unknown() }).implement(runInNewContext("gc"));
    const [head = "", tail = ""] = Buffer.from(formBytes([filePart("big.bin", "|")]))
      .toString()
      .split("|");
    const whole = 20_000_000;
    const piece = 100_000;
    const pieces: WeakRef<Uint8Array>[] = [];
    let most = 0;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from(head)),
      async pull(controller) {
        if (pieces.length * piece === whole) {
          controller.enqueue(Buffer.from(tail));
          controller.close();
          return;
        }
        if (pieces.length % 50 === 49) {
          // A weak reference keeps its target until the job that looked at it ends.
          await setImmediate();
          collectGarbage();
          most = Math.max(most, pieces.filter((ref) => ref.deref() !== undefined).length);
        }
        const bytes = new Uint8Array(piece).fill(pieces.length);
        pieces.push(new WeakRef(bytes));
        controller.enqueue(bytes);
      },
    });
    expect((await addFiles({ as: desk.people.requester, ticket: desk.ticket.id, body }))[0]?.size).toBe(
      whole,
    );
    // Pieces that something still refers to: what the allocator has not given back yet does not count.
    expect(most).toBeLessThan(pieces.length / 2);
  });
});
