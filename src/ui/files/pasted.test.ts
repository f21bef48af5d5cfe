import { expect, it } from "vitest";
import { pastedFiles } from "./pasted";

const picture = new File(["x"], "image.png", { type: "image/png" });

it("a picture alone is a file", () => {
  expect(pastedFiles({ files: [picture], types: ["Files"] })).toEqual([picture]);
});

it("cells of a spreadsheet stay text, though the clipboard also holds a picture of them", () => {
  expect(pastedFiles({ files: [picture], types: ["text/plain", "text/html", "text/rtf", "Files"] })).toEqual(
    [],
  );
});

it("a picture copied from a page has its address as HTML only, and is a file", () => {
  expect(pastedFiles({ files: [picture], types: ["text/html", "Files"] })).toEqual([picture]);
});
