import { crc32, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

/** A file that is not what it says, or that harms whatever reads it carelessly. */
export interface DangerousFile {
  what: string;
  name: string;
  bytes: Uint8Array;
  /** What becomes of it: stored, and harmless as a download; or not taken. */
  outcome: "inert" | "refused";
}

const SCRIPT = "<script>__xss(1)</script>";
const MEGABYTE = 1024 * 1024;
const BOMB_MEGABYTES = 100;

/** Every one of them, made anew: some are dear to make, so make them once. */
export async function makeDangerousFiles(): Promise<DangerousFile[]> {
  const inert = (what: string, name: string, bytes: Uint8Array | string): DangerousFile => ({
    what,
    name,
    bytes: typeof bytes === "string" ? Buffer.from(bytes) : bytes,
    outcome: "inert",
  });
  const jpeg = await photograph().jpeg().toBuffer();
  const png = await photograph().png().toBuffer();
  return [
    ...markup().map(([what, name, bytes]) => inert(what, name, bytes)),
    inert("a gif that is a script", "picture.gif", "GIF89a=1/*\u0000\u0000*/;__xss(1)//"),
    inert(
      "a picture with a page behind it",
      "picture.png",
      Buffer.concat([png, Buffer.from(`<html>${SCRIPT}`)]),
    ),
    inert(
      "a picture with an archive behind it",
      "picture.jpg",
      Buffer.concat([jpeg, zip("x.html", Buffer.from(SCRIPT))]),
    ),
    inert(
      "a picture whose comment is a page",
      "comment.jpg",
      withSegment(jpeg, 0xfe, Buffer.from(`<html>${SCRIPT}`)),
    ),
    inert("a picture with a script in its notes", "exif.jpg", await withNotes()),
    inert("a drawing in an archive", "drawing.svgz", gzipSync(svg())),
    inert(
      "a PDF that runs something",
      "letter.pdf",
      `%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj`,
    ),
    inert("a program", "holiday.jpg", Buffer.concat([Buffer.from("MZ\u0090\u0000"), Buffer.alloc(200)])),
    inert(
      "a program of Linux",
      "holiday.png",
      Buffer.concat([Buffer.from("\u007fELF\u0002\u0001\u0001"), Buffer.alloc(200)]),
    ),
    inert("a program for shells", "notes.txt", "#!/bin/sh\nrm -rf /\n"),
    inert("a film of Flash", "movie.png", Buffer.concat([Buffer.from("CWS\u000a"), Buffer.alloc(100)])),
    inert("a program of the web", "module.png", Buffer.from("0061736d01000000", "hex")),
    inert("a table that calculates", "table.csv", '=cmd|"/c calc"!A0,+1,-1,@SUM(1)\n'),
    ...bombs(png).map(([what, name, bytes]) => inert(what, name, bytes)),
    inert("half a picture", "half.png", png.subarray(0, png.byteLength / 2)),
    inert("the head of a picture alone", "head.jpg", jpeg.subarray(0, 30)),
    inert("nothing of a picture but its signature", "signature.webp", "RIFF\u0000\u0000\u0000\u0000WEBP"),
    ...names().map((name) => inert("a name", name, "nothing in it")),
    // A line break in a part's header begins another header, and an empty line ends them: the form is broken.
    {
      what: "a name with lines",
      name: "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
      bytes: Buffer.from("x"),
      outcome: "refused",
    },
    { what: "nothing at all", name: "empty.png", bytes: new Uint8Array(), outcome: "refused" },
  ];
}

/** A PNG of one bit a pixel, small however large it claims to be; `extra` chunks stand before its rows. */
export function flatPng(width: number, height: number, extra: readonly Uint8Array[] = []): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", head),
    ...extra,
    chunk("IDAT", deflateSync(Buffer.alloc(height * (Math.ceil(width / 8) + 1)))),
    chunk("IEND", new Uint8Array()),
  ]);
}

function photograph(): Sharp {
  const noise = { type: "gaussian", mean: 128, sigma: 30 } as const;
  return sharp({ create: { width: 640, height: 480, channels: 3, background: "teal", noise } });
}

async function withNotes(): Promise<Buffer> {
  const notes = { ImageDescription: SCRIPT, Copyright: SCRIPT, Artist: "'\"><img src=x onerror=__xss(1)>" };
  return await photograph()
    .jpeg()
    .withExif({ IFD0: notes, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 12/1" } })
    .toBuffer();
}

function svg(): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" onload="__xss(1)">${SCRIPT}<foreignObject>${SCRIPT}</foreignObject></svg>`;
}

/** Pages, drawings and other markup under the names of pictures, in several ways of writing. */
function markup(): [what: string, name: string, bytes: Uint8Array | string][] {
  const page = `<!doctype html><title>x</title>${SCRIPT}`;
  const wide = (text: string): Buffer =>
    Buffer.concat([Buffer.from("fffe", "hex"), Buffer.from(text, "utf16le")]);
  return [
    ["a page", "picture.png", page],
    ["a page", "page.html", page],
    ["a page of two bytes a character", "picture.jpg", wide(page)],
    ["a page with a mark before it", "picture.gif", `\ufeff${page}`],
    ["a page behind spaces", "picture.webp", `${" ".repeat(600)}\n${page}`],
    ["a page behind a comment", "picture.png", `<!-- ${"x".repeat(5_000)} -->${page}`],
    ["a page behind a long text", "readme.txt", `${"words ".repeat(20_000)}${page}`],
    ["a page in another way of writing", "utf7.txt", "+ADw-script+AD4-__xss(1)+ADw-/script+AD4-"],
    [
      "a page in XML",
      "page.xhtml",
      `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`,
    ],
    [
      "XML with a style sheet",
      "feed.xml",
      `<?xml version="1.0"?><?xml-stylesheet href="javascript:__xss(1)"?><a/>`,
    ],
    [
      "XML that reads files",
      "feed.xml",
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
    ],
    [
      "XML that unfolds",
      "feed.xml",
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>`,
    ],
    ["a drawing", "drawing.svg", svg()],
    ["a drawing under another name", "drawing.png", svg()],
    ["a drawing of two bytes a character", "drawing.svg", wide(svg())],
    ["a drawing with a head", "drawing.jpg", `<?xml version="1.0"?><!DOCTYPE svg>${svg()}`],
    ["a page of mail", "mail.mht", `MIME-Version: 1.0\nContent-Type: text/html\n\n${page}`],
    ["a script", "script.js", "__xss(1)"],
    ["a style sheet", "style.css", "@import url(//elsewhere.invalid/x)"],
    ["a worker's list of files", "app.appcache", "CACHE MANIFEST\n*"],
    ["rules of a web server", ".htaccess", "AddType application/x-httpd-php .png"],
    ["a page of another server", "shell.php", "<?php system($_GET['x']); ?>"],
    ["a shortcut", "desktop.url", "[InternetShortcut]\nURL=javascript:__xss(1)"],
  ];
}

/** Small files that unfold into large ones. */
function bombs(png: Uint8Array): [what: string, name: string, bytes: Uint8Array][] {
  const zeros = Buffer.alloc(BOMB_MEGABYTES * MEGABYTE);
  const moving = Buffer.from("21f904000a000000" + "2c00000000010001000002024401" + "00", "hex");
  const gif = (width: number, height: number, frames: number): Buffer => {
    const size = Buffer.alloc(4);
    size.writeUInt16LE(width, 0);
    size.writeUInt16LE(height, 2);
    const head = [Buffer.from("GIF89a"), size, Buffer.from("800000000000ffffff", "hex")];
    return Buffer.concat([...head, ...Array<Buffer>(frames).fill(moving), Buffer.from("3b", "hex")]);
  };
  const profile = Buffer.concat([Buffer.from("x\u0000\u0000"), deflateSync(zeros)]);
  return [
    ["an archive that unfolds", "picture.png", zip("zeros", zeros)],
    ["an archive in an archive", "picture.jpg", zip("inner.zip", zip("zeros", zeros))],
    ["a packed file that unfolds", "picture.gif", gzipSync(zeros)],
    ["a picture of 30,000 by 30,000", "flood.png", flatPng(30_000, 30_000)],
    ["a picture of 64 million pixels", "large.png", flatPng(8_000, 8_000)],
    ["a picture a pixel high", "line.png", flatPng(60_000, 1)],
    ["a picture whose profile unfolds", "profile.png", flatPng(100, 100, [chunk("iCCP", profile)])],
    ["a picture whose text unfolds", "text.png", flatPng(100, 100, [chunk("zTXt", profile)])],
    ["a moving picture of 20,000 moments", "many.gif", gif(1, 1, 20_000)],
    ["a moving picture that claims 65,535 by 65,535", "wide.gif", gif(65_535, 65_535, 50)],
    ["a picture with wrong checksums", "wrong.png", Buffer.from(png).fill(7, 60, 90)],
  ];
}

/** Names that lead elsewhere, hide what they are, or mean something to a system or to a header. */
function names(): string[] {
  const long = "a".repeat(5_000);
  return [
    "../../../../etc/passwd",
    "..\\..\\..\\windows\\system.ini",
    "C:\\autoexec.bat",
    "/etc/cron.d/x",
    "....//....//x.txt",
    "%2e%2e%2f%2e%2e%2fx.txt",
    "..\u2215..\u2215x.txt",
    "..",
    ".",
    "...",
    "~root",
    "-rf",
    ...["CON", "NUL.txt", "COM1.png", "aux", "LPT9.jpg", "PRN.", "CONIN$"],
    "x.txt::$DATA",
    "x.txt:hidden.exe",
    "photo.jpg.exe",
    "photo.jpg%00.exe",
    "photo.jpg\u0000.exe",
    "photo\u202egpj.exe",
    "photo\u2066\u202egpj.exe\u2069",
    "photo.jpg                                        .exe",
    "photo.exe. . .",
    "photo\u200b.jpg",
    'x"; filename="y.html',
    "x;charset=utf-7",
    "=cmd|'/c calc'!A0",
    "<img src=x onerror=__xss(1)>.png",
    "javascript:__xss(1)",
    "name\u0301\u0301\u0301.png",
    "\ud800broken.png",
    `${long}.png`,
    `x.${long}`,
  ];
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.byteLength);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A segment of a JPEG behind its first one. */
function withSegment(jpeg: Uint8Array, marker: number, data: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.byteLength + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

/** An archive with one file in it. */
function zip(name: string, content: Uint8Array): Buffer {
  const packed = deflateRawSync(content);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(8, 4);
  facts.writeUInt32LE(crc32(content), 10);
  facts.writeUInt32LE(packed.byteLength, 14);
  facts.writeUInt32LE(content.byteLength, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("504b0304", "hex"), facts, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from("504b01021400", "hex"),
    facts,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.byteLength, 8);
  end.writeUInt32LE(local.byteLength, 12);
  return Buffer.concat([local, central, Buffer.from("504b0506", "hex"), end]);
}
