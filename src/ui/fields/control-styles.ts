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

/** The popup of a floating list (select, menu, combobox). */
export const POPUP_CLASSES =
  "pop max-h-(--available-height) overflow-y-auto overscroll-contain rounded-xl bg-raised p-1 text-ui text-ink shadow-float outline-none forced-colors:border";

/** One row in a floating list; the highlighted one follows pointer and arrow keys. */
export const POPUP_ITEM_CLASSES =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-lg px-2 py-1.5 outline-none pointer-coarse:min-h-11 " +
  "data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";
