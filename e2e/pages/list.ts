import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The list of tickets: a table for staff, cards for requesters. */
export class ListPage {
  /** "1 new, show". */
  readonly arrivals: Locator;

  constructor(readonly visitor: Visitor) {
    this.arrivals = visitor.page.getByRole("button", { name: /new, show$/ });
  }

  /** Opens it, with the query given ("?status=open"), and waits until it is live. */
  async open(query = ""): Promise<void> {
    await this.visitor.goTo(`/tickets${query}`);
    await expect(this.visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
    await this.visitor.untilConnected();
  }

  /** A ticket's link. */
  link(title: string): Locator {
    return this.visitor.page.getByRole("main").getByRole("link", { name: title });
  }

  /** A ticket's row, of staff. */
  row(title: string): Locator {
    return this.visitor.page.getByRole("row").filter({ hasText: title });
  }

  /** Waits for a ticket that just came, by itself or behind "1 new, show". */
  async waitFor(title: string): Promise<void> {
    // The offer goes by itself where the list is out of use.
    await expect(async () => {
      if (await this.arrivals.isVisible()) {
        await this.arrivals.click({ timeout: 2_000 });
      }
      await expect(this.link(title)).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
  }
}
