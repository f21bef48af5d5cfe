import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");

/** Files whose sides are the screen's and not the text's, each with its reason. */
const PHYSICAL: Readonly<Record<string, string>> = {
  "src/ui/shell/resizable-panel.tsx": "it is dragged by pixels of the screen",
  "src/ui/overlays/sheet-popup.tsx": "it slides in from an edge of the screen",
  "src/ui/shell/tabs.tsx": "Base UI measures the active tab from the left",
  "src/ui/overlays/toast-list.tsx": "it is swiped away to an edge of the screen",
};

const SIDE =
  /(?<![\w-])-?(?:[mp][lr]-[\w[(]|(?:left|right)-(?:[\d[(]|full|auto|px)|text-(?:left|right)\b|border-[lr](?:\b|-)|rounded-(?:[lr]|[tb][lr])(?:\b|-))/;

it("classes name the beginning and the end of a line, not left and right, which a right-to-left text turns round", () => {
  const wrong = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .map((path) => `src/${path}`)
    .filter((path) => /^src\/(ui|app|features\/[a-z-]+\/ui)\/.*\.tsx?$/.test(path))
    .filter((path) => !/\.test\.|^src\/app\/api\//.test(path) && !Object.hasOwn(PHYSICAL, path))
    .flatMap((path) =>
      readFileSync(join(ROOT, path), "utf8")
        .split("\n")
        .flatMap((line, at) => (isWrong(line) ? [`${path}:${at + 1}`] : [])),
    );
  expect(wrong).toEqual([]);
});

it("knows a class with a side from one without", () => {
  expect(
    ["ml-2", "md:pr-3", "-left-1", "text-right", "border-l", "rounded-tl-lg"].every((one) =>
      isWrong(`"${one}"`),
    ),
  ).toBe(true);
  expect(
    ["ms-2", "md:pe-3", "-start-1", "text-end", "border-line", "rounded-lg"].some((one) =>
      isWrong(`"${one}"`),
    ),
  ).toBe(false);
});

/** Whether a line's literals hold a class of a side. */
function isWrong(line: string): boolean {
  return [...line.matchAll(/"[^"]*"|`[^`]*`/g)].some(([literal]) =>
    literal.split(/[\s"`:]+/).some((one) => SIDE.test(one)),
  );
}
