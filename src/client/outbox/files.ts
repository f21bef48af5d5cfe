import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import * as z from "zod/mini";
import { isStorageClosed } from "@/client/browser/leaving";

/** A file that was chosen and not sent, kept over a reload. */
export interface KeptFile {
  key: string;
  file: File;
}

interface Row extends KeptFile {
  /** "draft <person> ..." or "outbox <person>". */
  owner: string;
  at: number;
}

/** A row of which this release can read only the owner: kept for a release that can read the rest. */
interface OwnedRow {
  key: string;
  owner: string;
  file?: unknown;
}

interface FilesDatabase extends DBSchema {
  files: { key: string; value: unknown; indexes: { owner: string; at: number } };
}

const DATABASE = "helpejo";
const STORE = "files";
const VERSION = 1;
const KEPT_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;

const ownedSchema = z.looseObject({ key: z.string(), owner: z.string() });
const rowSchema: z.ZodMiniType<Row> = z.looseObject({
  key: z.string(),
  owner: z.string(),
  at: z.number(),
  // Files exist in browsers alone, and this module is read on the server too.
  file: z.custom<File>((value) => value instanceof File),
});

/** The files of this page, also where the browser's storage is off. */
const inMemory = new Map<string, Row>();

/** Stores a file for its owner (a field, or the outbox); an existing key changes its owner. False where it will not survive a reload. */
export async function keepFile(owner: string, key: string, file: File): Promise<boolean> {
  const row: Row = { owner, key, file, at: Date.now() };
  inMemory.set(key, row);
  if (isStorageClosed()) {
    return false;
  }
  // It resolves once the row is on the disk.
  return (await inDatabase((database) => database.put(STORE, row))) !== null;
}

/** A file by its key; null where it is not stored. */
export async function readFile(key: string): Promise<File | null> {
  const here = inMemory.get(key);
  const found = here ? null : await inDatabase((database) => database.get(STORE, key));
  return here?.file ?? readable([found?.value])[0]?.file ?? null;
}

/** An owner's stored files, in the order in which they were chosen; without storage, those of this page. */
export async function filesOf(owner: string): Promise<KeptFile[]> {
  const rows = await inDatabase((database) => database.getAllFromIndex(STORE, "owner", owner));
  const own = [...inMemory.values()].filter((row) => row.owner === owner);
  const all = new Map([...readable(rows?.value ?? []), ...own].map((row) => [row.key, row]));
  return [...all.values()].sort((a, b) => a.at - b.at).map(({ key, file }) => ({ key, file }));
}

/** Deletes these files, and all that were not used for two weeks. */
export async function forgetFiles(keys: readonly string[]): Promise<void> {
  keys.forEach((key) => inMemory.delete(key));
  await inDatabase(async (database) => {
    for (const key of keys) {
      await database.delete(STORE, key);
    }
    const before = IDBKeyRange.upperBound(Date.now() - KEPT_MILLISECONDS);
    for (const key of await database.getAllKeysFromIndex(STORE, "at", before)) {
      await database.delete(STORE, key);
    }
  });
}

/** The owners of all stored files, each once: kind and person's id come first in each. */
export async function ownersOfFiles(): Promise<string[]> {
  return [...new Set((await allRows()).map((row) => row.owner))];
}

/** The names of a person's stored files that were not sent yet. */
export async function namesOfFiles(personId: string): Promise<string[]> {
  return (await rowsOf(personId)).map(({ file, key }) => (file instanceof File ? file.name : key));
}

/** Deletes all files of a person. */
export async function forgetFilesOf(personId: string): Promise<void> {
  await forgetFiles((await rowsOf(personId)).map((row) => row.key));
}

async function rowsOf(personId: string): Promise<OwnedRow[]> {
  return (await allRows()).filter((row) => row.owner.split(" ")[1] === personId);
}

async function allRows(): Promise<OwnedRow[]> {
  const kept = (await inDatabase((database) => database.getAll(STORE)))?.value ?? [];
  const rows = kept.flatMap((row) => ownedSchema.safeParse(row).data ?? []);
  return [
    ...new Map<string, OwnedRow>([...rows, ...inMemory.values()].map((row) => [row.key, row])).values(),
  ];
}

/** The rows that this release can read; the others stay where they are. */
function readable(rows: readonly unknown[]): Row[] {
  return rows.flatMap((row) => rowSchema.safeParse(row).data ?? []);
}

/** Runs work on the database; null where the browser refuses it, or a newer release has upgraded it. */
async function inDatabase<T>(
  work: (database: IDBPDatabase<FilesDatabase>) => Promise<T>,
): Promise<{ value: T } | null> {
  try {
    const database = await openDB<FilesDatabase>(DATABASE, VERSION, {
      upgrade: (fresh) => {
        const store = fresh.createObjectStore(STORE, { keyPath: "key" });
        store.createIndex("owner", "owner");
        store.createIndex("at", "at");
      },
    });
    try {
      return { value: await work(database) };
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}
