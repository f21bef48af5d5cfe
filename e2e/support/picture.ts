import sharp from "sharp";

/** A picture in one colour, as a file to choose or to paste. */
export async function makePicture(): Promise<Buffer> {
  return await sharp({ create: { width: 480, height: 300, channels: 3, background: "#2f6f5e" } })
    .png()
    .toBuffer();
}
