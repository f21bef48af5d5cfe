"use client";

import { PanelRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { IconButton } from "@/ui/buttons/icon-button";
import { ResizablePanel } from "./resizable-panel";
import { Sheet } from "@/ui/overlays/sheet";

/** The props of PanelLayout. */
export interface PanelLayoutProps {
  /** The middle, which scrolls by itself; gets the button that opens the panel where there is no room beside it. */
  children: (panelButton: ReactNode) => ReactNode;
  panel: ReactNode;
  /** The panel's name: "Details". */
  panelLabel: string;
  /** The key under which its width is remembered. */
  name: string;
}

/** A page with details at its right: resizable beside it from 1024 px on, else a sheet behind a button. */
export function PanelLayout({ children, panel, panelLabel, name }: PanelLayoutProps) {
  const [open, setOpen] = useState(false);
  const button = (
    <span className="lg:hidden">
      <IconButton
        label={panelLabel}
        icon={<PanelRight />}
        onClick={() => setOpen(true)}
        aria-expanded={open}
      />
    </span>
  );
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">{children(button)}</div>
      <ResizablePanel name={name} label={panelLabel} className="hidden lg:flex">
        {panel}
      </ResizablePanel>
      <Sheet open={open} onOpenChange={setOpen} title={panelLabel}>
        {panel}
      </Sheet>
    </div>
  );
}
