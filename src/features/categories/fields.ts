/** The icons that a category can have; the page draws each (ui/category-icon.tsx). */
export const CATEGORY_ICONS = [
  "laptop",
  "app",
  "network",
  "key",
  "plane",
  "printer",
  "phone",
  "mail",
  "building",
  "shield",
  "people",
  "wrench",
  "database",
  "cart",
  "car",
  "question",
] as const;

/** The icon of a category. */
export type CategoryIconName = (typeof CATEGORY_ICONS)[number];
