import type { Page } from "@playwright/test";

/** Further than the stops that were counted: what a stop shows while it has the focus may have stops of its own. */
const FURTHER = 20;
const AT_A_TIME = 10;

/**
 * Goes through a page by the Tab key, from its top until the focus comes round, and returns what is wrong for somebody who does: a stop that is out of
 * turn, out of sight or under something else, that looks the same with the focus as without, that keeps the focus, or that is never reached.
 */
export async function findKeyboardFaults(page: Page): Promise<string[]> {
  const walk = await page.evaluateHandle(beginWalk);
  const most = (await walk.evaluate(({ count }) => count)) + FURTHER;
  for (let pressed = 0; pressed < most; pressed += AT_A_TIME) {
    for (let turn = 0; turn < AT_A_TIME; turn += 1) {
      await page.keyboard.press("Tab");
    }
    if (await walk.evaluate(({ isOver }) => isOver())) {
      break;
    }
  }
  const faults = await walk.evaluate(({ end }) => end());
  await walk.dispose();
  return faults;
}

/** Runs in the page, so it holds all that it needs. Each stop is looked at when Tab is pressed again: by then it has been scrolled to. */
function beginWalk(): { count: number; isOver: () => boolean; end: () => string[] } {
  const STOPS =
    "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex], [contenteditable=true]";
  const MOST_PARTS = 6;
  const still = new CSSStyleSheet();
  still.replaceSync(
    "*, *::before, *::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }",
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  const top = document.createElement("span");
  top.tabIndex = -1;
  document.body.prepend(top);
  top.focus();
  const stops = [...document.querySelectorAll<HTMLElement>(STOPS)].filter(isStop);
  const before = new Map(stops.map((stop) => [stop, looksOf(stop)]));
  const reached = new Set<HTMLElement>();
  const faults: string[] = [];
  let last: HTMLElement | null = null;
  let isRound = false;
  let parts = 0;
  const onKey = (): void => note(document.activeElement);
  window.addEventListener("keydown", onKey, true);
  return { count: stops.length + stops.filter(hasParts).length * MOST_PARTS, isOver: () => isRound, end };

  function end(): string[] {
    note(document.activeElement);
    window.removeEventListener("keydown", onKey, true);
    const missed = stops.filter(
      (stop) => stop.isConnected && isStop(stop) && !reached.has(stop) && !isInGroup(stop),
    );
    faults.push(...missed.map((stop) => `is never reached: ${nameOf(stop)}`));
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== still);
    top.remove();
    return faults;
  }

  function note(stop: Element | null): void {
    if (isRound || !(stop instanceof HTMLElement) || stop === top || stop === document.body) {
      return;
    }
    if (stop === last && hasParts(stop) && parts < MOST_PARTS) {
      parts += 1;
      return;
    }
    parts = 0;
    if (reached.has(stop)) {
      isRound = true;
      const [first] = reached;
      if (stop !== first) {
        faults.push(`${stop === last ? "keeps the focus" : "gets the focus again"}: ${nameOf(stop)}`);
      }
      return;
    }
    reached.add(stop);
    faults.push(...faultsOf(stop).map((fault) => `${fault}: ${nameOf(stop)}`));
    last = stop;
  }

  function faultsOf(stop: HTMLElement): string[] {
    const plain = before.get(stop);
    const isAfter =
      !last?.isConnected || (last.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    return [
      ...(stop.tabIndex > 0 || !isAfter || isShownBefore(stop, last) ? ["is out of turn"] : []),
      ...(plain !== undefined && looksOf(stop) === plain ? ["shows no focus"] : []),
      ...(isSeen(stop) ? [] : ["is focused out of sight"]),
    ];
  }

  /** Of two beside each other, the second is shown further down or further along. */
  function isShownBefore(stop: HTMLElement, other: HTMLElement | null): boolean {
    if (!other?.isConnected || stop.parentElement !== other.parentElement) {
      return false;
    }
    const [mine, theirs] = [stop.getBoundingClientRect(), other.getBoundingClientRect()];
    const isOnLine = mine.top < theirs.bottom && mine.bottom > theirs.top;
    return mine.bottom <= theirs.top || (isOnLine && mine.right <= theirs.left);
  }

  function isStop(one: HTMLElement): boolean {
    return (
      one.tabIndex >= 0 &&
      !one.matches(":disabled") &&
      one.checkVisibility({ visibilityProperty: true }) &&
      one.closest("[inert]") === null
    );
  }

  /** A time or date has a stop for each of its parts. */
  function hasParts(stop: HTMLElement): boolean {
    return stop instanceof HTMLInputElement && ["time", "date", "datetime-local"].includes(stop.type);
  }

  /** Of a group of radios, Tab stops at one alone. */
  function isInGroup(stop: HTMLElement): boolean {
    return (
      stop instanceof HTMLInputElement &&
      stop.type === "radio" &&
      [...reached].some((one) => one instanceof HTMLInputElement && one.name === stop.name)
    );
  }

  /** How the focus can be drawn: on the stop, beside it (a hidden checkbox), or around it (a field of several parts). */
  function looksOf(stop: Element): string {
    const parent = stop.parentElement;
    const around = [stop.previousElementSibling, stop.nextElementSibling, stop.firstElementChild, parent];
    return [stop, ...around, parent?.parentElement ?? null]
      .flatMap((one) => one ?? [])
      .map((one) => {
        const style = getComputedStyle(one);
        const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, translate } = style;
        return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, translate].join(" ");
      })
      .join("\n");
  }

  /** At least half of it, or any of what is larger than the window. */
  function isSeen(stop: HTMLElement): boolean {
    const [box = stop.getBoundingClientRect()] = [...stop.getClientRects()].filter((one) => one.width > 0);
    const isLarge = box.height > window.innerHeight / 2 || box.width > window.innerWidth;
    const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
    const points = shares.flatMap((x) =>
      shares.map((y) => [box.x + box.width * x, box.y + box.height * y] as const),
    );
    const seen = points.filter(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return (
        hit !== null &&
        (hit.contains(stop) || stop.contains(hit) || stop.parentElement?.contains(hit) === true)
      );
    });
    return seen.length >= (isLarge ? 1 : points.length / 2);
  }

  function nameOf(stop: Element): string {
    const name = stop.getAttribute("aria-label") ?? stop.textContent.trim();
    return `${stop.tagName.toLowerCase()} ${stop.getAttribute("type") ?? ""} "${name.slice(0, 40)}" ${stop.id} ${stop.className.slice(0, 60)}`;
  }
}
