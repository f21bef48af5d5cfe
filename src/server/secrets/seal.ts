import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { currentKey, keyNamed } from "./keyring";

const CIPHER = "aes-256-gcm";
const VERSION = "1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a text for keeping in the database: "1.<name of the key>.<nonce, tag and ciphertext>". `purpose` says what and
 * whose it is ("totp <person>") and has to be given again to open it: what was sealed for one person opens for no other.
 */
export function sealSecret(text: string, purpose: string): string {
  const { id, key } = currentKey();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(purpose));
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return [VERSION, id, Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString("base64url")].join(".");
}

/** The text that was sealed for this purpose. Throws where it was changed, is of another purpose, or its key is not kept here. */
export function openSecret(sealed: string, purpose: string): string {
  const [version, id = "", body = ""] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  if (version !== VERSION || bytes.length < NONCE_BYTES + TAG_BYTES) {
    throw new Error("This is nothing that was sealed here.");
  }
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, keyNamed(id).key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString(
    "utf8",
  );
}

/** How a text begins that was sealed by the key of this name. */
export function sealedBy(id: string): string {
  return `${VERSION}.${id}.`;
}
