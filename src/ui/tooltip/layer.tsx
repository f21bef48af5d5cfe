"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { createContext, useEffect, useState, type ReactNode } from "react";
import { KeyboardHint } from "@/ui/marks/kbd";

/** A tooltip's text, and the side of its control. */
export interface Tip {
  content: ReactNode;
  keys?: readonly string[];
  side: "top" | "bottom" | "left" | "right";
}

/** How a control was reached: a pointer has to rest before the tooltip opens, the keyboard opens it at once. */
export type TipReason = "pointer" | "keyboard";

/** The shared tooltip of a page, as the controls use it. */
export interface Tips {
  /** The control `id`, which is `element`, was hovered or focused. */
  show(id: string, element: Element, tip: Tip, reason: TipReason): void;
  /** It was left again. */
  leave(id: string, reason: TipReason): void;
  /** Its tooltip closes. */
  hide(id: string): void;
  /** Its text changed, or was removed. */
  update(id: string, tip: Tip | null): void;
}

const OPEN_AFTER_MILLISECONDS = 400;
const CLOSE_AFTER_MILLISECONDS = 80;
/** For so long after one was closed, the next opens without a delay: the person moves along a row of controls. */
const READING_ON_MILLISECONDS = 400;

const NOBODY: Tips = { show() {}, leave() {}, hide() {}, update() {} };

/** The page's tooltip; without a layer nothing is shown. */
export const TooltipContext = createContext<Tips>(NOBODY);

/** The shown tooltip, and its control. */
export interface ShownTip {
  id: string;
  element: Element;
  tip: Tip;
  isOpen: boolean;
}

/** The timing of a page's tooltip; it calls `render` at each change. */
export class TooltipTimes implements Tips {
  private shown: ShownTip | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closedAt = Number.NEGATIVE_INFINITY;
  private reason: TipReason = "pointer";

  constructor(
    private readonly render: (shown: ShownTip | null) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  show(id: string, element: Element, tip: Tip, reason: TipReason): void {
    if (this.shown?.isOpen && this.shown.id === id) {
      clearTimeout(this.timer);
      return;
    }
    const isReadingOn = this.shown?.isOpen || this.now() - this.closedAt < READING_ON_MILLISECONDS;
    this.after(reason === "keyboard" || isReadingOn ? 0 : OPEN_AFTER_MILLISECONDS, () => {
      if (element.isConnected) {
        this.reason = reason;
        this.become({ id, element, tip, isOpen: true });
      }
    });
  }

  leave(id: string, reason: TipReason): void {
    if (!this.shown?.isOpen) {
      clearTimeout(this.timer);
    } else if (this.shown.id !== id || this.reason === reason) {
      this.after(CLOSE_AFTER_MILLISECONDS, () => this.close());
    }
  }

  hide(id: string): void {
    clearTimeout(this.timer);
    if (this.shown?.id === id) {
      this.close();
    }
  }

  update(id: string, tip: Tip | null): void {
    if (this.shown?.id !== id || !this.shown.isOpen) {
      return;
    }
    if (!tip) {
      this.hide(id);
    } else if (tip.content !== this.shown.tip.content) {
      this.become({ ...this.shown, tip });
    }
  }

  /** The pointer is on the tooltip itself: it stays (WCAG 1.4.13, hoverable). */
  stay(): void {
    clearTimeout(this.timer);
  }

  /** It is closed, but its text stays until it has faded. */
  close(): void {
    clearTimeout(this.timer);
    if (this.shown?.isOpen) {
      this.closedAt = this.now();
      this.become({ ...this.shown, isOpen: false });
    }
  }

  private become(shown: ShownTip): void {
    this.shown = shown;
    this.render(shown);
  }

  private after(milliseconds: number, work: () => void): void {
    clearTimeout(this.timer);
    if (milliseconds === 0) {
      work();
    } else {
      this.timer = setTimeout(work, milliseconds);
    }
  }
}

/** Provides and renders the tooltip of a page. */
export function TooltipLayer({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<ShownTip | null>(null);
  const [times] = useState(() => new TooltipTimes(setShown));
  useEffect(() => () => times.close(), [times]);
  const isOpen = shown?.isOpen ?? false;
  useEffect(() => {
    if (!isOpen) {
      return;
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") {
        times.close();
      }
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [isOpen, times]);
  return (
    <TooltipContext value={times}>
      {children}
      {shown && (
        <BaseTooltip.Root open={isOpen} onOpenChange={(next) => !next && times.close()}>
          <BaseTooltip.Portal>
            <BaseTooltip.Positioner
              anchor={shown.element}
              side={shown.tip.side}
              sideOffset={6}
              collisionPadding={8}
              className="z-60"
            >
              <BaseTooltip.Popup
                onPointerEnter={() => times.stay()}
                onPointerLeave={() => times.leave(shown.id, "pointer")}
                className="pop flex max-w-64 items-center gap-2 rounded-md bg-tip px-2 py-1 text-xs font-medium text-on-tip shadow-float"
              >
                {shown.tip.content}
                {shown.tip.keys && <KeyboardHint keys={shown.tip.keys} />}
              </BaseTooltip.Popup>
            </BaseTooltip.Positioner>
          </BaseTooltip.Portal>
        </BaseTooltip.Root>
      )}
    </TooltipContext>
  );
}
