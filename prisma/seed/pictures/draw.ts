import sharp from "sharp";
import type { Picture, SeedFile } from "../types";
import { laptopSvg, monitorSvg, printerSvg } from "./objects";
import { badgeSvg, receiptSvg } from "./papers";
import { floorSvg, rackSvg } from "./places";
import { browserSvg, chartSvg, dialogSvg, formSvg, tableSvg, terminalSvg } from "./screens";

/** Draws a picture of the demo in its format: a few tens of kilobytes, the same each time. */
export async function drawPicture({
  picture,
  format,
}: Extract<SeedFile, { kind: "picture" }>): Promise<Buffer> {
  const image = sharp(Buffer.from(svgOf(picture)));
  if (format === "jpeg") {
    return image.jpeg({ quality: 72 }).toBuffer();
  }
  return format === "webp"
    ? image.webp({ quality: 80 }).toBuffer()
    : image.png({ palette: true, effort: 3 }).toBuffer();
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
