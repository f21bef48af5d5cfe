"use client";

import type { RefObject } from "react";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { Callout } from "@/ui/states/callout";

/** Says which variables still stand in a text, which is not sent with them, and leads to the first. */
export function UnfilledNotice({
  unfilled,
  field,
}: {
  unfilled: readonly string[];
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const t = useTranslate();
  const [first] = unfilled;
  function goTo(): void {
    const area = field.current;
    const start = area && first !== undefined ? area.value.indexOf(first) : -1;
    if (area && first !== undefined && start !== -1) {
      area.focus();
      area.setSelectionRange(start, start + first.length);
    }
  }
  return (
    <div role="status" className="px-3 pb-1 empty:hidden">
      {first !== undefined && (
        <Callout
          tone="warning"
          actions={
            <Button size="sm" onClick={goTo}>
              {t("cannedReplies.pick.goTo")}
            </Button>
          }
        >
          {t("cannedReplies.pick.unfilled", { count: unfilled.length, names: unfilled.join(" ") })}
        </Callout>
      )}
    </div>
  );
}
