import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The admin page that says who is connected now. */
export class ConnectionsPage {
  constructor(readonly visitor: Visitor) {}

  async open(): Promise<void> {
    await this.visitor.goTo("/admin/connections");
    await expect(this.visitor.page.getByRole("heading", { level: 1, name: "Connections" })).toBeVisible();
    await expect(this.visitor.page.getByText(/^Refreshed at /)).toBeVisible();
  }

  /** The rows of a person. */
  rows(name: string): Locator {
    return this.visitor.page.getByRole("row").filter({ hasText: name });
  }

  /** The figure and word of a role, which narrows the list. */
  total(label: string): Locator {
    return this.visitor.page.getByRole("button", { name: new RegExp(`^${label} ?\\d+$`) });
  }

  /** Presses the button that ends the session of a row, once the dialog has asked. */
  async end(row: Locator): Promise<Locator> {
    await row.getByRole("button", { name: /^End the session/ }).click();
    const dialog = this.visitor.page.getByRole("alertdialog");
    await expect(dialog).toBeVisible();
    return dialog;
  }
}
