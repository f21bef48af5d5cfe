"use client";

import { Menu as MenuIcon, PanelLeftClose, PanelLeftOpen, X } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { classNames } from "@/ui/class-names";
import { IconButton } from "@/ui/buttons/icon-button";
import { remember } from "./use-remembered";
import { Sheet } from "@/ui/overlays/sheet";
import { SidebarContent, type SidebarSlots } from "./sidebar";
import { SkipLink } from "./skip-link";

/** The props of AppShell. */
export interface AppShellProps extends SidebarSlots {
  /** A ConnectionBar, or nothing. */
  connectionBar?: ReactNode;
  /** Between that and the page: what everybody should read. */
  banner?: ReactNode;
  /** At the right of the phone's top bar. */
  topBarActions?: ReactNode;
  /** Whether the sidebar starts folded: the cookie `ui_sidebar` is "folded". */
  defaultCollapsed?: boolean;
  children: ReactNode;
}

/** The workspace: sidebar at the left (a drawer on phones), and the page beside it, which scrolls by itself. */
export function AppShell({
  connectionBar,
  banner,
  topBarActions,
  defaultCollapsed = false,
  children,
  ...slots
}: AppShellProps) {
  const t = useTranslate();
  const [collapsed, setCollapsed] = useState(defaultCollapsed);
  const [drawer, setDrawer] = useState(false);

  function fold(next: boolean) {
    setCollapsed(next);
    remember("sidebar", next ? "folded" : "open");
  }

  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-canvas">
      <SkipLink />
      {connectionBar}
      {banner}
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-2 md:hidden pointer-coarse:h-14">
        <IconButton
          label={t("ui.openNavigation")}
          icon={<MenuIcon />}
          onClick={() => setDrawer(true)}
          aria-expanded={drawer}
        />
        <div className="flex min-w-0 flex-1 items-center *:min-w-0">{slots.brand(false)}</div>
        {topBarActions}
      </header>
      <div className="flex min-h-0 flex-1">
        <div
          className={classNames(
            "hidden shrink-0 flex-col transition-[width] duration-150 md:flex",
            collapsed ? "w-14" : "w-60",
          )}
        >
          <SidebarContent
            slots={slots}
            collapsed={collapsed}
            corner={
              <IconButton
                label={collapsed ? t("ui.unfoldSidebar") : t("ui.foldSidebar")}
                size="sm"
                tooltipSide="right"
                icon={collapsed ? <PanelLeftOpen /> : <PanelLeftClose />}
                onClick={() => fold(!collapsed)}
                aria-expanded={!collapsed}
                className="aria-expanded:bg-transparent aria-expanded:text-ink-muted aria-expanded:hover:bg-hover"
              />
            }
          />
        </div>
        <main
          id="main"
          tabIndex={-1}
          className="relative flex min-w-0 flex-1 flex-col overflow-y-auto overscroll-contain bg-surface outline-none md:my-2 md:me-2 md:rounded-xl md:shadow-low md:ring-1 md:ring-line"
        >
          {children}
        </main>
      </div>
      <Sheet
        open={drawer}
        onOpenChange={setDrawer}
        side="left"
        title={t("ui.navigation")}
        bare
        className="bg-canvas"
      >
        {/* Navigation closes the drawer; so does the button in its corner. */}
        <div
          className="flex min-h-0 flex-1 flex-col"
          onClick={(event) => {
            if (event.target instanceof Element && event.target.closest("a")) {
              setDrawer(false);
            }
          }}
        >
          <SidebarContent
            slots={slots}
            collapsed={false}
            corner={
              <IconButton label={t("ui.closeNavigation")} icon={<X />} onClick={() => setDrawer(false)} />
            }
          />
        </div>
      </Sheet>
    </div>
  );
}
