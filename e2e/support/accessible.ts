import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import type { Visitor } from "./visitor";

/** The rules that every page keeps. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Those of them that depend on colours: all that another colour scheme can break. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** Expects that axe finds nothing wrong with what a window shows now, nor that it is wider than its window. */
export async function expectAccessible({ page }: Visitor): Promise<void> {
  // What a menu or dialog is held together by: these hand the keyboard on, and are never its place.
  const axe = await axeOf(page);
  expect(await run(axe.withTags(WCAG).exclude("[data-base-ui-focus-guard]"))).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

/**
 * What axe finds wrong with a page by light and in the dark. Which of them it is is the style sheet's business alone: the page
 * stays as it is, and in the dark colours are all that is asked about.
 */
export async function findInBothSchemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const light = await run((await axeOf(page)).withTags(WCAG));
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await run((await axeOf(page)).withRules(COLOURS));
  return [...light.map((one) => `light: ${one}`), ...dark.map((one) => `dark: ${one}`)];
}

/**
 * Asked in the page itself: otherwise a further window is opened each time, for frames of others, which no page of ours has. A document
 * that has axe already is not given its half a megabyte of script again.
 */
async function axeOf(page: Page): Promise<AxeBuilder> {
  const isThere = await page.evaluate(async () => {
    // Colours fade into others, also where a scheme changes; what is in something that fades may begin when that ends. All of it is
    // through before axe looks: two frames in which nothing fades.
    for (let still = 0; still < 2; still += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const fading = document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(fading.map(({ finished }) => finished));
      still = fading.length > 0 ? -1 : still;
    }
    return "axe" in window;
  });
  return new AxeBuilder({ page, ...(isThere ? { axeSource: ";" } : {}) }).setLegacyMode();
}

async function run(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html}`));
}
