/** The popup of a floating list (select, menu, combobox). */
export const POPUP_CLASSES =
  "pop max-h-(--available-height) overflow-y-auto overscroll-contain rounded-xl bg-raised p-1 text-ui text-ink shadow-float outline-none forced-colors:border";

/** One row in a floating list; the highlighted one follows pointer and arrow keys. */
export const POPUP_ITEM_CLASSES =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-lg px-2 py-1.5 outline-none pointer-coarse:min-h-11 " +
  "data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";
