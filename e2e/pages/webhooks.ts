import type { Locator, Page } from "@playwright/test";

/** A row of the list of webhooks, by its address. */
export function webhookRow(page: Page, url: string): Locator {
  return page.getByRole("list", { name: "Webhooks" }).getByRole("listitem").filter({ hasText: url });
}

/** The rows of a webhook's deliveries of this type. */
export function deliveryRows(page: Page, type: string): Locator {
  return page
    .getByRole("list", { name: /^(Deliveries|Zustellungen)$/ })
    .getByRole("listitem")
    .filter({ hasText: type });
}
