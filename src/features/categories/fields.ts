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

/** The categories that every organisation begins with (contract). */
export const FIRST_CATEGORIES: readonly { key: string; name: string; icon: CategoryIconName }[] = [
  { key: "hardware", name: "Hardware", icon: "laptop" },
  { key: "software", name: "Software", icon: "app" },
  { key: "network", name: "Network", icon: "network" },
  { key: "access", name: "Access", icon: "key" },
  { key: "travel", name: "Travel", icon: "plane" },
  { key: "other", name: "Other", icon: "question" },
];
