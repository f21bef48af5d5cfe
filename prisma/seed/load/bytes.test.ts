import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { sniffType } from "@/server/storage/sniff";
import { makeFile, writePdf } from "./bytes";
import { generateDesk } from "../generate/generate";
import { widthOf, wrap } from "../pictures/text";
import type { SeedFile } from "../model/types";

const desk = generateDesk({ now: new Date("2026-11-20T15:30:00Z") });
const files = desk.tickets
  .flatMap(({ steps }) => steps)
  .flatMap((step) => (step.kind === "attachment" ? [step.attachment.file] : []));

describe("the files of the demo", () => {
  it("are what they say: pictures that decode, texts, and pages", async () => {
    for (const [kind, file] of oneOfEachKind()) {
      const bytes = await makeFile(file);
      const expected =
        file.kind === "picture"
          ? `image/${file.format}`
          : file.kind === "pdf"
            ? "application/pdf"
            : "text/plain";
      expect(await sniffType(bytes), kind).toBe(expected);
      if (file.kind === "picture") {
        const { width, channels } = await sharp(bytes).metadata();
        const { entropy } = await sharp(bytes).stats();
        expect({ isWide: width >= 800, channels, isDrawn: entropy > 0.5 }, kind).toEqual({
          isWide: true,
          channels: 3,
          isDrawn: true,
        });
      }
    }
  });

  it("are the same bytes each time", async () => {
    for (const [kind, file] of oneOfEachKind()) {
      expect((await makeFile(file)).equals(await makeFile(file)), kind).toBe(true);
    }
  });

  it("are small enough to be sent with a clone", async () => {
    for (const [kind, file] of oneOfEachKind()) {
      expect((await makeFile(file)).byteLength, kind).toBeLessThan(250_000);
    }
  });
});

describe("a page written by hand", () => {
  it("names the true place of each of its objects", () => {
    const page = writePdf("Angebot für São Paulo (1)", ["Łódź, 東京"]).toString("latin1");
    const start = Number(/startxref\n(\d+)/.exec(page)?.[1]);
    expect(page.slice(start, start + 4)).toBe("xref");
    const places = [...page.matchAll(/^(\d{10}) 00000 n/gm)].map(([, place]) => Number(place));
    expect(places.map((place) => page.slice(place, place + 7))).toEqual(
      places.map((_, index) => `${index + 1} 0 obj`),
    );
    expect(page).toContain("(L\u00f3dz, ??)");
    expect(page).toContain("(Angebot f\u00fcr S\u00e3o Paulo \\(1\\))");
  });
});

describe("drawn text", () => {
  it("breaks into lines that fit, and loses no word", () => {
    const words = "The tunnel went down because the certificate is not valid yet";
    const lines = wrap(words, 200);
    expect(lines.join(" ")).toBe(words);
    expect(Math.max(...lines.map((line) => widthOf(line)))).toBeLessThanOrEqual(200);
  });
});

function oneOfEachKind(): Map<string, SeedFile> {
  return new Map(files.map((file) => [file.kind === "picture" ? file.picture.scene : file.kind, file]));
}
