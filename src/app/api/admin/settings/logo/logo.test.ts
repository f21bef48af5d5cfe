import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { GET as getLogo } from "@/app/api/organisation/logo/route";
import { GET as getLook } from "@/app/api/organisation/route";
import { sweepFiles } from "@/features/attachments/server/write-sweep";
import { lookSchema } from "@/features/organisations/schema";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { setUpAccounts } from "@/testing/accounts";
import { makeAccessToken } from "@/testing/factories";
import { BOUNDARY, formBytes, setUpFiles } from "@/testing/files";
import type { ApiAnswer } from "@/testing/http/client";
import { callRoute } from "@/testing/http/requests";
import { pixelBomb } from "@/testing/pixel-bomb";
import { DELETE as deleteLogo, PUT as putLogo } from "./route";

const accounts = setUpAccounts();
const files = setUpFiles();
const DAY = 86_400_000;
let admin: Actor;

beforeEach(async () => {
  admin = await accounts.makeActor({ role: "admin" });
});

const picture = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 4, background: { r: 0, g: 90, b: 80, alpha: 0.5 } } })
    .webp()
    .withExif({ IFD0: { Copyright: "somebody" } })
    .toBuffer();

async function put(actor: Actor, content: Uint8Array | string): Promise<ApiAnswer> {
  const body = formBytes([{ name: "file", filename: "logo.webp", content }]);
  const request = new Request("http://localhost:3003/api/admin/settings/logo", {
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
  const response = await putLogo(request, { params: Promise.resolve({}) });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

const look = async () => lookSchema.parse((await callRoute(getLook, {})).body);
const load = async (url: string): Promise<Response> =>
  await getLogo(new Request(`http://localhost:3003${url}`, { headers: { host: "localhost:3003" } }), {
    params: Promise.resolve({}),
  });
const logos = async (): Promise<string[]> => (await files.list()).filter((path) => path.startsWith("logos/"));

describe("the organisation's logo", () => {
  it("is kept small, as PNG, without what a program noted in it, and served to everybody", async () => {
    expect((await put(admin, await picture(1200, 300))).status).toBe(200);
    const { logoUrl } = await look();
    const loaded = await load(logoUrl ?? "");
    expect(Object.fromEntries(loaded.headers)).toMatchObject({
      "content-type": "image/png",
      "x-content-type-options": "nosniff",
    });
    const { format, width, height, hasAlpha, exif } = await sharp(
      Buffer.from(await loaded.arrayBuffer()),
    ).metadata();
    expect({ format, width, height, hasAlpha, exif }).toEqual({
      format: "png",
      width: 480,
      height: 120,
      hasAlpha: true,
      exif: undefined,
    });
  });

  it("has another address with another logo, of which one file stays; removed, it is gone", async () => {
    await put(admin, await picture(100, 100));
    const first = await look();
    await put(admin, await picture(90, 30));
    const second = await look();
    expect(second.logoUrl).not.toBe(first.logoUrl);
    expect(await logos()).toHaveLength(1);
    expect((await callRoute(deleteLogo, { method: "DELETE", as: admin })).status).toBe(204);
    expect((await look()).logoUrl).toBeNull();
    expect((await load("/api/organisation/logo")).status).toBe(404);
    expect(await logos()).toEqual([]);
  });

  it("each change is an event and an entry of the audit, and removing nothing is neither", async () => {
    const counts = async () => {
      const { rows } = await pool().query<{ events: number; entries: number }>(
        `SELECT (SELECT count(*)::int FROM events WHERE type = 'organisation:changed') AS events,
           (SELECT count(*)::int FROM audit_entries WHERE action = $1 AND data ? 'logo') AS entries`,
        ["settings.changed"],
      );
      return rows[0];
    };
    await callRoute(deleteLogo, { method: "DELETE", as: admin });
    const before = await counts();
    await callRoute(deleteLogo, { method: "DELETE", as: admin });
    expect(await counts()).toEqual(before);
    await put(admin, await picture(50, 50));
    expect(await counts()).toEqual({
      events: (before?.events ?? 0) + 1,
      entries: (before?.entries ?? 0) + 1,
    });
  });

  it.each([
    ["text", "no picture at all"],
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ])("%s is refused", async (_what, content) => {
    const answer = await put(admin, content);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: "invalid", errors: [{ path: "file" }] });
  });

  it("a picture that would unfold into too many pixels is refused before it is decoded", async () => {
    expect((await put(admin, pixelBomb(30_000))).status).toBe(422);
  });

  it("only admins change it", async () => {
    const agent = await accounts.makeActor({ role: "agent" });
    expect((await put(agent, await picture(10, 10))).status).toBe(403);
    expect((await callRoute(deleteLogo, { method: "DELETE", as: agent })).status).toBe(403);
  });

  it("the sweep leaves it, and removes one that no organisation has", async () => {
    await put(admin, await picture(60, 20));
    expect(await logos()).toHaveLength(1);
    await sweepFiles(new Date(Date.now() + 2 * DAY));
    expect(await logos()).toHaveLength(1);
    await pool().query("UPDATE organisations SET logo_key = NULL");
    await sweepFiles(new Date(Date.now() + 2 * DAY));
    expect(await logos()).toEqual([]);
  });
});
