import type { ReactNode } from "react";

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
      // A tooltip that stays would cover what has the focus now (WCAG 2.4.11); a pointer may be on its way to the tooltip.
      this.after(reason === "keyboard" ? 0 : CLOSE_AFTER_MILLISECONDS, () => this.close());
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
