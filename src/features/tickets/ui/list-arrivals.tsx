"use client";

import { ArrowUp } from "lucide-react";

/** "4 new, show": what has come is told, and shown when the reader wants it. It floats, so that no row moves for it. */
export function ArrivalsBar({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 top-11 z-20 flex justify-center" role="status">
      <button
        type="button"
        onClick={onShow}
        className="pointer-events-auto inline-flex h-(--control-sm) items-center gap-1.5 rounded-full bg-accent px-3 text-xs font-medium text-on-accent shadow-float transition-colors focus-ring hover:bg-accent-hover"
      >
        <ArrowUp aria-hidden className="size-3.5" />
        {`${count} new, show`}
      </button>
    </div>
  );
}
