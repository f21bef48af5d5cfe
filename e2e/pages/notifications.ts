import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** The bell and what it opens. */
export class Notifications {
  readonly bell: Locator;
  readonly panel: Locator;
  readonly readAll: Locator;

  constructor(readonly visitor: Visitor) {
    const { page } = visitor;
    this.bell = page.getByRole("button", { name: /^Notifications/ }).filter({ visible: true });
    this.panel = page.getByRole("dialog", { name: "Notifications" });
    this.readAll = this.panel.getByRole("button", { name: "Mark all as read" });
  }

  /** How many are unread, by the bell's name. */
  async unread(): Promise<number> {
    return Number.parseInt(
      /(\d+) unread/.exec((await this.bell.getAttribute("aria-label")) ?? "")?.[1] ?? "0",
      10,
    );
  }

  /** Waits until so many are unread. */
  async untilUnread(count: number): Promise<void> {
    await expect.poll(() => this.unread()).toBe(count);
  }

  /** Opens the panel. */
  async open(): Promise<void> {
    await this.bell.click();
    await expect(this.panel).toBeVisible();
  }

  /** The notification that says this. */
  item(text: string | RegExp): Locator {
    return this.panel.getByRole("listitem").filter({ hasText: text });
  }
}
