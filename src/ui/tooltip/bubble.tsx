"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { KeyboardHint } from "@/ui/marks/kbd";
import type { ShownTip, TooltipTimes } from "./times";

/** The tooltip that is seen, whose code comes after the page. */
export function TooltipBubble({ shown, times }: { shown: ShownTip; times: TooltipTimes }) {
  return (
    <BaseTooltip.Root open={shown.isOpen} onOpenChange={(next) => !next && times.close()}>
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner
          anchor={shown.element}
          side={shown.tip.side}
          sideOffset={6}
          collisionPadding={8}
          className="z-60"
        >
          <BaseTooltip.Popup
            onPointerEnter={() => times.stay()}
            onPointerLeave={() => times.leave(shown.id, "pointer")}
            className="pop flex max-w-64 items-center gap-2 rounded-md bg-tip px-2 py-1 text-xs font-medium text-on-tip shadow-float data-closed:pointer-events-none"
          >
            {shown.tip.content}
            {shown.tip.keys && <KeyboardHint keys={shown.tip.keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}
