"use client";

import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { remember, useRemembered } from "./use-remembered";

/** The props of ResizablePanel; widths in px. */
export interface ResizablePanelProps {
  /** The key under which its width is remembered (cookie `ui_<name>`). */
  name: string;
  /** The panel's name for screen readers: "Details". */
  label: string;
  children: ReactNode;
  /** The edge it stands at; the handle is on the other. */
  side?: "left" | "right";
  defaultWidth?: number;
  min?: number;
  max?: number;
  className?: string;
}

/** A side panel whose width can be dragged, or set by the arrow keys on its edge (Home and End: narrowest, widest). */
export function ResizablePanel(props: ResizablePanelProps) {
  const t = useTranslate();
  const {
    name,
    label,
    children,
    side = "right",
    defaultWidth = 320,
    min = 240,
    max = 560,
    className,
  } = props;
  const id = useId();
  const remembered = Number(useRemembered(name) ?? Number.NaN);
  const [chosen, setChosen] = useState<number | null>(null);
  const grip = useRef<{ x: number; width: number } | null>(null);
  const width = clamp(chosen ?? (Number.isFinite(remembered) ? remembered : defaultWidth), min, max);
  const outward = side === "right" ? -1 : 1;

  function resize(next: number, keep: boolean) {
    const fitting = clamp(Math.round(next), min, max);
    setChosen(fitting);
    if (keep) {
      remember(name, String(fitting));
    }
  }

  function press(event: KeyboardEvent) {
    const step = event.shiftKey ? 48 : 16;
    const moves: Record<string, number> = {
      ArrowLeft: width - step * outward,
      ArrowRight: width + step * outward,
      Home: min,
      End: max,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      resize(next, true);
    }
  }

  function drag(event: PointerEvent, keep: boolean) {
    if (grip.current) {
      resize(grip.current.width + (event.clientX - grip.current.x) * outward, keep);
    }
  }

  const handle = (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={t("ui.widthOf", { name: label })}
      aria-controls={id}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={t("ui.pixels", { count: width })}
      tabIndex={0}
      onKeyDown={press}
      onDoubleClick={() => resize(defaultWidth, true)}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => drag(event, false)}
      onPointerUp={(event) => {
        drag(event, true);
        grip.current = null;
      }}
      onPointerCancel={() => (grip.current = null)}
      className={classNames(
        "group/handle absolute inset-y-0 z-10 flex w-6 cursor-col-resize touch-none justify-center outline-none",
        side === "right" ? "-left-3" : "-right-3",
      )}
    >
      <span className="h-full w-px bg-line transition-colors group-hover/handle:w-0.5 group-hover/handle:bg-accent group-focus-visible/handle:w-0.5 group-focus-visible/handle:bg-ring group-active/handle:w-0.5 group-active/handle:bg-accent" />
    </div>
  );

  return (
    <div className={classNames("relative flex shrink-0", className)} style={{ width }}>
      <section
        id={id}
        aria-label={label}
        tabIndex={-1}
        className="min-w-0 flex-1 overflow-y-auto overscroll-contain"
      >
        {children}
      </section>
      {handle}
    </div>
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
