"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "@/ui/class-names";

/** The props of Popover. */
export interface PopoverProps {
  /** One button element; it gets the popover's aria attributes. */
  trigger: ReactElement;
  /** A heading; with `label` instead it is for screen readers only. */
  title?: ReactNode;
  label?: string;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
}

/** A popover beside a button, for a handful of controls. Escape or a click outside closes it. */
export function Popover({
  trigger,
  title,
  label,
  children,
  open,
  onOpenChange,
  align = "start",
  side = "bottom",
  className,
}: PopoverProps) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50"
        >
          <BasePopover.Popup
            aria-label={title ? undefined : label}
            className={classNames(
              "pop max-h-(--available-height) w-80 max-w-(--available-width) overflow-y-auto rounded-xl bg-raised p-4 text-ui text-ink shadow-float outline-none forced-colors:border",
              className,
            )}
          >
            {title && <BasePopover.Title className="mb-3 font-semibold">{title}</BasePopover.Title>}
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
