import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env, makeDataDir } from "@/server/process/env";
import { withFileLock } from "@/server/process/file-lock";
import { replaceSecret, writeSecretOnce } from "@/server/process/folders";

/** A key of AES-256 with the name that what is sealed by it carries. */
interface SealingKey {
  id: string;
  key: Buffer;
}

const FILE = "sealing-keys.json";
const KEY_BYTES = 32;

const keyringSchema = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });

/** The key by which secrets are sealed now; the first is made at the first call. */
export function currentKey(): SealingKey {
  const { current, keys } = readKeyring();
  return { id: current, key: toKey(current, keys[current]) };
}

/** The key of this name, also one by which nothing new is sealed any more. Throws where it is not kept here. */
export function keyNamed(id: string): SealingKey {
  return { id, key: toKey(id, readKeyring().keys[id]) };
}

/** The names of all keys that are kept here, and of the one by which is sealed now. */
export function listKeys(): { current: string; former: string[] } {
  const { current, keys } = readKeyring();
  return { current, former: Object.keys(keys).filter((id) => id !== current) };
}

/** Makes a new key, by which is sealed from now on; the earlier ones stay for opening. Returns its name. */
export function addKey(): string {
  const { keys } = readKeyring();
  const current = newId();
  writeKeyring({ current, keys: { ...keys, [current]: newKey() } });
  return current;
}

/** Takes keys away for good: nothing that was sealed by them can be opened here again. The current one stays. */
export function dropKeys(ids: readonly string[]): void {
  const { current, keys } = readKeyring();
  const kept = Object.entries(keys).filter(([id]) => id === current || !ids.includes(id));
  writeKeyring({ current, keys: Object.fromEntries(kept) });
}

/** Runs `work` while nobody else on this machine changes the keys. */
export async function withKeys<T>(work: () => Promise<T>): Promise<T> {
  return await withFileLock(join(env().dataDir, `${FILE}.lock`), work);
}

/** Read each time: it is asked for seldom, and another process may have added a key. */
function readKeyring(): z.infer<typeof keyringSchema> {
  const { dataDir } = env();
  const file = join(dataDir, FILE);
  if (!existsSync(file)) {
    makeDataDir(dataDir);
    makeKeyring(file);
  }
  return keyringSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

function makeKeyring(file: string): void {
  const current = newId();
  writeSecretOnce(file, JSON.stringify({ current, keys: { [current]: newKey() } }));
}

function writeKeyring(keyring: z.infer<typeof keyringSchema>): void {
  replaceSecret(join(env().dataDir, FILE), JSON.stringify(keyring));
}

function newId(): string {
  return randomBytes(6).toString("hex");
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString("base64url");
}

function toKey(id: string, text: string | undefined): Buffer {
  const key = Buffer.from(text ?? "", "base64url");
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `${FILE} in DATA_DIR has no key "${id}": what was sealed by it cannot be read. Bring the file back from a backup.`,
    );
  }
  return key;
}
