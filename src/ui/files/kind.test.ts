import { describe, expect, it } from "vitest";
import { translatorFor } from "@/messages/translator";
import { fileKind } from "./kind";

const t = translatorFor({ language: "en", locale: "en" });

describe("what a file is called", () => {
  it.each([
    ["image/heic", "IMG_0815.HEIC", "HEIC picture"],
    ["image/heif-sequence", "live.heif", "HEIC picture"],
    ["image/tiff", "scan.tif", "TIFF picture"],
    ["image/png", "", "PNG picture"],
    ["image/x-icon", "a.ico", "ICON picture"],
    ["application/pdf", "a.pdf", "PDF"],
    ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "a.xlsx", "Spreadsheet"],
    ["application/zip", "a.zip", "Archive"],
    ["text/plain", "u16.csv", "Text"],
    ["text/html", "a.htm", "Web page"],
    ["application/octet-stream", "dump.dmp", "DMP file"],
    ["", "noending", "File"],
    ["application/octet-stream", "a.verylongending", "File"],
  ])("%s %s is: %s", (type, name, kind) => {
    expect(fileKind(t, type, name)).toBe(kind);
  });
});
