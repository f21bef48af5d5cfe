"use client";

import { useId, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { SidebarItem, type NavSection } from "./sidebar-item";

/** The slots of a sidebar; the caller renders them, and gets whether it is folded. */
export interface SidebarSlots {
  brand: (collapsed: boolean) => ReactNode;
  /** Under the brand: search, and the button that creates. */
  top?: (collapsed: boolean) => ReactNode;
  sections: readonly NavSection[];
  /** At the bottom: who is signed in. */
  profile?: (collapsed: boolean) => ReactNode;
}

/** The content of the sidebar, on wide screens and in the phone's drawer alike. */
export function SidebarContent({
  slots,
  collapsed,
  corner,
}: {
  slots: SidebarSlots;
  collapsed: boolean;
  /** The button that folds or closes it. */
  corner: ReactNode;
}) {
  const t = useTranslate();
  return (
    <nav aria-label={t("ui.main")} className="flex min-h-0 flex-1 flex-col">
      <div
        className={classNames(
          "flex shrink-0 items-center gap-1 pt-3 pb-2",
          collapsed ? "flex-col px-2" : "justify-between pe-2 ps-3.5",
        )}
      >
        <div className="flex min-w-0 items-center *:min-w-0">{slots.brand(collapsed)}</div>
        {corner}
      </div>
      {slots.top && <div className="flex shrink-0 flex-col gap-2 px-2 pt-1 pb-3">{slots.top(collapsed)}</div>}
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto overscroll-contain px-2 pb-4">
        {slots.sections.map((section, place) => (
          <Section key={section.label ?? place} section={section} collapsed={collapsed} />
        ))}
      </div>
      {slots.profile && <div className="shrink-0 px-2 pt-2 pb-3">{slots.profile(collapsed)}</div>}
    </nav>
  );
}

function Section({ section, collapsed }: { section: NavSection; collapsed: boolean }) {
  const id = useId();
  return (
    <div className={classNames(collapsed && section.label && "border-t border-line pt-3")}>
      {section.label && (
        <h2 id={id} className={collapsed ? "sr-only" : "px-2.5 pb-1.5 text-xs font-medium text-ink-faint"}>
          {section.label}
        </h2>
      )}
      <ul aria-labelledby={section.label ? id : undefined} className="flex flex-col gap-0.5">
        {section.items.map((item) => (
          <li key={item.id ?? item.href}>
            <SidebarItem item={item} collapsed={collapsed} />
          </li>
        ))}
      </ul>
    </div>
  );
}
