import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The admin pages that import people. */
export class ImportsPage {
  constructor(readonly visitor: Visitor) {}

  async open(): Promise<void> {
    await this.visitor.goTo("/admin/people/import");
    await expect(this.visitor.page.getByRole("heading", { level: 1 })).toBeVisible();
    await this.visitor.untilConnected();
  }

  /** Chooses a file by the keyboard, as the browser's own dialog is opened by Enter; its preview opens. */
  async choose(name: string, text: string): Promise<void> {
    const { page } = this.visitor;
    const chooser = page.waitForEvent("filechooser");
    const button = page.getByRole("button", { name: /CSV/ }).and(page.locator(".border-dashed"));
    await button.focus();
    await page.keyboard.press("Enter");
    await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  }

  heading(name: string): Locator {
    return this.visitor.page.getByRole("heading", { level: 1, name });
  }

  /** The item of an import in the list of imports. */
  item(name: string): Locator {
    return this.visitor.page.getByRole("listitem").filter({ hasText: name });
  }

  /** The rows of a table of the import's page. */
  rows(title: string): Locator {
    return this.visitor.page.getByRole("table", { name: title }).getByRole("row");
  }

  /** Presses a button by the keyboard. */
  async press(name: string): Promise<void> {
    const button = this.visitor.page.getByRole("button", { name, exact: true });
    await button.focus();
    await this.visitor.page.keyboard.press("Enter");
  }
}
