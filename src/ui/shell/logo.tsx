"use client";

import { classNames } from "@/ui/class-names";
import { useBrand, useBrandName } from "./brand";

/** The logo of the product: a speech bubble with a star, the symbol of Esperanto. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={classNames("size-7 shrink-0", className)}>
      <path
        className="fill-accent"
        d="M10.5 3h11A8.5 8.5 0 0 1 30 11.5v6a8.5 8.5 0 0 1-8.5 8.5h-6.1l-6.1 4.6A1.45 1.45 0 0 1 7 29.4v-4.2a8.5 8.5 0 0 1-5-7.7v-6A8.5 8.5 0 0 1 10.5 3Z"
      />
      <path
        className="fill-on-accent stroke-on-accent"
        strokeWidth="1.6"
        strokeLinejoin="round"
        d="m16 8.4 1.75 4.05 4.4.4-3.32 2.92.98 4.31L16 17.81l-3.81 2.27.98-4.31-3.32-2.92 4.4-.4z"
      />
    </svg>
  );
}

/** The organisation's logo and name, and the product's where it has none. `compact` shows the name to screen readers only. */
export function Logo({ compact, className }: { compact?: boolean; className?: string }) {
  const { logoUrl } = useBrand();
  const name = useBrandName();
  return (
    <span className={classNames("inline-flex min-w-0 items-center gap-2", className)}>
      {logoUrl === null ? (
        <LogoMark />
      ) : (
        // What is dark and transparent must be seen in the dark, too.
        <img
          src={logoUrl}
          alt=""
          className={classNames(
            "h-7 w-auto shrink-0 rounded-sm object-contain object-left dark:bg-white dark:p-0.5",
            compact ? "max-w-9" : "max-w-32",
          )}
        />
      )}
      <bdi
        className={
          compact ? "sr-only" : "min-w-0 truncate text-[0.9375rem] font-semibold tracking-[-0.02em] text-ink"
        }
      >
        {name}
      </bdi>
    </span>
  );
}
