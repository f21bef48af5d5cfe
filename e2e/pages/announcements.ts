import type { Locator, Page } from "@playwright/test";

/** The banner of announcements, by the word that stands in its name. */
export function banner(page: Page, message: string, name = "Announcements"): Locator {
  return page.getByRole("region", { name }).getByRole("listitem").filter({ hasText: message });
}

/** A row of the admins' list of announcements. */
export function announcementRow(page: Page, message: string): Locator {
  return page
    .getByRole("list", { name: /^(Shown now|Planned|Past)$/ })
    .getByRole("listitem")
    .filter({ hasText: message });
}
