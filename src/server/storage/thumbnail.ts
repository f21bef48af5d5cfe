import pLimit, { type LimitFunction } from "p-limit";
import sharp from "sharp";
import { shareOnce } from "@/server/process/globals";
import { log } from "@/server/process/log";
import { storage } from "./storage";

const SIDE = 512;
const SQUARE_SIDE = 256;
/** Twice as wide and high as it is shown. */
const LOGO_MOST = { width: 480, height: 120 };
/** Pictures of today's telephones, and no more: a small file can unfold into gigabytes. */
const MOST_PIXELS = 64_000_000;
const MOST_SECONDS = 8;
/** Recognised by their bytes; SVG is not among them and never reaches the decoder. */
const DECODED = new Set([
  "image/png",
  "image/apng",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/tiff",
  // Pictures of telephones, where the library was built with the decoder that patents cover; as it is installed it was not.
  ...(sharp.format.heif.input.fileSuffix?.includes(".heic") ? ["image/heic", "image/heif"] : []),
]);

sharp.cache(false);
sharp.concurrency(1);

/** Whether a stored file looks like a picture that a thumbnail can be made of: by its head alone, nothing is decoded. */
export async function canHaveThumbnail(key: string, contentType: string): Promise<boolean> {
  if (!DECODED.has(contentType)) {
    return false;
  }
  try {
    const { width, height } = await storage().withPath(key, (path) => sharp(path).metadata());
    return width * height <= MOST_PIXELS;
  } catch {
    return false;
  }
}

/**
 * Stores a small WebP of a stored picture, upright, of an animation its first frame, without what the camera noted
 * about place and time. One at a time in this process, on one thread: reading files and checking passwords need the others.
 * Returns its key, or null for what cannot be read to its end; throws what the storage throws.
 */
export async function makeThumbnail(key: string): Promise<string | null> {
  const picture = await oneAtATime()(() => storage().withPath(key, shrink)).catch((error: unknown) => {
    log().info({ err: error, key }, "no thumbnail could be made of a picture");
    return null;
  });
  return picture && (await storage().write("thumbnails", [picture])).key;
}

/** The same as a square, of the middle of what is not one; stored as somebody's picture. Null for what cannot be read. */
export async function makeSquare(key: string): Promise<string | null> {
  const picture = await oneAtATime()(() => storage().withPath(key, square)).catch((error: unknown) => {
    log().info({ err: error, key }, "no square could be made of a picture");
    return null;
  });
  return picture && (await storage().write("avatars", [picture])).key;
}

/** The same as a logo: within its bounds, as PNG, which every mail program shows; what is transparent stays so. Null for what cannot be read. */
export async function makeLogo(key: string): Promise<string | null> {
  const picture = await oneAtATime()(() => storage().withPath(key, logo)).catch((error: unknown) => {
    log().info({ err: error, key }, "no logo could be made of a picture");
    return null;
  });
  return picture && (await storage().write("logos", [picture])).key;
}

function oneAtATime(): LimitFunction {
  return shareOnce("thumbnail-limit", () => pLimit(1));
}

async function square(path: string): Promise<Uint8Array> {
  return await sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: "error" })
    .autoOrient()
    .resize({ width: SQUARE_SIDE, height: SQUARE_SIDE, fit: "cover" })
    .webp({ quality: 82 })
    .timeout({ seconds: MOST_SECONDS })
    .toBuffer();
}

async function logo(path: string): Promise<Uint8Array> {
  return await sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: "error" })
    .autoOrient()
    .resize({ ...LOGO_MOST, fit: "inside", withoutEnlargement: true })
    .png({ compressionLevel: 9, palette: true })
    .timeout({ seconds: MOST_SECONDS })
    .toBuffer();
}

async function shrink(path: string): Promise<Uint8Array> {
  return await sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: "error" })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: MOST_SECONDS })
    .toBuffer();
}
