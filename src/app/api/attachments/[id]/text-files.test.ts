import { describe, expect, it } from "vitest";
import { callAttachment, setUpUploads, statusOf } from "@/testing/uploads";

const desk = setUpUploads();

const utf16 = (text: string, isLittle = true): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return isLittle ? bytes : bytes.swap16();
};
const CSV = "Name;Größe\r\nJörg;180\r\n";

describe("a text that is not in UTF-8", () => {
  it.each([
    ["u16.csv", "utf-16le", utf16(CSV)],
    ["u16be.csv", "utf-16be", utf16(CSV, false)],
    ["latin1.csv", "windows-1252", Buffer.from(CSV, "latin1")],
    ["utf8.csv", undefined, Buffer.from(`\ufeff${CSV}`)],
  ])("%s is text in %s, and still a download that can do nothing", async (name, charset, content) => {
    const file = await desk.add(desk.people.requester, name, content);
    expect(file).toMatchObject({ contentType: "text/plain", hasThumbnail: false });
    expect(file.charset).toBe(charset);
    for (const query of ["", "?inline=1"]) {
      const response = await callAttachment(desk.people.agent, file.id, { query });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": `text/plain; charset=${charset ?? "utf-8"}`,
        "content-disposition": expect.stringMatching(/^attachment;/),
        "x-content-type-options": "nosniff",
        "content-security-policy": "sandbox; default-src 'none'",
      });
      expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
    }
  });

  it.each([
    ["page.html", utf16("<!doctype html><script>alert(1)</script>")],
    ["picture.svg", utf16('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', false)],
  ])("never becomes a page: %s", async (name, content) => {
    const file = await desk.add(desk.people.requester, name, content);
    const response = await callAttachment(desk.people.agent, file.id, { query: "?inline=1" });
    await response.body?.cancel();
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment;/);
  });
});

describe("a picture that no preview can be made of", () => {
  it("is named for what it is, and a download", async () => {
    const heic = Buffer.concat([
      Buffer.from("00000018667479706865696300000000686569636d696631", "hex"),
      Buffer.alloc(64),
    ]);
    const file = await desk.add(desk.people.requester, "x.heic", heic);
    expect(file).toMatchObject({ contentType: "image/heic", hasThumbnail: false });
    expect(await statusOf(callAttachment(desk.people.agent, file.id, { query: "?thumbnail=1" }))).toBe(404);
    const response = await callAttachment(desk.people.agent, file.id, { query: "?inline=1" });
    await response.body?.cancel();
    expect(response.headers.get("content-disposition")).toMatch(/^attachment;/);
  });
});
