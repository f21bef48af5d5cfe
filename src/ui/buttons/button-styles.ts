import { classNames } from "@/ui/class-names";

/** The emphasis of a button: one `primary` a view, `secondary` beside it, `ghost` in toolbars, `danger` for destructive actions. */
export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";

/** Heights: sm 28 px, md 32 px, lg 40 px in the workspace; larger on requesters' pages and touch screens. */
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover aria-expanded:bg-accent-hover",
  secondary:
    "bg-surface text-ink shadow-low ring-1 ring-inset ring-line hover:bg-hover aria-expanded:bg-hover active:bg-pressed",
  ghost:
    "text-ink-muted hover:bg-hover hover:text-ink active:bg-pressed aria-expanded:bg-hover aria-expanded:text-ink",
  danger: "bg-danger-fill text-on-danger hover:bg-danger-fill-hover",
};

const SIZES: Record<ButtonSize, string> = {
  sm: "h-(--control-sm) gap-1.5 rounded-md px-2.5 text-xs",
  md: "h-(--control) gap-2 rounded-lg px-3 text-ui",
  lg: "h-(--control-lg) gap-2 rounded-lg px-4 text-ui",
};

const ICON_SIZES: Record<ButtonSize, string> = {
  sm: "size-(--control-sm) rounded-md",
  md: "size-(--control) rounded-lg",
  lg: "size-(--control-lg) rounded-lg",
};

const BASE =
  "relative inline-flex shrink-0 select-none items-center justify-center font-medium whitespace-nowrap transition-colors " +
  "focus-ring disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed " +
  "[&_svg]:size-4 [&_svg]:shrink-0 forced-colors:border";

/** The classes of a button, for elements that must look like one (a link, a menu trigger). */
export function buttonClasses(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return classNames(BASE, VARIANTS[variant], SIZES[size], className);
}

/** The classes of a square button that shows an icon alone. */
export function iconButtonClasses(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return classNames(BASE, VARIANTS[variant], ICON_SIZES[size], className);
}
