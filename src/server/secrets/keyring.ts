import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { env, makeDataDir } from "@/server/process/env";
import { writeSecretOnce } from "@/server/process/folders";

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
  const current = randomBytes(6).toString("hex");
  const keyring = { current, keys: { [current]: randomBytes(KEY_BYTES).toString("base64url") } };
  writeSecretOnce(file, JSON.stringify(keyring));
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
