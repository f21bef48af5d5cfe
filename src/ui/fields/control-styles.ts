import { classNames } from "@/ui/class-names";

const BOX =
  "control-box min-w-0 rounded-lg bg-surface text-field text-ink shadow-low ring-1 ring-inset ring-line-strong transition-shadow " +
  "not-focus-within:hover:ring-ink-faint data-disabled:cursor-not-allowed data-disabled:bg-canvas data-disabled:text-ink-muted data-disabled:shadow-none " +
  "data-invalid:ring-danger forced-colors:border";

const FOCUS = "outline-none focus-visible:ring-2 focus-visible:ring-ring";

/** The classes of an input or select; `height` "free" for a growing one. */
export function controlClasses(height: "fixed" | "free", className?: string): string {
  return classNames(BOX, FOCUS, height === "fixed" && "h-(--control) px-3", className);
}

/** The same box around an inner input, highlighted while something inside has the focus. */
export function controlGroupClasses(className?: string): string {
  return classNames(BOX, "focus-within:ring-2 focus-within:ring-ring", className);
}

/** The chips of a combobox for several options, and its input after them. */
export function chipsClasses(appearance: "field" | "plain"): string {
  return appearance === "plain"
    ? "-mx-1.5 flex min-h-8 min-w-0 flex-wrap items-center gap-1 rounded-lg px-1.5 py-1 text-field text-ink " +
        "hover:bg-hover focus-within:bg-surface focus-within:ring-2 focus-within:ring-ring forced-colors:border"
    : controlGroupClasses("flex min-h-(--control) flex-wrap items-center gap-1 px-1.5 py-1");
}

/** One chip. */
export const CHIP_CLASSES =
  "flex h-6 max-w-full cursor-default items-center gap-1 rounded-md bg-neutral-soft ps-1.5 text-xs font-medium text-neutral-ink outline-none " +
  "focus-within:bg-accent-soft data-highlighted:bg-accent-soft pointer-coarse:h-9";

/** The button in a chip that removes it. */
export const CHIP_REMOVE_CLASSES =
  "flex size-6 items-center justify-center rounded-md focus-ring hover:bg-pressed pointer-coarse:size-9";

/** The input after the chips. */
export const CHIPS_INPUT_CLASSES =
  "h-6 min-w-14 flex-1 bg-transparent px-1.5 outline-none disabled:cursor-not-allowed";
