"use client";

import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from "react";
import { classNames } from "@/ui/class-names";

/** One tab: its word, perhaps a count, and what it opens. */
export interface TabItem<Value extends string> {
  value: Value;
  label: ReactNode;
  count?: number;
  /** Left out where the tabs only switch something elsewhere on the page. */
  panel?: ReactNode;
}

/** The props of Tabs. */
export interface TabsProps<Value extends string> {
  items: readonly TabItem<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  /** The name of the strip for screen readers. */
  label: string;
  className?: string;
  panelClassName?: string;
  /** Keep the panels alive while hidden (a draft in a form). */
  keepMounted?: boolean;
}

/** Tabs, one open. Arrow keys move, Enter or Space opens. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { items, value, onValueChange, label, className, panelClassName, keepMounted } = props;
  const id = useId();
  const strip = useRef<HTMLDivElement>(null);
  // Where the arrow keys are; the strip is one stop of the Tab key.
  const [reached, setReached] = useState<Value | null>(null);
  const stop = reached ?? value;
  const tabId = (tab: Value): string => `${id}tab-${tab}`;
  const panelId = (tab: Value): string => `${id}panel-${tab}`;

  function go(event: KeyboardEvent<HTMLDivElement>): void {
    const index = items.findIndex((item) => item.value === stop);
    const next = items[indexAfter(event, index, items.length)];
    if (next) {
      event.preventDefault();
      setReached(next.value);
      document.getElementById(tabId(next.value))?.focus();
    }
  }

  return (
    <div className={className}>
      <div
        ref={strip}
        role="tablist"
        aria-label={label}
        onKeyDown={go}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) {
            setReached(null);
          }
        }}
        className="relative flex gap-1 overflow-x-auto overflow-y-hidden border-b border-line [scrollbar-width:none]"
      >
        {items.map((item) => (
          <button
            key={item.value}
            type="button"
            role="tab"
            id={tabId(item.value)}
            aria-selected={item.value === value}
            aria-controls={item.panel !== undefined && item.value === value ? panelId(item.value) : undefined}
            data-active={item.value === value ? "" : undefined}
            tabIndex={item.value === stop ? 0 : -1}
            onFocus={() => setReached(item.value)}
            onClick={() => onValueChange(item.value)}
            className="flex h-9 select-none items-center gap-1.5 rounded-t-md px-2.5 text-ui font-medium whitespace-nowrap text-ink-muted transition-colors focus-ring-inset hover:text-ink data-active:text-ink pointer-coarse:h-11"
          >
            {item.label}
            {item.count !== undefined && (
              <span className="text-xs font-normal tabular-nums text-ink-faint">{item.count}</span>
            )}
          </button>
        ))}
        <Indicator strip={strip} value={value} />
      </div>
      {items.map(
        (item) =>
          item.panel !== undefined &&
          (keepMounted || item.value === value) && (
            <div
              key={item.value}
              role="tabpanel"
              id={panelId(item.value)}
              aria-labelledby={tabId(item.value)}
              tabIndex={0}
              hidden={item.value !== value}
              className={classNames("focus-ring", panelClassName)}
            >
              {item.panel}
            </div>
          ),
      )}
    </div>
  );
}

/** The line under the open tab; it moves along as another one opens. */
function Indicator({ strip, value }: { strip: RefObject<HTMLDivElement | null>; value: string }) {
  const line = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => place(line.current, strip.current), [strip, value]);
  useEffect(() => {
    // Fonts come late, and panels grow: the tabs move.
    const watch = new ResizeObserver(() => place(line.current, strip.current));
    for (const tab of strip.current?.children ?? []) {
      if (tab !== line.current) {
        watch.observe(tab);
      }
    }
    return () => watch.disconnect();
  }, [strip]);
  return (
    <span
      ref={line}
      aria-hidden
      className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent transition-[translate,width]"
    />
  );
}

function place(line: HTMLElement | null, strip: HTMLElement | null): void {
  const tab = strip?.querySelector<HTMLElement>("[data-active]");
  if (line) {
    line.style.setProperty("--active-tab-left", `${tab?.offsetLeft ?? 0}px`);
    line.style.setProperty("--active-tab-width", `${tab?.offsetWidth ?? 0}px`);
  }
}

/** The index that a key leads to, -1 for other keys; at an end it goes on at the other. */
function indexAfter(event: KeyboardEvent<HTMLElement>, index: number, count: number): number {
  const isReversed = getComputedStyle(event.currentTarget).direction === "rtl";
  switch (event.key) {
    case "ArrowRight":
      return (index + (isReversed ? -1 : 1) + count) % count;
    case "ArrowLeft":
      return (index + (isReversed ? 1 : -1) + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}
