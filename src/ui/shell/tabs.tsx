"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
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
  return (
    <BaseTabs.Root value={value} onValueChange={(next: Value) => onValueChange(next)} className={className}>
      <BaseTabs.List
        aria-label={label}
        className="relative flex gap-1 overflow-x-auto overflow-y-hidden border-b border-line [scrollbar-width:none]"
      >
        {items.map((item) => (
          <BaseTabs.Tab
            key={item.value}
            value={item.value}
            className="flex h-9 select-none items-center gap-1.5 rounded-t-md px-2.5 text-ui font-medium whitespace-nowrap text-ink-muted transition-colors focus-ring-inset hover:text-ink data-active:text-ink pointer-coarse:h-11"
          >
            {item.label}
            {item.count !== undefined && (
              <span className="text-xs font-normal tabular-nums text-ink-faint">{item.count}</span>
            )}
          </BaseTabs.Tab>
        ))}
        <BaseTabs.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent transition-[translate,width]" />
      </BaseTabs.List>
      {items.map(
        (item) =>
          item.panel !== undefined && (
            <BaseTabs.Panel
              key={item.value}
              value={item.value}
              keepMounted={keepMounted}
              className={classNames("focus-ring", panelClassName)}
            >
              {item.panel}
            </BaseTabs.Panel>
          ),
      )}
    </BaseTabs.Root>
  );
}
