import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/shared/errors";
import { createDiskStorage } from "./disk";
import { explainStorageError } from "./errors";

let root = "";

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), "helpejo-disk-")), "files");
});

afterEach(async () => {
  await rm(join(root, ".."), { recursive: true, force: true });
});

async function text(stream: ReadableStream<Uint8Array>): Promise<string> {
  return await new Response(stream).text();
}

describe("files on disk", () => {
  it("are written whole under a generated name, closed to other users", async () => {
    const storage = createDiskStorage(root);
    const stored = await storage.write("attachments", [Buffer.from("one "), Buffer.from("two")]);
    expect(stored).toEqual({
      key: stored.key,
      size: 7,
      sha256: createHash("sha256").update("one two").digest("hex"),
    });
    expect(stored.key).toMatch(/^attachments\/[0-9a-f]{2}\/[0-9a-f]{32}$/);
    expect(await text(await storage.read(stored.key))).toBe("one two");
    expect(await text(await storage.read(stored.key, { start: 4, end: 5 }))).toBe("tw");
    expect(await storage.sizeOf(stored.key)).toBe(7);
    expect((await stat(root)).mode & 0o777).toBe(0o700);
    expect((await stat(join(root, stored.key))).mode & 0o777).toBe(0o600);
  });

  it("of which the source fails leave nothing", async () => {
    const storage = createDiskStorage(root);
    const source = async function* (): AsyncIterable<Uint8Array> {
      yield Buffer.from("some");
      throw new Error("the sender went away");
    };
    await expect(storage.write("attachments", source())).rejects.toThrow("the sender went away");
    const left = await readdir(root, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  it("that are removed are gone, and removing them again is no error", async () => {
    const storage = createDiskStorage(root);
    const { key } = await storage.write("thumbnails", [Buffer.from("x")]);
    await storage.remove(key);
    await storage.remove(key);
    await expect(storage.read(key)).rejects.toMatchObject({ code: "not_found" });
    await expect(storage.sizeOf(key)).rejects.toMatchObject({ code: "not_found" });
  });

  it.each([
    "../../etc/passwd",
    "attachments/../../x",
    "/etc/passwd",
    "",
    "attachments/aa/short",
    "attachments/aa/" + "g".repeat(32),
  ])("are never looked for at %j", async (key) => {
    await expect(createDiskStorage(root).read(key)).rejects.toMatchObject({ code: "not_found" });
  });

  it("left unfinished are swept once they are old", async () => {
    const storage = createDiskStorage(root);
    await storage.write("attachments", [Buffer.from("x")]);
    await writeFile(join(root, "unfinished", "old"), "x");
    await writeFile(join(root, "unfinished", "new"), "x");
    const yesterday = new Date(Date.now() - 90_000_000);
    await utimes(join(root, "unfinished", "old"), yesterday, yesterday);
    expect(await storage.sweepUnfinished(new Date(Date.now() - 86_400_000))).toBe(1);
    expect(await readdir(join(root, "unfinished"))).toEqual(["new"]);
  });

  it("cannot be stored where the folder is no folder, and the person gets an error", async () => {
    await writeFile(root, "in the way");
    await expect(createDiskStorage(root).write("attachments", [Buffer.from("x")])).rejects.toMatchObject({
      code: "unavailable",
    });
  });

  it("fill the disk: that is a sentence of ours, other errors stay as they are", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), {
      code: "ENOSPC",
      syscall: "write",
    });
    expect(explainStorageError(full)).toMatchObject({
      code: "storage_full",
      message: expect.stringContaining("disk is full"),
    });
    const lost = Object.assign(new Error("connection lost"), { code: "EACCES" });
    expect(explainStorageError(lost)).toBe(lost);
    const ours = new AppError("too_large");
    expect(explainStorageError(ours)).toBe(ours);
  });
});
