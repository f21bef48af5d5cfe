"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { CountBadge } from "@/ui/marks/badge";
import { classNames } from "@/ui/class-names";
import { Tooltip } from "@/ui/tooltip/tooltip";
import { IntentLink } from "@/ui/text/intent-link";

/** One link of the sidebar. */
export interface NavItem {
  /** Where two links of a group may lead to the same place. */
  id?: string;
  href: string;
  label: string;
  icon: ReactNode;
  /** The count beside it. */
  count?: number;
  /** What the count counts, for screen readers: "open", "unread". */
  countLabel?: string;
  /** Whether the count needs attention. */
  urgent?: boolean;
  /** Whether it is the current page; by default, whether the path is the same. */
  active?: boolean;
  keys?: readonly string[];
}

/** A group of links, with or without a heading. */
export interface NavSection {
  label?: string;
  items: readonly NavItem[];
}

/** A link in the sidebar; folded, only its icon, with the name as tooltip and a dot for a count. */
export function SidebarItem({ item, collapsed }: { item: NavItem; collapsed: boolean }) {
  const path = usePathname();
  const active = item.active ?? path === item.href.split("?")[0];
  const waiting = item.count !== undefined && item.count > 0;
  const link = (
    <IntentLink
      href={item.href}
      aria-current={active ? "page" : undefined}
      className={classNames(
        "group relative flex h-8 items-center gap-2.5 rounded-lg text-ui transition-colors focus-ring-inset pointer-coarse:h-11",
        collapsed ? "justify-center" : "px-2.5",
        active
          ? "bg-surface font-semibold text-ink shadow-low ring-1 ring-inset ring-line"
          : "text-ink-muted hover:bg-pressed/60 hover:text-ink",
      )}
    >
      <span
        className={classNames(
          "flex shrink-0 transition-colors [&_svg]:size-4",
          active ? "text-accent" : "text-ink-faint group-hover:text-ink-muted",
        )}
      >
        {item.icon}
      </span>
      <span className={collapsed ? "sr-only" : "min-w-0 flex-1 truncate"}>{item.label}</span>
      {waiting && collapsed && (
        <span
          className={classNames(
            "absolute top-1 end-1.5 size-2 rounded-full ring-2 ring-canvas",
            item.urgent ? "bg-accent" : "bg-neutral",
          )}
        >
          <span className="sr-only">{`${item.count} ${item.countLabel ?? ""}`}</span>
        </span>
      )}
      {waiting && !collapsed && (
        <SidebarCount count={item.count ?? 0} label={item.countLabel} urgent={item.urgent} />
      )}
    </IntentLink>
  );
  return (
    <Tooltip content={item.label} keys={item.keys} side="right" disabled={!collapsed && !item.keys}>
      {link}
    </Tooltip>
  );
}

function SidebarCount({ count, label, urgent }: { count: number; label?: string; urgent?: boolean }) {
  if (urgent) {
    return <CountBadge count={count} label={label} tone="accent" />;
  }
  return (
    <span className="text-xs font-normal tabular-nums text-ink-faint">
      {count > 9999 ? "9999+" : count}
      {label && <span className="sr-only">{` ${label}`}</span>}
    </span>
  );
}
