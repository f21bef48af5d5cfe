import { join } from "node:path";
import { env } from "@/server/process/env";
import { shareOnce } from "@/server/process/globals";
import { createDiskStorage } from "./disk";
import type { FileStorage } from "./types";

/** The storage of this process: the folder `files` under DATA_DIR. */
export function storage(): FileStorage {
  return shareOnce("storage", () => createDiskStorage(join(env().dataDir, "files")));
}
