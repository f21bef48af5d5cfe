import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Visitor } from "./visitor";

/** The rules that every page keeps. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Expects that axe finds nothing wrong with what a window shows now, nor that it is wider than its window. */
export async function expectAccessible(visitor: Visitor): Promise<void> {
  const { violations } = await new AxeBuilder({ page: visitor.page })
    .withTags(WCAG)
    // What a menu or dialog is held together by: these hand the keyboard on, and are never its place.
    .exclude("[data-base-ui-focus-guard]")
    .analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  expect(found).toEqual([]);
  const overflow = await visitor.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
