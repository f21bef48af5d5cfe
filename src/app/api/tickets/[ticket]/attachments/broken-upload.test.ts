import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import { env } from "@/server/process/env";
import { forgetShared } from "@/server/process/globals";
import type { Actor } from "@/shared/roles";
import { setUpDatabase } from "@/testing/database";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import {
  BOUNDARY,
  formBytes,
  serveRoutes,
  setUpFiles,
  uploadRequest,
  type FormPart,
  type UploadOptions,
} from "@/testing/files";
import { POST } from "./route";

setUpDatabase();
const files = setUpFiles();
const MEGABYTE = 1024 * 1024;
let requester: Actor;
let ticket = "";
let server = { port: 0, close: async () => {} };

beforeAll(async () => {
  process.env["MAX_UPLOAD_MB"] = "1";
  forgetShared("env");
  expect(env().maxUploadBytes).toBe(MEGABYTE);
  requester = await makeActor(await makeOrganisation());
  ticket = (
    await createTicket(requester, {
      title: "The printer is on fire",
      description: "Please come and have a look at it.",
    })
  ).id;
  server = await serveRoutes([
    { method: "POST", pattern: "/api/tickets/[ticket]/attachments", handler: POST },
  ]);
});

afterAll(async () => {
  await server.close();
});

async function upload(
  options: Omit<UploadOptions, "as" | "ticket">,
): Promise<{ status: number; body: { code?: string; detail?: string } }> {
  const response = await POST(await uploadRequest({ as: requester, ticket, ...options }), {
    params: Promise.resolve({ ticket }),
  });
  return { status: response.status, body: await response.json() };
}

/** Nothing of a refused upload is on the disk, in the database, or counted. */
async function expectNothingLeft(): Promise<void> {
  expect(await files.list()).toEqual([]);
  const { rows } = await pool().query("SELECT version, attachment_count FROM tickets WHERE id = $1", [
    ticket,
  ]);
  expect(rows).toEqual([{ version: 1, attachment_count: 0 }]);
}

const good: FormPart = { name: "file", filename: "good.txt", content: "good" };

describe("an upload that cannot be taken", () => {
  it("over the limit is refused by name and size, and nothing of the request is kept", async () => {
    const tooLarge = { name: "file", filename: "film.mp4", content: new Uint8Array(MEGABYTE + 1) };
    const answer = await upload({ parts: [good, tooLarge, good] });
    expect(answer).toMatchObject({ status: 413, body: { code: "too_large" } });
    expect(answer.body.detail).toMatch(/"film\.mp4".* 1 MB/);
    await expectNothingLeft();
  });

  it("whose announced length no allowed form has is refused unread", async () => {
    const endless = new ReadableStream<Uint8Array>({ start: () => undefined });
    expect(
      await upload({ body: endless, headers: { "content-length": String(500 * MEGABYTE) } }),
    ).toMatchObject({ status: 413 });
  });

  const refused: [string, number, string, FormPart[]][] = [
    ["no file", 422, "invalid", []],
    ["a file field left empty", 422, "invalid", [{ name: "file", filename: "", content: "" }]],
    ["an empty file", 422, "invalid", [good, { name: "file", filename: "empty.txt", content: "" }]],
    ["a file in another field", 422, "invalid", [good, { name: "upload", filename: "a.txt", content: "a" }]],
    ["text where the file should be", 422, "invalid", [{ name: "file", content: "not a file" }]],
    ["21 files", 422, "invalid", Array.from({ length: 21 }, () => good)],
    [
      "a field given twice",
      422,
      "invalid",
      [good, { name: "internal", content: "0" }, { name: "internal", content: "1" }],
    ],
    ["a field too long", 422, "invalid", [good, { name: "commentId", content: "x".repeat(2_000) }]],
    [
      "too many fields",
      400,
      "bad_multipart",
      [good, ...Array.from({ length: 11 }, (_, n) => ({ name: `f${n}`, content: "x" }))],
    ],
    ["a comment that is no id", 422, "invalid", [good, { name: "commentId", content: "1 OR 1=1" }]],
    ["an unclear yes", 422, "invalid", [good, { name: "internal", content: "maybe" }]],
  ];
  it.each(refused)("with %s: %i %s", async (_, status, code, parts) => {
    expect(await upload({ parts })).toMatchObject({ status, body: { code } });
    await expectNothingLeft();
  });

  it.each([
    ["application/json", 415],
    ["text/plain", 415],
    ["multipart/mixed; boundary=x", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data", 400],
    ["multipart/form-data; boundary=", 400],
    ["multipart/form-data; boundary=another", 400],
    [`multipart/form-data; charset="`, 400],
  ])("as %s: %i", async (contentType, status) => {
    expect(await upload({ parts: [good], headers: { "content-type": contentType } })).toMatchObject({
      status,
    });
    await expectNothingLeft();
  });

  it("whose parts have broken headers is refused", async () => {
    for (const text of [
      "",
      "\r\n",
      "nonsense",
      `--${BOUNDARY}`,
      `--${BOUNDARY}\r\n`,
      `--${BOUNDARY}\r\n\r\nx\r\n--${BOUNDARY}--`,
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a\r\n\r\nx\r\n--${BOUNDARY}--`,
      `--${BOUNDARY}\r\n: : :\r\n\0\r\n\r\nx\r\n--${BOUNDARY}--`,
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${"x".repeat(20_000)}"\r\n\r\nx\r\n--${BOUNDARY}--`,
    ]) {
      const { status } = await upload({ body: Buffer.from(text) });
      expect(status, JSON.stringify(text.slice(0, 80))).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      await expectNothingLeft();
    }
  });

  it("cut anywhere is refused and leaves nothing", async () => {
    const whole = formBytes([
      { name: "internal", content: "0" },
      good,
      { name: "file", filename: "b.bin", content: new Uint8Array(3_000).fill(13) },
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.byteLength - 5 }),
        fc.integer({ min: 1, max: 4_000 }),
        async (length, chunk) => {
          const { status } = await upload({ body: chunked(whole.subarray(0, length), chunk) });
          expect(status).toBeGreaterThanOrEqual(400);
          expect(status).toBeLessThan(500);
          await expectNothingLeft();
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of random damage is either refused whole or taken whole, never an error of ours", async () => {
    const whole = formBytes([{ name: "internal", content: "0" }, good]);
    const other = await createTicket(requester, {
      title: "For damaged uploads",
      description: "Counts what was taken of them.",
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.byteLength - 1), fc.integer({ min: 0, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (damage) => {
          const bytes = new Uint8Array(whole);
          damage.forEach(([at, value]) => (bytes[at] = value));
          const before = (await files.list()).length;
          const response = await POST(await uploadRequest({ as: requester, ticket: other.id, body: bytes }), {
            params: Promise.resolve({ ticket: other.id }),
          });
          expect(response.status).toBeLessThan(500);
          const stored = (await files.list()).length - before;
          expect(stored).toBe(response.status === 201 ? 1 : 0);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
    const { rows } = await pool().query<{ storage_key: string }>("SELECT storage_key FROM attachments");
    expect(await files.list()).toEqual(rows.map((row) => row.storage_key).sort());
    await pool().query("DELETE FROM attachments");
    const { storage } = await import("@/server/storage/storage");
    await Promise.all(rows.map((row) => storage().remove(row.storage_key)));
  });
});

describe("through a real socket", () => {
  it("an upload whose client goes away leaves nothing", async () => {
    const token = await makeAccessToken(requester);
    const form = formBytes([{ name: "file", filename: "a.bin", content: new Uint8Array(MEGABYTE / 2) }]);
    const sent = httpRequest({
      port: server.port,
      host: "127.0.0.1",
      method: "POST",
      path: `/api/tickets/${ticket}/attachments`,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
        "content-length": form.byteLength,
      },
    });
    sent.on("error", () => undefined);
    sent.write(form.subarray(0, form.byteLength / 2));
    await vi.waitFor(async () => expect((await files.list()).length).toBe(1), 5_000);
    sent.destroy();
    await vi.waitFor(expectNothingLeft, 5_000);
  });

  it.each([
    [401, false],
    [413, true],
  ])(
    "an early %i reaches a client that is still sending, and then its connection ends",
    async (status, isSignedIn) => {
      const token = isSignedIn ? await makeAccessToken(requester) : "none";
      const form = formBytes([{ name: "file", filename: "a.bin", content: new Uint8Array(20 * MEGABYTE) }]);
      const head = [
        `POST /api/tickets/${ticket}/attachments HTTP/1.1`,
        "host: localhost:3003",
        `authorization: Bearer ${token}`,
        `content-type: multipart/form-data; boundary=${BOUNDARY}`,
        `content-length: ${form.byteLength}`,
        "\r\n",
      ].join("\r\n");
      const socket = connect(server.port, "127.0.0.1");
      let received = "";
      socket.on("data", (chunk) => (received += chunk.toString("latin1")));
      socket.on("error", () => undefined);
      const ended = new Promise((resolve) => socket.once("close", resolve));
      socket.write(head);
      socket.write(form);
      await vi.waitFor(() => expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `)), 5_000);
      expect(received).toMatch(/\r\nconnection: close\r\n/i);
      await ended;
      await expectNothingLeft();
    },
  );
});

function chunked(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.byteLength) {
        controller.close();
        return;
      }
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}
