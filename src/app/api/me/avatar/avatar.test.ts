import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { GET as getComments, POST as postComment } from "@/app/api/tickets/[ticket]/comments/route";
import { GET as getAvatar } from "@/app/api/people/[id]/avatar/route";
import { GET as getMe } from "@/app/api/me/route";
import { commentSchema } from "@/features/comments/schema";
import { createTicket } from "@/features/tickets/server/write-create";
import { sweepFiles } from "@/features/attachments/server/write-sweep";
import { mySchema } from "@/features/users/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeAccessToken, makeActor, makeOrganisation } from "@/testing/factories";
import { BOUNDARY, formBytes, setUpFiles, type FormPart } from "@/testing/files";
import { pixelBomb } from "@/testing/pixel-bomb";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { DELETE as deleteAvatar, PUT as putAvatar } from "./route";

const accounts = setUpAccounts();
const files = setUpFiles();
const DAY = 86_400_000;

const picture = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: "teal" } })
    .jpeg()
    .withExif({ IFD0: { Copyright: "somebody" } })
    .toBuffer();

async function put(
  actor: Actor,
  content: Uint8Array | string,
  parts: readonly FormPart[] = [],
): Promise<ApiAnswer> {
  const body = formBytes([{ name: "file", filename: "me.jpg", content }, ...parts]);
  const request = new Request("http://localhost:3003/api/me/avatar", {
    method: "PUT",
    headers: {
      host: "localhost:3003",
      authorization: `Bearer ${await makeAccessToken(actor)}`,
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    },
    body: new Blob([new Uint8Array(body)]).stream(),
    // The types are the browser's, which knows no streaming bodies yet.
    ...{ duplex: "half" },
  });
  const response = await putAvatar(request, { params: Promise.resolve({}) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function load(
  actor: Actor,
  url: string,
  given: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; bytes: ArrayBuffer }> {
  const request = new Request(`http://localhost:3003${url}`, {
    headers: {
      host: "localhost:3003",
      authorization: `Bearer ${await makeAccessToken(actor)}`,
      ...given,
    },
  });
  const [, id = ""] = /people\/([^/]+)/.exec(url) ?? [];
  const response = await getAvatar(request, { params: Promise.resolve({ id }) });
  return { status: response.status, headers: response.headers, bytes: await response.arrayBuffer() };
}

const urlOf = (answer: ApiAnswer): string => mySchema.parse(answer.body).avatarUrl ?? "";
const avatars = async (): Promise<string[]> =>
  (await files.list()).filter((path) => path.startsWith("avatars/"));

describe("a person's picture", () => {
  it("is kept as a small upright square, without what a camera noted, and served to everybody of the organisation", async () => {
    const [actor, other] = [await accounts.makeActor(), await accounts.makeActor()];
    const answer = await put(actor, await picture(900, 300));
    expect(answer.status).toBe(200);
    const loaded = await load(other, urlOf(answer));
    expect(Object.fromEntries(loaded.headers)).toMatchObject({
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=604800, immutable",
      "content-security-policy": "sandbox; default-src 'none'",
      vary: "Cookie, Authorization",
    });
    const read = await sharp(loaded.bytes).metadata();
    expect([read.format, read.width, read.height, read.exif]).toEqual(["webp", 256, 256, undefined]);
    expect((await load(other, `/api/people/${actor.id}/avatar`)).headers.get("cache-control")).toBe(
      "private, no-store",
    );
    const etag = loaded.headers.get("etag") ?? "";
    expect((await load(other, urlOf(answer), { "if-none-match": etag })).status).toBe(304);
  });

  it("has another address once it is replaced, and its former file is gone", async () => {
    const actor = await accounts.makeActor();
    const before = (await avatars()).length;
    const first = urlOf(await put(actor, await picture(300, 300)));
    const second = urlOf(await put(actor, await picture(400, 300)));
    expect(second).not.toBe(first);
    expect(await avatars()).toHaveLength(before + 1);
    // The former address shows the latest picture, and nobody keeps it under that.
    expect((await load(actor, first)).headers.get("cache-control")).toBe("private, no-store");
    expect((await callRoute(deleteAvatar, { method: "DELETE", as: actor })).status).toBe(204);
    expect(await avatars()).toHaveLength(before);
    expect((await load(actor, second)).status).toBe(404);
    expect(mySchema.parse((await callRoute(getMe, { as: actor })).body).avatarUrl).toBeNull();
    expect((await callRoute(deleteAvatar, { method: "DELETE", as: actor })).status).toBe(204);
  });

  it("stands beside what its person writes, in the answer and for others alike", async () => {
    const actor = await accounts.makeActor({ role: "agent" });
    const url = urlOf(await put(actor, await picture(300, 300)));
    const ticket = await createTicket(actor, { title: "A picture", description: "Beside what is written." });
    const params = { ticket: ticket.id };
    const made = await callRoute(postComment, { method: "POST", as: actor, params, body: { body: "Hello" } });
    expect(commentSchema.parse(made.body).author.avatarUrl).toBe(url);
    const others = await callRoute(getComments, { as: await accounts.makeActor({ role: "viewer" }), params });
    expect(JSON.stringify(others.body)).toContain(url);
  });

  it.each([
    ["is none", () => "not a picture"],
    [
      "is a script in a picture's clothes",
      () => "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    ],
    ["would unfold into too much", () => pixelBomb(20_000)],
    ["is broken off", async () => (await picture(800, 800)).subarray(0, 700)],
  ])("that %s is refused, and nothing of it stays", async (_what, content) => {
    const actor = await accounts.makeActor();
    const before = await avatars();
    expect(await put(actor, await content())).toMatchObject({ status: 422, body: { code: "invalid" } });
    expect(await avatars()).toEqual(before);
    expect(mySchema.parse((await callRoute(getMe, { as: actor })).body).avatarUrl).toBeNull();
  });

  it("beside another file, too large, or missing is refused as well", async () => {
    const actor = await accounts.makeActor();
    const [before, one] = [await avatars(), await picture(100, 100)];
    expect((await put(actor, one, [{ name: "file", filename: "b.jpg", content: one }])).status).toBe(422);
    expect((await put(actor, new Uint8Array(10 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await put(actor, "")).status).toBe(422);
    expect(await avatars()).toEqual(before);
  });

  it("is nobody's of another organisation", async () => {
    const actor = await accounts.makeActor();
    const url = urlOf(await put(actor, await picture(300, 300)));
    const stranger = await makeActor(await makeOrganisation({ host: "other.example" }), { role: "admin" });
    expect((await load(stranger, url, { host: "other.example" })).status).toBe(404);
    expect((await load(actor, `/api/people/nothing/avatar`)).status).toBe(404);
  });

  it("is left alone by the sweep while its person has it, and swept once nobody has", async () => {
    const actor = await accounts.makeActor();
    await put(actor, await picture(300, 300));
    const before = await avatars();
    const later = new Date(Date.now() + DAY + 60_000);
    expect(await sweepFiles(later)).toBe(0);
    await pool().query("UPDATE people SET avatar_key = NULL WHERE id = $1", [actor.id]);
    expect(await sweepFiles(later)).toBe(1);
    expect(await avatars()).toHaveLength(before.length - 1);
  });
});
