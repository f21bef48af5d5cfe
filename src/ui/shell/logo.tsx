import { classNames } from "@/ui/class-names";

/** The logo: a speech bubble with a star, the symbol of Esperanto. */
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

/** The logo with the name. `compact` shows the name to screen readers only. */
export function Logo({ compact, className }: { compact?: boolean; className?: string }) {
  return (
    <span className={classNames("inline-flex items-center gap-2", className)}>
      <LogoMark />
      <span className={compact ? "sr-only" : "text-[1.0625rem] font-semibold tracking-[-0.02em] text-ink"}>
        Helpejo
      </span>
    </span>
  );
}
