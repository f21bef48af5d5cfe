"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { createContext, useEffect, useState, type ReactNode } from "react";
import { KeyboardHint } from "@/ui/marks/kbd";

/** What a tooltip says, and on which side of its control. */
export interface Tip {
  content: ReactNode;
  keys?: readonly string[];
  side: "top" | "bottom" | "left" | "right";
}

/** How somebody came to a control: a pointer rests before anything is said, the keyboard has meant it. */
export type TipReason = "pointer" | "keyboard";

/** The one tooltip of a page, as the controls use it. */
export interface Tips {
  /** Somebody has come to the control `id`, which is `element`. */
  show(id: string, element: Element, tip: Tip, reason: TipReason): void;
  /** They have gone from it again. */
  leave(id: string, reason: TipReason): void;
  /** Nothing is said about it any more. */
  hide(id: string): void;
  /** What is said about it is something else now, or nothing. */
  update(id: string, tip: Tip | null): void;
}

const OPEN_AFTER_MILLISECONDS = 400;
const CLOSE_AFTER_MILLISECONDS = 80;
/** For so long after one was closed, the next needs no rest of the pointer: somebody reads along a row of controls. */
const READING_ON_MILLISECONDS = 400;

const NOBODY: Tips = { show() {}, leave() {}, hide() {}, update() {} };

/** The page's tooltip; without a layer nothing is shown. */
export const TooltipContext = createContext<Tips>(NOBODY);

/** What is shown now, and about what. */
export interface ShownTip {
  id: string;
  element: Element;
  tip: Tip;
  isOpen: boolean;
}

/** When the one tooltip of a page opens and closes; `render` is told each time that it looks otherwise. */
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

  /** The pointer is on the words themselves: they stay (WCAG 1.4.13, hoverable). */
  stay(): void {
    clearTimeout(this.timer);
  }

  /** It is gone, but its words stand until it has faded. */
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

/** Holds the one tooltip of a page. */
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
