import type { Page } from "@playwright/test";

/**
 * What is wrong with a page for somebody who goes through it by the Tab key: a stop that is out of turn, out of sight, under something
 * else, or looks the same with the focus as without. Each stop is focused in the page itself, as pressing Tab for each would take
 * minutes; the one Tab before makes it the keyboard's focus.
 */
export async function findKeyboardFaults(page: Page): Promise<string[]> {
  await page.keyboard.press("Tab");
  return await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    const origin = document.activeElement;
    if (origin instanceof HTMLElement) {
      origin.blur();
    }
    const seen = new Map<string, number>();
    const stops = [
      ...document.querySelectorAll<HTMLElement>(
        "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]",
      ),
    ]
      .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
      // Rows of one list look alike: two of a kind are enough.
      .filter((one) => {
        const kind = `${one.tagName} ${one.getAttribute("type") ?? ""} ${one.className}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        return (seen.get(kind) ?? 0) <= 2;
      });
    const faults = stops.flatMap((stop) => faultsOf(stop).map((fault) => `${fault}: ${nameOf(stop)}`));
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    if (origin instanceof HTMLElement) {
      origin.focus();
    }
    return faults;

    function faultsOf(stop: HTMLElement): string[] {
      const without = looksOf(stop);
      stop.focus();
      if (document.activeElement !== stop) {
        // Of what is switched off, and of a group of radios but for one, the Tab key knows nothing.
        return [];
      }
      const faults = [
        ...(stop.tabIndex > 0 ? ["is out of turn"] : []),
        ...(looksOf(stop) === without ? ["shows no focus"] : []),
        ...(isSeen(stop) ? [] : ["is focused out of sight"]),
      ];
      stop.blur();
      return faults;
    }

    /** How the focus can be drawn: on the stop, beside it (a hidden checkbox), or around it (a field of several parts). */
    function looksOf(stop: Element): string {
      const parent = stop.parentElement;
      return [
        stop,
        stop.previousElementSibling,
        stop.nextElementSibling,
        stop.firstElementChild,
        parent,
        parent?.parentElement,
      ]
        .flatMap((one) => one ?? [])
        .map((one) => {
          const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, translate } =
            getComputedStyle(one);
          return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, translate].join(" ");
        })
        .join("\n");
    }

    function isSeen(stop: Element): boolean {
      const box = stop.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
      const hit = document.elementFromPoint(x, y);
      return (
        hit !== null &&
        (hit.contains(stop) || stop.contains(hit) || stop.parentElement?.contains(hit) === true)
      );
    }

    function nameOf(stop: Element): string {
      const name = stop.getAttribute("aria-label") ?? stop.textContent.trim();
      return `${stop.tagName.toLowerCase()} ${stop.getAttribute("type") ?? ""} "${name.slice(0, 40)}" ${stop.id} ${stop.className.slice(0, 60)}`;
    }
  });
}
