import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedDatabase } from "@/server/embedded-database/embedded-database";

/** A temporary database server. */
export interface TemporaryDatabase {
  url: string;
  /** Its folder, for tests that read it. */
  dataDir: string;
  /** Ends the server as its administrator would, connections and all; its data stays. */
  halt(): Promise<void>;
  /** Starts it again at the same address. */
  resume(): Promise<void>;
  /** Stops it and removes every trace. */
  stop(): Promise<void>;
}

/** Starts a PostgreSQL server of its own in a temporary folder, in about half a second; for tests, measurements (`durable`) and for trying migrations out. */
export async function startTemporaryDatabase({ durable = false } = {}): Promise<TemporaryDatabase> {
  const dataDir = makeTemporaryDataDir();
  const options = { dataDir, durable, mayCreateDatabases: true };
  let database = await startEmbeddedDatabase(options);
  const { url } = database;
  return {
    url,
    dataDir,
    halt: () => database.stop(),
    resume: async () => {
      database = await startEmbeddedDatabase(options);
      if (database.url !== url) {
        throw new Error("Somebody else has taken the port of the database meanwhile.");
      }
    },
    stop: async () => {
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A new temporary folder that PostgreSQL's own user gets through, as it must when started by root. */
export function makeTemporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), "helpejo-"));
  chmodSync(folder, 0o711);
  return folder;
}
