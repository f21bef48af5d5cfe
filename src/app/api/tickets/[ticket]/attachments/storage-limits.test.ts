import { afterEach, describe, expect, it } from "vitest";
import { PATCH } from "@/app/api/admin/settings/route";
import { POST as FILE, GET as LIST } from "@/app/api/tickets/route";
import { noticeFullStorage } from "@/features/notices/server/problems/react-storage";
import { pool } from "@/server/database/database";
import { readReadiness, registerDatabaseReadiness } from "@/server/http/answers/health";
import { problemResponse } from "@/server/http/answers/problem";
import { LEAST_FREE_BYTES, setDiskProbe } from "@/server/storage/space";
import { forgetWrites } from "@/server/rate-limits/write-limits";
import { callRoute } from "@/testing/http/requests";
import { addFiles, callAttachment, filePart, setUpUploads, statusOf, upload } from "@/testing/uploads";

const desk = setUpUploads();
const { files } = desk;

afterEach(async () => {
  setDiskProbe(null);
  forgetWrites();
  await setQuota(0);
});

const setQuota = (megabytes: number): Promise<unknown> =>
  callRoute(PATCH, { method: "PATCH", as: desk.people.admin, body: { storageQuotaMb: megabytes } });

const openNotices = async (kind: string): Promise<string[]> => {
  const { rows } = await pool().query<{ level: string }>(
    "SELECT level FROM notices WHERE organisation_id = $1 AND kind = $2 AND dedupe_key IS NOT NULL",
    [desk.people.admin.organisationId, kind],
  );
  return rows.map(({ level }) => level);
};

const send = (kilobytes: number, headers: Record<string, string> = {}) =>
  upload({
    as: desk.people.requester,
    ticket: desk.ticket.id,
    parts: [filePart("file.bin", new Uint8Array(kilobytes * 1024).fill(1))],
    headers,
  });

describe("an organisation's quota", () => {
  it("is counted by what is written, also together and by what goes, and leaves nothing of what does not fit", async () => {
    await setQuota(1);
    const before = (await files.list()).length;
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send(300)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 413, 413]);
    expect(answers.find(({ status }) => status === 413)?.body).toMatchObject({
      code: "quota_exceeded",
      detail: expect.stringContaining("Delete files"),
    });
    expect((await files.list()).length).toBe(before + 3);
    const { rows } = await pool().query<{ counted: string; summed: string }>(
      `SELECT u.bytes AS counted, (SELECT sum(size) FROM attachments f WHERE f.organisation_id = u.organisation_id AND deleted_at IS NULL) AS summed
       FROM storage_usage u WHERE organisation_id = $1`,
      [desk.people.admin.organisationId],
    );
    expect(rows[0]?.counted).toBe(rows[0]?.summed);

    const [id] = (
      await pool().query<{ id: string }>(
        "SELECT id FROM attachments WHERE organisation_id = $1 AND deleted_at IS NULL LIMIT 1",
        [desk.people.admin.organisationId],
      )
    ).rows;
    await statusOf(callAttachment(desk.people.admin, id?.id ?? "", { method: "DELETE" }));
    expect((await send(300)).status).toBe(201);
    // What says how long it is is refused before it is read.
    expect((await send(1, { "content-length": String(500 * 1024) })).status).toBe(413);
  });

  it("raises a notice to admins at 80 % and when it is used up, once each, until there is room", async () => {
    await setQuota(2);
    const left = 2048 - (await usedKilobytes());
    await send(left - 150);
    await noticeFullStorage();
    expect(await openNotices("storage_quota")).toEqual(["warning"]);
    expect(await noticeFullStorage()).toBe(0);
    await send(145);
    await noticeFullStorage();
    expect(await openNotices("storage_quota")).toEqual(["critical"]);
    await setQuota(100);
    await noticeFullStorage();
    expect(await openNotices("storage_quota")).toEqual([]);
  });
});

async function usedKilobytes(): Promise<number> {
  const { rows } = await pool().query<{ bytes: string }>(
    "SELECT bytes FROM storage_usage WHERE organisation_id = $1",
    [desk.people.admin.organisationId],
  );
  return Math.ceil(Number(rows[0]?.bytes ?? 0) / 1024);
}

describe("a disk that is nearly full", () => {
  const file = () =>
    callRoute(FILE, {
      method: "POST",
      as: desk.people.requester,
      body: { title: "No room here", description: "The disk has no room left." },
    });

  it("can be read from, and answers writes with an error that it is full", async () => {
    const [kept] = await addFiles({
      as: desk.people.requester,
      ticket: desk.ticket.id,
      parts: [filePart("a.txt")],
    });
    setDiskProbe(async () => LEAST_FREE_BYTES - 1);
    const before = await files.list();
    for (const answer of [await file(), await send(1)]) {
      expect(answer).toMatchObject({
        status: 503,
        body: { code: "storage_full", detail: expect.stringContaining("nearly full") },
      });
    }
    expect((await file()).headers.get("retry-after")).toBe("60");
    expect(await files.list()).toEqual(before);
    expect((await callRoute(LIST, { as: desk.people.requester, path: "/api/tickets" })).status).toBe(200);
    // What makes room is taken.
    const deleted = callAttachment(desk.people.requester, kept?.id ?? "", { method: "DELETE" });
    expect(await statusOf(deleted)).toBe(204);
  });

  it("takes rows, and no file that would take what has to stay free", async () => {
    setDiskProbe(async () => LEAST_FREE_BYTES + 10 * 1024);
    expect((await file()).status).toBe(201);
    expect((await send(1, { "content-length": String(20 * 1024) })).body).toMatchObject({
      code: "storage_full",
    });
  });

  it("is shown by /ready, which stays ready, and announced to admins before it is too late", async () => {
    registerDatabaseReadiness(pool());
    setDiskProbe(async () => LEAST_FREE_BYTES * 2);
    await noticeFullStorage();
    expect(await openNotices("disk_full")).toEqual(["warning"]);
    setDiskProbe(async () => 1024);
    await noticeFullStorage();
    expect(await openNotices("disk_full")).toEqual(["critical"]);
    const { isReady, body } = await readReadiness();
    expect([isReady, body["storage"]]).toEqual([true, expect.objectContaining({ ok: false })]);
    setDiskProbe(async () => Number.MAX_SAFE_INTEGER);
    await noticeFullStorage();
    expect(await openNotices("disk_full")).toEqual([]);
  });

  it("is asked once for many writes", async () => {
    let asked = 0;
    setDiskProbe(async () => {
      asked += 1;
      return Number.MAX_SAFE_INTEGER;
    });
    await Promise.all(Array.from({ length: 10 }, file));
    expect(asked).toBe(1);
  });

  it("that PostgreSQL finds full is announced in the same words", async () => {
    const error = Object.assign(new Error('could not extend file "base/1/2": No space left on device'), {
      code: "53100",
    });
    expect(await problemResponse(error, { requestId: "id", language: "en" }).json()).toMatchObject({
      status: 503,
      code: "storage_full",
    });
  });
});
