import { expect, type Locator } from "@playwright/test";
import type { Visitor } from "../support/visitor";

/** What admins should know, as one admin sees it. */
export class NoticesPage {
  readonly list: Locator;

  constructor(readonly visitor: Visitor) {
    this.list = visitor.page.getByRole("list", { name: "Notices", exact: true });
  }

  /** Opens it and waits until it is live. */
  async open(): Promise<void> {
    await this.visitor.goTo("/admin/notices");
    await expect(this.visitor.page.getByRole("heading", { name: "Notices", level: 1 })).toBeVisible();
    await this.visitor.untilConnected();
  }

  /** The notice that says this. */
  notice(text: string): Locator {
    return this.list.getByRole("listitem").filter({ hasText: text });
  }

  /** The number beside "Admin" in the sidebar; 0 when there is none. */
  async count(): Promise<number> {
    const link = this.visitor.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: /^Admin/ });
    const words = await link.getByText(/ to acknowledge$/).allTextContents();
    return Number.parseInt(words[0] ?? "0", 10);
  }
}
