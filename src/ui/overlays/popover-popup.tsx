"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import { classNames } from "@/ui/class-names";
import { AdoptedTrigger } from "@/ui/on-demand/adopted-trigger";
import type { Opener, PopoverProps } from "./overlay-props";

/** The popover itself, whose code comes when it is first needed. */
export function PopoverPopup({
  opener,
  title,
  label,
  children,
  open,
  onOpenChange,
  align = "start",
  side = "bottom",
  className,
}: PopoverProps & Opener) {
  return (
    <BasePopover.Root open={open} onOpenChange={onOpenChange}>
      {opener && (
        <BasePopover.Trigger
          id={opener.id}
          render={(own) => <AdoptedTrigger wire={opener.wire} props={own} />}
        />
      )}
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
