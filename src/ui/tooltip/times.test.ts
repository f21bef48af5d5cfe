import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TooltipTimes, type ShownTip } from "./times";

const AWAY = { isConnected: true } satisfies Pick<Element, "isConnected">;

/** A page's tooltip with the test's clock, and its present text. */
function makeTips() {
  let shown: ShownTip | null = null;
  const times = new TooltipTimes(
    (next) => (shown = next),
    () => Date.now(),
  );
  return { times, reads: () => (shown?.isOpen ? shown.tip.content : null) };
}

function element(isConnected = true): Element {
  // The tooltip uses only this member of an element.
  return Object.assign(Object.create(null), { ...AWAY, isConnected });
}

const tip = (content: string) => ({ content, side: "top" as const });

describe("a tooltip", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("opens when a pointer rests, at once for the keyboard, and not when the pointer only passes", () => {
    const { times, reads } = makeTips();
    times.show("a", element(), tip("Close"), "pointer");
    vi.advanceTimersByTime(399);
    expect(reads()).toBeNull();
    vi.advanceTimersByTime(1);
    expect(reads()).toBe("Close");
    times.leave("a", "pointer");
    vi.advanceTimersByTime(80);
    expect(reads()).toBeNull();

    vi.advanceTimersByTime(1_000);
    times.show("b", element(), tip("Copy"), "pointer");
    vi.advanceTimersByTime(200);
    times.leave("b", "pointer");
    vi.advanceTimersByTime(1_000);
    expect(reads()).toBeNull();
    times.show("b", element(), tip("Copy"), "keyboard");
    expect(reads()).toBe("Copy");
  });

  it("opens at once at the next control, while the person moves along a row of them", () => {
    const { times, reads } = makeTips();
    times.show("a", element(), tip("Ada"), "keyboard");
    times.leave("a", "keyboard");
    times.show("b", element(), tip("Grace"), "pointer");
    expect(reads()).toBe("Grace");
    times.leave("b", "pointer");
    vi.advanceTimersByTime(300);
    times.show("c", element(), tip("Edsger"), "pointer");
    expect(reads()).toBe("Edsger");
  });

  it("stays while the pointer is on its text, and follows changes of its control's text", () => {
    const { times, reads } = makeTips();
    times.show("a", element(), tip("Copy"), "pointer");
    vi.advanceTimersByTime(1_000);
    times.leave("a", "pointer");
    times.stay();
    vi.advanceTimersByTime(5_000);
    times.update("a", tip("Copied"));
    times.update("b", tip("Another's"));
    expect(reads()).toBe("Copied");
    times.update("a", null);
    expect(reads()).toBeNull();
  });

  it("covers nothing that the focus has moved on to", () => {
    const { times, reads } = makeTips();
    times.show("a", element(), tip("Copy"), "keyboard");
    times.leave("a", "keyboard");
    expect(reads()).toBeNull();
  });

  it("closes when its control is pressed, is removed, or is left by the same input as it was reached", () => {
    const { times, reads } = makeTips();
    times.show("a", element(), tip("Close"), "pointer");
    times.hide("a");
    vi.advanceTimersByTime(1_000);
    expect(reads()).toBeNull();

    times.show("a", element(), tip("Close"), "keyboard");
    times.leave("a", "pointer");
    vi.advanceTimersByTime(1_000);
    expect(reads()).toBe("Close");
    times.close();

    vi.advanceTimersByTime(1_000);
    times.show("gone", element(false), tip("Gone"), "pointer");
    vi.advanceTimersByTime(1_000);
    expect(reads()).toBeNull();
  });
});
