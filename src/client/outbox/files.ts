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

const DATABASE = "helpejo";
const STORE = "files";
const KEPT_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;

/** What this page holds, also where the browser keeps nothing. */
const held = new Map<string, Row>();

/** Keeps a file for its owner (a field, or the outbox); under a key that is there it changes hands. False where it will not survive this page. */
export async function keepFile(owner: string, key: string, file: File): Promise<boolean> {
  const row: Row = { owner, key, file, at: Date.now() };
  held.set(key, row);
  if (isStorageClosed()) {
    return false;
  }
  return (await inStore("readwrite", (store) => store.put(row))) !== null;
}

/** A file by its key; null where nothing kept it. */
export async function readFile(key: string): Promise<File | null> {
  const row: unknown =
    held.get(key) ?? (await inStore<unknown>("readonly", (store) => store.get(key)))?.value;
  return isRow(row) ? row.file : null;
}

/** The files that are kept for an owner, in the order in which they were chosen; where the browser keeps none, those of this page. */
export async function filesOf(owner: string): Promise<KeptFile[]> {
  const rows = await inStore<unknown[]>("readonly", (store) => store.index("owner").getAll(owner));
  const own = [...held.values()].filter((row) => row.owner === owner);
  const all = new Map([...(rows?.value ?? []).filter(isRow), ...own].map((row) => [row.key, row]));
  return [...all.values()].sort((a, b) => a.at - b.at).map(({ key, file }) => ({ key, file }));
}

/** Forgets files, and all that nobody came back to for two weeks. */
export async function forgetFiles(keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    held.delete(key);
    await inStore("readwrite", (store) => store.delete(key));
  }
  if (typeof IDBKeyRange === "undefined") {
    return;
  }
  const before = IDBKeyRange.upperBound(Date.now() - KEPT_MILLISECONDS);
  const old = await inStore("readonly", (store) => store.index("at").getAllKeys(before));
  for (const key of old?.value ?? []) {
    await inStore("readwrite", (store) => store.delete(key));
  }
}

/** For whom and what files are kept here, each once: the kind and the person's id come first in each. */
export async function ownersOfFiles(): Promise<string[]> {
  const rows = await inStore<unknown[]>("readonly", (store) => store.getAll());
  const all = [...held.values(), ...(rows?.value ?? []).filter(isRow)];
  return [...new Set(all.map((row) => row.owner))];
}

/** The names of all files that are kept of a person, sent with nothing yet. */
export async function namesOfFiles(personId: string): Promise<string[]> {
  return (await rowsOf(personId)).map((row) => row.file.name);
}

/** Forgets all files of a person. */
export async function forgetFilesOf(personId: string): Promise<void> {
  await forgetFiles((await rowsOf(personId)).map((row) => row.key));
}

async function rowsOf(personId: string): Promise<Row[]> {
  const rows = await inStore<unknown[]>("readonly", (store) => store.getAll());
  const all = new Map([...(rows?.value ?? []).filter(isRow), ...held.values()].map((row) => [row.key, row]));
  return [...all.values()].filter((row) => row.owner.split(" ")[1] === personId);
}

/** Runs one request on the store; null where the browser refuses. */
async function inStore<T>(
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<{ value: T } | null> {
  try {
    const database = await open();
    try {
      return await new Promise<{ value: T }>((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = ask(transaction.objectStore(STORE));
        // Not before it is on the disk.
        transaction.oncomplete = () => resolve({ value: request.result });
        transaction.onabort = () =>
          reject(transaction.error ?? new Error("The browser keeps no more files."));
        transaction.onerror = () => undefined;
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(STORE, { keyPath: "key" });
      store.createIndex("owner", "owner");
      store.createIndex("at", "at");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser keeps no files."));
    request.onblocked = () => reject(new Error("Another window is in the way."));
  });
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && "file" in value && value.file instanceof File;
}
