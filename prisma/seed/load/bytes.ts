import { drawPicture } from "../pictures/draw";
import type { SeedFile } from "../model/types";

/** Makes the bytes of a file: draws the picture, writes the text or the page. */
export async function makeFile(file: SeedFile): Promise<Buffer> {
  switch (file.kind) {
    case "picture":
      return await drawPicture(file);
    case "text":
      return Buffer.from(file.text, "utf8");
    case "pdf":
      return writePdf(file.title, file.lines);
  }
}

/** Writes a PDF of one page by hand: a title and lines in Helvetica, which every reader brings along. */
export function writePdf(title: string, lines: readonly string[]): Buffer {
  const shown = [
    `BT /F2 22 Tf 72 742 Td (${escapePdf(title)}) Tj ET`,
    "0.8 w 72 728 m 523 728 l S",
    ...lines.map((line, index) => `BT /F1 12 Tf 72 ${698 - index * 22} Td (${escapePdf(line)}) Tj ET`),
    "BT /F1 9 Tf 72 60 Td (Larkmoor Instruments) Tj ET",
  ].join("\n");
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
    `<< /Length ${Buffer.byteLength(shown, "latin1")} >>\nstream\n${shown}\nendstream`,
    font("Helvetica"),
    font("Helvetica-Bold"),
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(text, "latin1");
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = Buffer.byteLength(text, "latin1");
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** Letters of names and places that come apart into nothing the page's encoding knows. */
const PLAIN: Readonly<Record<string, string>> = { Ł: "L", ł: "l", ı: "i", "–": "-", "’": "'" };

/** The page's encoding knows Western letters only: others lose their accents rather than becoming rubbish. */
function escapePdf(text: string): string {
  const western = [...text].map((char) =>
    isWestern(char) ? char : (PLAIN[char] ?? char.normalize("NFD")[0] ?? "?"),
  );
  return western
    .map((char) => (isWestern(char) ? char : "?"))
    .join("")
    .replace(/[\\()]/g, "\\$&");
}

function isWestern(char: string): boolean {
  return char.charCodeAt(0) < 256;
}
