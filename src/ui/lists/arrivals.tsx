"use client";

import { ArrowUp } from "lucide-react";
import { useTranslate } from "@/messages/translate-provider";

/** "4 new, show": a button that shows new rows when the reader wants it. It is placed so that no row moves for it. */
export function ArrivalsButton({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslate();
  return (
    <span role="status" className="inline-flex shrink-0">
      {count > 0 && (
        <button
          type="button"
          onClick={onShow}
          className="inline-flex h-6 items-center gap-1 rounded-full bg-accent pe-2.5 ps-2 text-xs font-medium text-on-accent transition-colors focus-ring hover:bg-accent-hover pointer-coarse:h-9"
        >
          <ArrowUp aria-hidden className="size-3.5" />
          {t("ui.arrivals", { count })}
        </button>
      )}
    </span>
  );
}
