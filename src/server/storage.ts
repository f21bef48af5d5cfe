import { join } from "node:path";
import { env } from "./env";
import { shareOnce } from "./globals";
import { createDiskStorage } from "./storage-disk";
import type { FileStorage } from "./storage-types";

/** The storage of this process: the folder `files` under DATA_DIR. */
export function storage(): FileStorage {
  return shareOnce("storage", () => createDiskStorage(join(env().dataDir, "files")));
}
