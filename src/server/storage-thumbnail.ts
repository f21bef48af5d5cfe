import sharp from "sharp";
import { shareOnce } from "./globals";
import { log } from "./log";
import { storage } from "./storage";
import { inTurn } from "./turns";

const SIDE = 512;
/** Pictures of today's telephones, and no more: a small file can unfold into gigabytes. */
const MOST_PIXELS = 64_000_000;
const MOST_SECONDS = 8;
/** Pictures that are decoded at the same time in this process. */
const LANES = 2;
/** Told by their bytes; SVG is not among them and never reaches the decoder. */
const DECODED = new Set([
  "image/png",
  "image/apng",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/tiff",
]);

sharp.cache(false);
sharp.concurrency(1);

/**
 * Stores a small WebP of a stored picture, upright, of an animation its first frame, without what the camera noted
 * about place and time; returns its key, or null for what is no picture or cannot be read as one.
 */
export async function makeThumbnail(key: string, contentType: string): Promise<string | null> {
  if (!DECODED.has(contentType)) {
    return null;
  }
  try {
    const picture = await inTurn(`thumbnail lane ${nextLane()}`, () => storage().withPath(key, shrink));
    return (await storage().write("thumbnails", [picture])).key;
  } catch (error) {
    log().info({ err: error, key, contentType }, "no thumbnail could be made of a picture");
    return null;
  }
}

async function shrink(path: string): Promise<Uint8Array> {
  return await sharp(path, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: "error" })
    .autoOrient()
    .resize({ width: SIDE, height: SIDE, fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: MOST_SECONDS })
    .toBuffer();
}

function nextLane(): number {
  const lanes = shareOnce("thumbnail-lanes", () => ({ next: 0 }));
  lanes.next = (lanes.next + 1) % LANES;
  return lanes.next;
}
