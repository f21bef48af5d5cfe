import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { forgetShared, shareOnce } from "@/server/globals";
import { createDiskStorage } from "@/server/storage-disk";

/** The folder that a test file's uploads go to. */
export interface TestFiles {
  /** The path of every file in it, of whatever state, relative and sorted. */
  list(): Promise<string[]>;
  root(): string;
}

/** One part of a form: a text field, or a file when it has a `filename`. */
export interface FormPart {
  name: string;
  content: string | Uint8Array;
  filename?: string;
  contentType?: string;
}

/** The boundary of `formBytes`. */
export const BOUNDARY = "----a-boundary-of-our-tests";

/** Gives the calling test file a storage of its own, empty, removed at the end. */
export function setUpFiles(): TestFiles {
  let root = "";
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "helpejo-files-"));
    forgetShared("storage");
    shareOnce("storage", () => createDiskStorage(root));
  });
  afterAll(async () => {
    forgetShared("storage");
    await rm(root, { recursive: true, force: true });
  });
  return {
    root: () => root,
    list: async () => {
      const entries = await readdir(root, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .sort();
    },
  };
}

/** A form as browsers write it, byte by byte, in the given order. */
export function formBytes(parts: readonly FormPart[]): Uint8Array {
  const pieces = parts.flatMap((part) => {
    const filename =
      part.filename === undefined ? "" : `; filename="${part.filename.replaceAll('"', "%22")}"`;
    const type =
      part.filename === undefined
        ? ""
        : `Content-Type: ${part.contentType ?? "application/octet-stream"}\r\n`;
    return [
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${part.name}"${filename}\r\n${type}\r\n`,
      part.content,
      "\r\n",
    ];
  });
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece)));
}
