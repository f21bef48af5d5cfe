/** What a person may choose: always light, always dark, or as their system says. */
export const THEMES = ["light", "dark", "system"] as const;

/** One of THEMES; the same word is the class on <html>. */
export type Theme = (typeof THEMES)[number];

/** The cookie that keeps the choice, so that the server renders it and nothing flashes. */
export const THEME_COOKIE = "theme";

const YEAR = 365 * 24 * 60 * 60;

/** Reads a cookie's value as a theme; anything else is "system". */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** The theme that the page shows now. */
export function currentTheme(): Theme {
  return THEMES.find((theme) => document.documentElement.classList.contains(theme)) ?? "system";
}

/** Shows a theme at once and keeps it for a year, in all tabs from their next page on. */
export function setTheme(theme: Theme): void {
  document.documentElement.classList.remove(...THEMES);
  document.documentElement.classList.add(theme);
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR}; samesite=lax`;
}
