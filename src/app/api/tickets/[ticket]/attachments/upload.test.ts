import { createHash } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { attachmentSchema } from "@/features/attachments/schema";
import { addComment } from "@/features/comments/server/write-add";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { setUpFiles, uploadRequest, type FormPart, type GivenUpload } from "@/testing/files";
import { callRoute } from "@/testing/requests";
import { GET, POST } from "./route";

setUpDatabase();
const files = setUpFiles();

const answerSchema = z.object({ items: z.array(attachmentSchema) });
const people: Record<"admin" | "agent" | "viewer" | "requester" | "stranger" | "watcher", Actor | null> = {
  admin: null,
  agent: null,
  viewer: null,
  requester: null,
  stranger: null,
  watcher: null,
};
let ticket = { id: "", number: 0 };

function person(name: keyof typeof people): Actor {
  const found = people[name];
  if (!found) {
    throw new Error("made in beforeAll");
  }
  return found;
}

async function upload(given: GivenUpload): Promise<{ status: number; body: unknown }> {
  const response = await POST(await uploadRequest(given), {
    params: Promise.resolve({ ticket: given.ticket }),
  });
  return { status: response.status, body: await response.json() };
}

async function added(given: GivenUpload): Promise<z.infer<typeof answerSchema>["items"]> {
  const { status, body } = await upload(given);
  expect(status, JSON.stringify(body)).toBe(201);
  return answerSchema.parse(body).items;
}

function file(name: string, content: string | Uint8Array = `about ${name}`): FormPart {
  return { name: "file", filename: name, content };
}

async function ticketRow(): Promise<Record<string, number>> {
  const { rows } = await pool().query(
    "SELECT version, public_version, attachment_count, public_attachment_count FROM tickets WHERE id = $1",
    [ticket.id],
  );
  return rows[0] ?? {};
}

beforeAll(async () => {
  const organisation = await makeOrganisation();
  people.admin = await makeActor(organisation, { role: "admin" });
  people.agent = await makeActor(organisation, { role: "agent" });
  people.viewer = await makeActor(organisation, { role: "viewer" });
  people.requester = await makeActor(organisation);
  people.stranger = await makeActor(organisation);
  people.watcher = await makeActor(organisation);
});

beforeEach(async () => {
  ticket = await createTicket(person("requester"), {
    title: "The printer is on fire",
    description: "Please come and have a look at it.",
  });
  await setWatcher(person("agent"), ticket.id, { personId: person("watcher").id, isWatching: true });
});

describe("files on a ticket", () => {
  it("are stored whole, hashed, in the order they came, and listed", async () => {
    const big = new Uint8Array(700_000).map((_, index) => (index * 7919) % 251);
    const items = await added({
      as: person("requester"),
      ticket: String(ticket.number),
      parts: [file("a.txt", "text"), file("b.bin", big)],
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
    const list = await callRoute(GET, { as: person("watcher"), params: { ticket: ticket.id } });
    expect(answerSchema.parse(list.body).items.map((item) => item.id)).toEqual(items.map((item) => item.id));
  });

  it("count one version each, contiguous for both audiences, with an event each, and can be found by name", async () => {
    await added({
      as: person("agent"),
      ticket: ticket.id,
      parts: [file("one.txt"), file("quarterly-report.txt")],
    });
    await added({
      as: person("agent"),
      ticket: ticket.id,
      parts: [file("secret.txt"), { name: "internal", content: "true" }],
    });

    expect(await ticketRow()).toEqual({
      version: 4,
      public_version: 3,
      attachment_count: 3,
      public_attachment_count: 2,
    });
    const { rows } = await pool().query(
      "SELECT version, public_version, audience FROM events WHERE ticket_id = $1 AND type = 'attachment:added' ORDER BY version",
      [ticket.id],
    );
    expect(rows).toEqual([
      { version: 2, public_version: 2, audience: "public" },
      { version: 3, public_version: 3, audience: "public" },
      { version: 4, public_version: null, audience: "staff" },
    ]);
    const found = await pool().query(
      "SELECT internal FROM search_parts WHERE ticket_id = $1 AND kind = 'file' AND vector @@ to_tsquery('simple', 'quarterly')",
      [ticket.id],
    );
    expect(found.rows).toEqual([{ internal: false }]);
  });

  it.each([[true], [false]])(
    "take their fields from before or after the files (before: %s)",
    async (isBefore) => {
      const note = await addComment(person("agent"), ticket.id, { body: "Only for us.", internal: true });
      const fields: FormPart[] = [{ name: "commentId", content: note.id }];
      const items = await added({
        as: person("agent"),
        ticket: ticket.id,
        parts: isBefore ? [...fields, file("x.txt")] : [file("x.txt"), ...fields],
      });
      expect(items[0]).toMatchObject({ commentId: note.id, internal: true });
    },
  );

  it("two uploads at once get contiguous versions", async () => {
    await Promise.all(
      [1, 2, 3, 4].map((n) =>
        added({
          as: person(n % 2 ? "agent" : "requester"),
          ticket: ticket.id,
          parts: [file(`${n}a.txt`), file(`${n}b.txt`)],
        }),
      ),
    );
    const { rows } = await pool().query<{ version: number; public_version: number }>(
      "SELECT version, public_version FROM events WHERE ticket_id = $1 AND version IS NOT NULL ORDER BY version",
      [ticket.id],
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
    const [item] = await added({ as: person("requester"), ticket: ticket.id, parts: [file(name)] });
    const expected = name.length > 255 ? `${"ก".repeat(251)}.txt` : name.normalize("NFC");
    expect(item?.name).toBe(expected);
  });

  it("a file without a name gets one", async () => {
    const [item] = await added({
      as: person("requester"),
      ticket: ticket.id,
      parts: [file("", "some bytes")],
    });
    expect(item?.name).toBe("file");
  });

  it("pictures get a thumbnail, upright; SVG and broken pictures get none", async () => {
    const photo = await sharp({ create: { width: 1200, height: 600, channels: 3, background: "teal" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const items = await added({
      as: person("requester"),
      ticket: ticket.id,
      parts: [
        file("photo.jpg", photo),
        file("x.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
        file("cut.jpg", photo.subarray(0, 300)),
      ],
    });
    expect(items.map((item) => [item.contentType, item.hasThumbnail])).toEqual([
      ["image/jpeg", true],
      ["image/svg+xml", false],
      ["image/jpeg", false],
    ]);
    const { rows } = await pool().query<{ thumbnail_key: string }>(
      "SELECT thumbnail_key FROM attachments WHERE id = $1",
      [items[0]?.id],
    );
    const thumbnail = await sharp(`${files.root()}/${rows[0]?.thumbnail_key}`).metadata();
    expect([thumbnail.format, thumbnail.width, thumbnail.height]).toEqual(["webp", 256, 512]);
  });
});

describe("who may add files", () => {
  it("nobody without a session, told before the body is read", async () => {
    const endless = new ReadableStream<Uint8Array>({ start: () => undefined });
    expect(await upload({ ticket: ticket.id, body: endless })).toMatchObject({
      status: 401,
      body: { code: "unauthorized" },
    });
  });

  it("nobody who does not see the ticket, and no viewer, told before the body is read", async () => {
    const endless = (): ReadableStream<Uint8Array> =>
      new ReadableStream<Uint8Array>({ start: () => undefined });
    expect(await upload({ as: person("stranger"), ticket: ticket.id, body: endless() })).toMatchObject({
      status: 404,
    });
    expect(await upload({ as: person("viewer"), ticket: ticket.id, body: endless() })).toMatchObject({
      status: 403,
    });
    expect(await upload({ as: person("requester"), ticket: "nonsense", body: endless() })).toMatchObject({
      status: 404,
    });
  });

  it("a requester and a watcher publicly, never internally", async () => {
    const before = await files.list();
    const note = await addComment(person("agent"), ticket.id, { body: "Only for us.", internal: true });
    for (const who of ["requester", "watcher"] as const) {
      expect(
        await upload({
          as: person(who),
          ticket: ticket.id,
          parts: [file("x.txt"), { name: "internal", content: "1" }],
        }),
      ).toMatchObject({ status: 403 });
      expect(
        await upload({
          as: person(who),
          ticket: ticket.id,
          parts: [file("x.txt"), { name: "commentId", content: note.id }],
        }),
      ).toMatchObject({
        status: 422,
        body: { errors: [{ path: "commentId" }] },
      });
    }
    expect(await files.list()).toEqual(before);
    await added({
      as: person("watcher"),
      ticket: ticket.id,
      parts: [file("y.txt"), { name: "internal", content: "false" }],
    });
  });

  it("files join one's own comments alone; an admin's join anybody's", async () => {
    const comment = await addComment(person("requester"), ticket.id, { body: "See the picture." });
    const parts = [file("x.txt"), { name: "commentId", content: comment.id }];
    expect((await upload({ as: person("agent"), ticket: ticket.id, parts })).status).toBe(422);
    expect((await added({ as: person("requester"), ticket: ticket.id, parts }))[0]?.commentId).toBe(
      comment.id,
    );
    await added({ as: person("admin"), ticket: ticket.id, parts });
    const other = await createTicket(person("requester"), {
      title: "Another ticket",
      description: "About something else entirely.",
    });
    expect((await upload({ as: person("requester"), ticket: other.id, parts })).status).toBe(422);
  });

  it("a requester's list does not name internal files", async () => {
    await added({
      as: person("agent"),
      ticket: ticket.id,
      parts: [file("secret.txt"), { name: "internal", content: "true" }],
    });
    const seen = await callRoute(GET, { as: person("requester"), params: { ticket: ticket.id } });
    expect(seen.body).toEqual({ items: [], nextCursor: null });
  });
});

describe("an upload sent again under its Idempotency-Key", () => {
  it("gets the first answer, has no second effect and leaves no second copy", async () => {
    const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const given = { as: person("agent"), ticket: ticket.id, headers: { "idempotency-key": "again" } };
    const first = await added({
      ...given,
      parts: [file("a.png", picture), { name: "internal", content: "true" }],
    });
    const stored = await files.list();
    const second = await added({
      ...given,
      parts: [{ name: "internal", content: "1" }, file("a.png", picture)],
    });
    expect(second).toEqual(first);
    expect(await files.list()).toEqual(stored);
    expect(await ticketRow()).toMatchObject({ version: 2, attachment_count: 1 });
    expect(await upload({ ...given, parts: [file("a.png", "something else")] })).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
    expect(await files.list()).toEqual(stored);
  });

  it("also when both arrive together", async () => {
    const given = {
      as: person("requester"),
      ticket: ticket.id,
      headers: { "idempotency-key": "together" },
      parts: [file("a.txt")],
    };
    const before = (await files.list()).length;
    const [first, second] = await Promise.all([added(given), added(given)]);
    expect(second).toEqual(first);
    expect((await files.list()).length).toBe(before + 1);
    expect(await ticketRow()).toMatchObject({ attachment_count: 1 });
  });
});
