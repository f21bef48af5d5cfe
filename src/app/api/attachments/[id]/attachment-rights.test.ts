import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sweepFiles } from "@/features/attachments/server/write-sweep";
import { addComment } from "@/features/comments/server/write-add";
import { deleteComment } from "@/features/comments/server/write-change";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { makeActor, makeOrganisation } from "@/testing/factories";
import { callAttachment, setUpUploads, statusOf } from "@/testing/uploads";

const desk = setUpUploads();
const { files } = desk;
const DAY = 86_400_000;
let elsewhere: Actor;

beforeAll(async () => {
  elsewhere = await makeActor(await makeOrganisation({ host: "other.example.org" }), { role: "admin" });
});

describe("who may fetch and delete", () => {
  it("a public file: who sees the ticket; an internal one: staff; to all others neither exists", async () => {
    const note = await addComment(desk.people.agent, {
      ticket: desk.ticket.id,
      body: "Only for us.",
      internal: true,
    });
    const { id: open } = await desk.add(desk.people.requester, "open.txt", "open");
    const { id: internal } = await desk.add(desk.people.agent, "internal.txt", "internal", {
      name: "commentId",
      content: note.id,
    });
    const answers = async (id: string, method: "GET" | "HEAD"): Promise<number[]> => {
      const list = [
        desk.people.admin,
        desk.people.agent,
        desk.people.viewer,
        desk.people.requester,
        desk.people.unrelated,
        null,
      ];
      const statuses = await Promise.all(
        list.map(async (who) => await statusOf(callAttachment(who, id, { method }))),
      );
      return [
        ...statuses,
        await statusOf(callAttachment(elsewhere, id, { method, host: "other.example.org" })),
      ];
    };
    for (const method of ["GET", "HEAD"] as const) {
      expect(await answers(open, method)).toEqual([200, 200, 200, 200, 404, 401, 404]);
      expect(await answers(internal, method)).toEqual([200, 200, 200, 404, 404, 401, 404]);
    }
    expect(await statusOf(callAttachment(desk.people.requester, internal, { query: "?thumbnail=1" }))).toBe(
      404,
    );
    expect(await statusOf(callAttachment(desk.people.requester, internal, { method: "DELETE" }))).toBe(404);
    expect(await statusOf(callAttachment(desk.people.agent, "nonsense"))).toBe(404);
    expect(await statusOf(callAttachment(desk.people.agent, open, { query: "?thumbnail=perhaps" }))).toBe(
      422,
    );
  });

  it("is deleted by its owner or an admin, with an event, the counts, the search words and the bytes", async () => {
    const before = await files.list();
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const { id } = await desk.add(desk.people.requester, "picture.png", picture);
    expect(await statusOf(callAttachment(desk.people.requester, id, { query: "?thumbnail=1" }))).toBe(200);
    expect((await files.list()).length).toBe(before.length + 2);
    expect(await statusOf(callAttachment(desk.people.agent, id, { method: "DELETE" }))).toBe(403);
    expect(await statusOf(callAttachment(desk.people.unrelated, id, { method: "DELETE" }))).toBe(404);
    const counts = async (): Promise<unknown> =>
      (
        await pool().query(
          "SELECT version, public_version, attachment_count AS files, public_attachment_count AS shown FROM tickets WHERE id = $1",
          [desk.ticket.id],
        )
      ).rows[0];
    const {
      version,
      public_version,
      files: count,
      shown,
    } = z.record(z.string(), z.number()).parse(await counts());

    const headers = { "idempotency-key": "delete it" };
    expect(await statusOf(callAttachment(desk.people.requester, id, { method: "DELETE", headers }))).toBe(
      204,
    );
    expect(await statusOf(callAttachment(desk.people.requester, id, { method: "DELETE", headers }))).toBe(
      204,
    );
    expect(await statusOf(callAttachment(desk.people.requester, id, { method: "DELETE" }))).toBe(404);
    expect(await statusOf(callAttachment(desk.people.admin, id))).toBe(404);
    expect(await counts()).toEqual({
      version: Number(version) + 1,
      public_version: Number(public_version) + 1,
      files: Number(count) - 1,
      shown: Number(shown) - 1,
    });
    const event = await pool().query(
      "SELECT type, audience, version FROM events WHERE subject_id = $1 ORDER BY version DESC LIMIT 1",
      [id],
    );
    expect(event.rows).toEqual([
      { type: "attachment:deleted", audience: "public", version: Number(version) + 1 },
    ]);
    expect((await pool().query("SELECT 1 FROM search_parts WHERE subject_id = $1", [id])).rowCount).toBe(0);
    expect(await files.list()).toEqual(before);

    const { id: another } = await desk.add(desk.people.requester, "b.txt", "b");
    expect(await statusOf(callAttachment(desk.people.admin, another, { method: "DELETE" }))).toBe(204);
  });

  it("what nobody can reach any more is swept after a day, and nothing else", async () => {
    const { id: kept } = await desk.add(desk.people.requester, "kept.txt", "kept");
    const comment = await addComment(desk.people.requester, {
      ticket: desk.ticket.id,
      body: "See the file.",
    });
    const { id: removed } = await desk.add(desk.people.requester, "gone.txt", "gone", {
      name: "commentId",
      content: comment.id,
    });
    await deleteComment(desk.people.requester, comment.id);
    expect(await statusOf(callAttachment(desk.people.requester, removed))).toBe(404);
    const before = (await files.list()).length;
    expect(await sweepFiles()).toBe(0);
    expect(await sweepFiles(new Date(Date.now() + DAY + 60_000))).toBe(1);
    expect((await files.list()).length).toBe(before - 1);
    expect(await (await callAttachment(desk.people.requester, kept)).text()).toBe("kept");
  });
});
