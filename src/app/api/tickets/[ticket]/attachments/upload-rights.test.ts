import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { waitForThumbnail } from "@/features/attachments/server/write-thumbnails";
import { addComment } from "@/features/comments/server/write-add";
import { createTicket } from "@/features/tickets/server/write-create";
import { pool } from "@/server/database/database";
import { callRoute } from "@/testing/http/requests";
import { addFiles, countsOf, filePart, setUpUploads, upload } from "@/testing/uploads";
import { GET } from "./route";

const desk = setUpUploads("each");
const { files } = desk;

describe("who may add files", () => {
  it("nobody without a session, refused before the body is read", async () => {
    const endless = new ReadableStream<Uint8Array>({ start: () => undefined });
    expect(await upload({ ticket: desk.ticket.id, body: endless })).toMatchObject({
      status: 401,
      body: { code: "unauthorized" },
    });
  });

  it("nobody who does not see the ticket, and no viewer, refused before the body is read", async () => {
    const endless = (): ReadableStream<Uint8Array> =>
      new ReadableStream<Uint8Array>({ start: () => undefined });
    expect(
      await upload({ as: desk.people.unrelated, ticket: desk.ticket.id, body: endless() }),
    ).toMatchObject({
      status: 404,
    });
    expect(await upload({ as: desk.people.viewer, ticket: desk.ticket.id, body: endless() })).toMatchObject({
      status: 403,
    });
    expect(await upload({ as: desk.people.requester, ticket: "nonsense", body: endless() })).toMatchObject({
      status: 404,
    });
  });

  it("a requester and a watcher publicly, never internally", async () => {
    const before = await files.list();
    const note = await addComment(desk.people.agent, {
      ticket: desk.ticket.id,
      body: "Only for us.",
      internal: true,
    });
    for (const who of ["requester", "watcher"] as const) {
      expect(
        await upload({
          as: desk.people[who],
          ticket: desk.ticket.id,
          parts: [filePart("x.txt"), { name: "internal", content: "1" }],
        }),
      ).toMatchObject({ status: 403 });
      expect(
        await upload({
          as: desk.people[who],
          ticket: desk.ticket.id,
          parts: [filePart("x.txt"), { name: "commentId", content: note.id }],
        }),
      ).toMatchObject({
        status: 422,
        body: { errors: [{ path: "commentId" }] },
      });
    }
    expect(await files.list()).toEqual(before);
    await addFiles({
      as: desk.people.watcher,
      ticket: desk.ticket.id,
      parts: [filePart("y.txt"), { name: "internal", content: "false" }],
    });
  });

  it("files join one's own comments alone; an admin's join anybody's", async () => {
    const comment = await addComment(desk.people.requester, {
      ticket: desk.ticket.id,
      body: "See the picture.",
    });
    const parts = [filePart("x.txt"), { name: "commentId", content: comment.id }];
    expect((await upload({ as: desk.people.agent, ticket: desk.ticket.id, parts })).status).toBe(422);
    expect((await addFiles({ as: desk.people.requester, ticket: desk.ticket.id, parts }))[0]?.commentId).toBe(
      comment.id,
    );
    await addFiles({ as: desk.people.admin, ticket: desk.ticket.id, parts });
    const other = await createTicket(desk.people.requester, {
      title: "Another ticket",
      description: "About something else entirely.",
    });
    expect((await upload({ as: desk.people.requester, ticket: other.id, parts })).status).toBe(422);
  });

  it("a requester's list does not name internal files", async () => {
    await addFiles({
      as: desk.people.agent,
      ticket: desk.ticket.id,
      parts: [filePart("secret.txt"), { name: "internal", content: "true" }],
    });
    const seen = await callRoute(GET, { as: desk.people.requester, params: { ticket: desk.ticket.id } });
    expect(seen.body).toEqual({ items: [], nextCursor: null });
  });
});

describe("an upload sent again under its Idempotency-Key", () => {
  it("gets the first answer, has no second effect and leaves no second copy", async () => {
    const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const request = {
      as: desk.people.agent,
      ticket: desk.ticket.id,
      headers: { "idempotency-key": "again" },
    };
    const first = await addFiles({
      ...request,
      parts: [filePart("a.png", picture), { name: "internal", content: "true" }],
    });
    // Its preview is made after the answer.
    await waitForThumbnail(desk.people.agent, first[0]?.id ?? "");
    const stored = await files.list();
    const second = await addFiles({
      ...request,
      parts: [{ name: "internal", content: "1" }, filePart("a.png", picture)],
    });
    expect(second).toEqual(first);
    expect(await files.list()).toEqual(stored);
    expect(await countsOf(desk.ticket)).toMatchObject({ version: 2, attachment_count: 1 });
    expect(await upload({ ...request, parts: [filePart("a.png", "something else")] })).toMatchObject({
      status: 422,
      body: { code: "key_reused" },
    });
    expect(await files.list()).toEqual(stored);
  });

  it("gets it also when the person may still see the ticket, but not add to it any more", async () => {
    const request = {
      as: desk.people.watcher,
      ticket: desk.ticket.id,
      headers: { "idempotency-key": "demoted" },
      parts: [filePart("before.txt")],
    };
    const first = await addFiles(request);
    await pool().query("UPDATE people SET role = 'viewer' WHERE id = $1", [desk.people.watcher.id]);
    expect(await upload({ ...request, headers: { "idempotency-key": "another" } })).toMatchObject({
      status: 403,
    });
    expect((await addFiles(request)).map((file) => file.id)).toEqual(first.map((file) => file.id));
    await pool().query("UPDATE people SET role = 'user' WHERE id = $1", [desk.people.watcher.id]);
  });

  it("also when both arrive together", async () => {
    const request = {
      as: desk.people.requester,
      ticket: desk.ticket.id,
      headers: { "idempotency-key": "together" },
      parts: [filePart("a.txt")],
    };
    const before = (await files.list()).length;
    const [first, second] = await Promise.all([addFiles(request), addFiles(request)]);
    expect(second).toEqual(first);
    expect((await files.list()).length).toBe(before + 1);
    expect(await countsOf(desk.ticket)).toMatchObject({ attachment_count: 1 });
  });
});
