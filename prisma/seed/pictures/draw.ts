import sharp from "sharp";
import { randomFrom } from "../model/random";
import type { Picture, SeedFile } from "../model/types";
import { laptopSvg, monitorSvg, printerSvg } from "./objects";
import { badgeSvg, receiptSvg } from "./papers";
import { floorSvg, rackSvg } from "./places";
import { browserSvg, chartSvg, dialogSvg, formSvg, tableSvg, terminalSvg } from "./screens";

const GRAIN_SIDE = 256;

/** Draws a picture of the demo in its format: a few tens of kilobytes, the same each time. */
export async function drawPicture({
  picture,
  format,
}: Extract<SeedFile, { kind: "picture" }>): Promise<Buffer> {
  const image = sharp(Buffer.from(svgOf(picture)));
  switch (format) {
    case "jpeg":
      return await image
        .composite([
          { input: grain(), raw: { width: GRAIN_SIDE, height: GRAIN_SIDE, channels: 4 }, tile: true },
        ])
        .jpeg({ quality: 74 })
        .toBuffer();
    case "webp":
      return await image.webp({ quality: 80, effort: 2 }).toBuffer();
    case "png":
      return await image.removeAlpha().png({ compressionLevel: 5 }).toBuffer();
  }
}

/** What a cheap camera adds: specks of grey, nearly invisible. */
function grain(): Buffer {
  const random = randomFrom("grain");
  const pixels = Buffer.alloc(GRAIN_SIDE * GRAIN_SIDE * 4);
  for (let at = 0; at < pixels.length; at += 4) {
    const speck = random.int(0, 255);
    pixels.fill(speck, at, at + 3);
    pixels[at + 3] = 20;
  }
  return pixels;
}

/** The SVG of a picture. */
export function svgOf(picture: Picture): string {
  switch (picture.scene) {
    case "dialog":
      return dialogSvg(picture);
    case "terminal":
      return terminalSvg(picture);
    case "table":
      return tableSvg(picture);
    case "browser":
      return browserSvg(picture);
    case "form":
      return formSvg(picture);
    case "chart":
      return chartSvg(picture);
    case "floor":
      return floorSvg(picture);
    case "rack":
      return rackSvg(picture);
    case "printer":
      return printerSvg(picture);
    case "monitor":
      return monitorSvg(picture);
    case "laptop":
      return laptopSvg(picture);
    case "badge":
      return badgeSvg(picture);
    case "receipt":
      return receiptSvg(picture);
  }
}
